import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { clientFor, eventually, sendRaw, startEngine } from '@affinity-engine/test-harness';
import type { Client, Engine, RawAnswer } from '@affinity-engine/test-harness';
import { figures, lastLine } from './fixtures/figures.js';
import { contract } from './fixtures/partner-day.js';
import { clock } from './fixtures/samples.js';
import type { Failure, Problem } from './fixtures/wire.js';

let engine: Engine;
let partner: Client;
let admin: Client;
let issued: string;
let before: Awaited<ReturnType<typeof figures>>;
let line: number | undefined;

beforeAll(async () => {
  engine = await startEngine({ env: { SANDBOX_CLOCK: clock } });
  partner = clientFor(engine, 'partner');
  admin = clientFor(engine, 'admin');
  issued = (await contract(partner)).id;
  before = await figures(admin, partner);
  line = before.trail;
});

/** After each request: nothing was stored, no 500 occurred, and the engine serves. */
afterEach(async () => {
  const [earlier, now] = [line, await lastLine(admin)];
  line = now;
  expect(now).toBe(earlier);
  expect(engine.stderr()).not.toMatch(/"level":"(error|fatal)"/);
  expect((await clientFor(engine, null).get('/health/ready')).status).toBe(200);
});

const megabytes = (count: number) => 'x'.repeat(count * 1024 * 1024);
const deep = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
const holding = (value: string) =>
  `{"affinity_request_id":"r","lifetime_start":"2026-02-01","lifetime_end":"2027-01-31","affinity_holder":{"metadata":{"k":${value}}}}`;

describe('a body', () => {
  const bodies: readonly (readonly [string, string | Uint8Array, RegExp])[] = [
    ['of 10 MB', JSON.stringify({ product_id: megabytes(10) }), /^body: expected at most 5242880 bytes/],
    ['nested 10,000 deep', holding(deep(10_000)), /^body: expected at most 64 levels/],
    [
      'of 10,000 lists in one another',
      `${'['.repeat(10_000)}${']'.repeat(10_000)}`,
      /^body: expected at most 64 levels/,
    ],
    ['nested a million deep', `${'['.repeat(1_000_000)}`, /^body: expected/],
    ['of 5,001 values', holding(`[${'0,'.repeat(5_000)}0]`), /^body: expected .*5,000 values/],
    ['with __proto__', '{"__proto__":{"product_id":"bike"}}', /^body: expected no key "__proto__"/],
    ['with __proto__ within', holding('{"__proto__":{"admin":true}}'), /^body: expected no key "__proto__"/],
    ['with an escaped __proto__', '{"\\u005f_proto__":1,"product_id":"bike"}', /^body: expected no key "__proto__"/],
    ['with constructor', holding('{"constructor":{"prototype":{}}}'), /^body: expected no key "constructor"/],
    ['with 1e400', holding('1e400'), /^body: expected numbers/],
    ['with -1e400', holding('-1e400'), /^body: expected numbers/],
    ['with a whole number beyond 2^53', holding('9007199254740993'), /^body: expected numbers/],
    ['with a whole number of 400 digits', holding('9'.repeat(400)), /^body: expected numbers/],
    ['with half a surrogate pair', holding('"\\ud800"'), /^body: expected text/],
    ['with the other half', holding('"\\udc00x"'), /^body: expected text/],
    ['with half a pair as a key', holding('{"\\ud800":1}'), /^body: expected text/],
    ['with NUL', holding('"a\\u0000b"'), /^body: expected text/],
    [
      'that is not UTF-8',
      Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]),
      /^body: expected JSON in UTF-8/,
    ],
    ['with an overlong encoding', Buffer.from([0x22, 0xc0, 0xaf, 0x22]), /^body: expected JSON in UTF-8/],
    ['in UTF-16', Buffer.from('{"product_id":"bike"}', 'utf16le'), /^body: expected JSON/],
    ['that is cut', '{"product_id":"bike"', /^body: expected JSON/],
    ['of two values', '{"product_id":"bike"}{"product_id":"bike"}', /^body: expected JSON/],
    ['with a comma too many', '{"product_id":"bike",}', /^body: expected JSON/],
    ['in single quotes', "{'product_id':'bike'}", /^body: expected JSON/],
    ['with a comment', '{"product_id":"bike"/* */}', /^body: expected JSON/],
    ['with NaN', '{"product_id":NaN}', /^body: expected JSON/],
    ['of blanks', '   ', /^body: expected JSON/],
    ['of a million quotes', '"'.repeat(1_000_000), /^body: expected JSON/],
  ];

  it.each(bodies)('%s is refused by the affinity dialect', async (_, raw, message) => {
    for (const path of ['/v1/affinity', '/v1/affinity/request']) {
      const answer = await partner.post<Failure>(path, undefined, { raw });
      expect([answer.status, answer.body]).toEqual([400, { error: expect.stringMatching(message) }]);
    }
  });

  it.each(bodies)('%s is refused by the operators', async (_, raw, message) => {
    const answer = await admin.post<Problem>('/ops/v1/partners', undefined, { raw });
    expect([answer.status, answer.body.status, answer.body.detail]).toEqual([400, 400, expect.stringMatching(message)]);
  });

  it.each([
    ['/ops/v1/audit?subject=%00', 'subject'],
    ['/v1/affinity?status=%00', 'status'],
  ])('is not needed for NUL to be refused: %s', async (path, name) => {
    const answer = await (path.startsWith('/ops') ? admin : partner).get<Failure & Problem>(path);
    expect([answer.status, answer.body.error ?? answer.body.detail]).toEqual([
      400,
      expect.stringContaining(`${name}: expected text without NUL`),
    ]);
  });

  it('of a form, and Basic credentials, with NUL are refused by the token call', async () => {
    const nobody = clientFor(engine, null);
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const raw = 'grant_type=client_credentials&client_id=a%00b&client_secret=c';
    const basic = { ...form, authorization: `Basic ${Buffer.from('a%00b:c').toString('base64')}` };
    const answers = [
      await nobody.post<Failure>('/oauth2/token', undefined, { raw, headers: form }),
      await nobody.post<Failure>('/oauth2/token', undefined, { raw: 'grant_type=client_credentials', headers: basic }),
    ];
    expect(answers.map(({ status, body }) => [status, body.error])).toEqual([
      [400, 'invalid_request'],
      [400, 'invalid_request'],
    ]);
  });

  it.each(bodies)('%s is refused by the token call', async (_, raw) => {
    const answer = await clientFor(engine, null).post<Failure>('/oauth2/token', undefined, { raw });
    expect([answer.status, answer.body.error]).toEqual([400, 'invalid_request']);
  });

  it.each([
    ['text/plain', '{"product_id":"bike"}'],
    ['application/xml', '<product_id>bike</product_id>'],
    ['application/x-www-form-urlencoded', 'product_id=bike'],
    ['multipart/form-data; boundary=x', '--x--'],
    ['application/jsonx', '{"product_id":"bike"}'],
    ['nonsense', '{"product_id":"bike"}'],
    ['', '{"product_id":"bike"}'],
  ])('sent as "%s" is refused', async (type, raw) => {
    const headers = { 'content-type': type };
    const answer = await partner.post<Failure>('/v1/affinity/request', undefined, { raw, headers });
    expect([answer.status, answer.body.error]).toEqual([415, expect.stringMatching(/^content-type: expected/)]);
  });

  it.each(['application/json', 'application/json; charset=utf-8', 'APPLICATION/JSON'])(
    'sent as %s is read',
    async (type) => {
      const call = { raw: '{"product_id":"boat"}', headers: { 'content-type': type } };
      expect((await partner.post<Failure>('/v1/affinity/request', undefined, call)).body.error).toMatch(
        /^product_id: /,
      );
    },
  );

  it('sent compressed is refused', async () => {
    const headers = { 'content-encoding': 'gzip' };
    const raw = Buffer.from('1f8b0800000000000003ab5600000000', 'hex');
    expect((await partner.post<Failure>('/v1/affinity/request', undefined, { raw, headers })).status).toBe(415);
  });
});

describe('a request on the wire', () => {
  const request = async (lines: readonly string[], body = '', first = 'POST /v1/affinity/request HTTP/1.1') =>
    [first, ...lines, `Authorization: Bearer ${await partner.token()}`, 'Connection: close', '', body].join('\r\n');
  const host = () => `Host: ${new URL(engine.baseUrl).host}`;
  const json = 'Content-Type: application/json';
  const good = '{"product_id":"bike"}';
  const length = `Content-Length: ${good.length}`;

  function expectRefused(answer: RawAnswer | null): void {
    expect(answer?.status).toBeGreaterThanOrEqual(400);
    expect(answer?.status).toBeLessThan(500);
    expect(JSON.parse(answer?.body ?? '')).toEqual({ error: expect.any(String) });
  }

  it.each<[string, () => readonly string[], string]>([
    ['two Authorization headers', () => [host(), json, length, 'Authorization: Bearer x'], good],
    ['two Host headers', () => [host(), 'Host: other.example', json, length], good],
    ['two Content-Type headers', () => [host(), json, 'Content-Type: text/plain', length], good],
    ['two Idempotency-Key headers', () => [host(), json, length, 'Idempotency-Key: a', 'Idempotency-Key: b'], good],
    ['two lengths', () => [host(), json, length, 'Content-Length: 3'], good],
    ['a length and chunks', () => [host(), json, length, 'Transfer-Encoding: chunked'], `15\r\n${good}\r\n0\r\n\r\n`],
    ['no Host', () => [json, length], good],
    ['a length that is no number', () => [host(), json, 'Content-Length: many'], good],
    ['a negative length', () => [host(), json, 'Content-Length: -1'], good],
    ['broken chunks', () => [host(), json, 'Transfer-Encoding: chunked'], `zz\r\n${good}\r\n0\r\n\r\n`],
    ['a header of 100 kB', () => [host(), json, length, `X-Long: ${'x'.repeat(100_000)}`], good],
    [
      '3,000 headers',
      () => [host(), json, length, ...Array.from({ length: 3_000 }, (_, at) => `X-${at}: ${at}`)],
      good,
    ],
    ['a header without a name', () => [host(), json, length, ': nameless'], good],
    ['a control character in a header', () => [host(), json, length, 'X-Odd: a\u0000b'], good],
  ])('with %s is refused', async (_, lines, body) => {
    expectRefused(await sendRaw(engine.baseUrl, await request(lines(), body)));
  });

  it.each([
    ['a path of 100 kB', `GET /v1/affinity/${'x'.repeat(100_000)} HTTP/1.1`],
    ['a query of 100 kB', `GET /v1/affinity?cursor=${'x'.repeat(100_000)} HTTP/1.1`],
    ['a path of 10 kB', `GET /v1/affinity/${'x'.repeat(10_000)} HTTP/1.1`],
    ['broken percent signs', 'GET /v1/affinity/%zz HTTP/1.1'],
    ['an unknown method', 'BREW /v1/affinity HTTP/1.1'],
    ['a blank in its path', 'GET /v1/affinity/a b HTTP/1.1'],
    ['another protocol', 'GET /v1/affinity SIP/2.0'],
  ])('with %s is refused', async (_, first) => {
    expectRefused(await sendRaw(engine.baseUrl, await request([host()], '', first)));
  });

  it('of 10 MB in chunks is refused', async () => {
    const chunk = `100000\r\n${megabytes(1)}\r\n`;
    const bytes = await request([host(), json, 'Transfer-Encoding: chunked'], `${chunk.repeat(10)}0\r\n\r\n`);
    expectRefused(await sendRaw(engine.baseUrl, bytes));
  });

  it.each(['GET /v1/affinity HTTP/1.1', 'POST /v1/affinity/request HTTP/1.1'])(
    'that is broken off in the middle has no effect: %s',
    async (first) => {
      const lines = [host(), json, 'Content-Length: 1000'];
      for (let at = 0; at < 20; at += 1) {
        await sendRaw(engine.baseUrl, await request(lines, '{"product_id":"bi', first), { hangUp: true });
      }
      await eventually(async () => expect((await partner.get('/v1/affinity')).status).toBe(200));
    },
  );

  it('of noise is refused', async () => {
    for (const noise of [
      '\u0016\u0003\u0001\u0002\u0000\u0001',
      '\r\n\r\n\r\n\r\nx\r\n\r\n',
      'x'.repeat(1_000) + '\r\n\r\n',
    ]) {
      const answer = await sendRaw(engine.baseUrl, noise, { deadline: 1_000 });
      if (answer !== null) expectRefused(answer);
    }
  });
});

describe('an unknown call', () => {
  it.each(['/v1/nothing', '/v1/affinity/a/b/c', '/v1', '/', '/nothing', '/V1/affinity/x/y'])(
    'is 404 in the shape of the affinity dialect: %s',
    async (path) => {
      const answer = await partner.get<Failure>(path);
      expect([answer.status, answer.body]).toEqual([404, { error: expect.any(String) }]);
    },
  );

  it('is 404 in the shape of each other dialect', async () => {
    const ops = await admin.get<Problem>('/ops/v1/nothing');
    expect([ops.status, ops.headers['content-type']]).toEqual([
      404,
      expect.stringContaining('application/problem+json'),
    ]);
    const oauth = await clientFor(engine, null).post<Failure>('/oauth2/nothing', {});
    expect([oauth.status, oauth.body]).toEqual([
      404,
      { error: 'invalid_request', error_description: expect.any(String) },
    ]);
  });

  it.each(['/v1/affinity/partner', '/v1/affinity/request', '/v1/attachments/x'])(
    'is 404 with another method: %s',
    async (path) => {
      const answer = await partner.patch<Failure>(path, {});
      expect([answer.status, answer.body]).toEqual([404, { error: expect.any(String) }]);
    },
  );
});

describe('a call without a valid token', () => {
  it.each(['', 'Bearer wrong', 'Bearer a.b.c', 'Basic eDp5'])(
    'is 401 before its body is read: "%s"',
    async (authorization) => {
      const call = { raw: '{"broken', headers: { authorization } };
      const answers = [
        await partner.post<Failure>('/v1/affinity', undefined, call),
        await partner.delete<Failure>(`/v1/affinity/${issued}`, undefined, call),
        await partner.get<Failure>('/v1/affinity?unknown=1', { headers: { authorization } }),
      ];
      for (const answer of answers) expect([answer.status, Object.keys(answer.body)]).toEqual([401, ['error']]);
      const ops = await admin.post<Problem>('/ops/v1/partners', undefined, call);
      expect([ops.status, ops.body.code]).toEqual([401, 'TOKEN-INVALID']);
    },
  );
});

describe('all refused requests', () => {
  it('have changed nothing', async () => {
    expect(await figures(admin, partner)).toEqual(before);
  });
});
