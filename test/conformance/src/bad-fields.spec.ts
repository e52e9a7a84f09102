import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { clientFor, startEngine, type Answer, type Client, type Engine } from '@affinity-engine/test-harness';
import * as bad from './fixtures/bad-values.js';
import { figures, lastLine } from './fixtures/figures.js';
import { contract, page, requestId } from './fixtures/partner-day.js';
import { clock, contracts } from './fixtures/samples.js';
import type { Failure } from './fixtures/wire.js';

let engine: Engine;
let partner: Client;
let admin: Client;
let open: Readonly<Record<'personal-life' | 'auto', string>>;
let issued: string;
let before: Awaited<ReturnType<typeof figures>>;
let line: number | undefined;

beforeAll(async () => {
  engine = await startEngine({ env: { SANDBOX_CLOCK: clock, INSURER_DELAY_SECONDS: '31536000' } });
  partner = clientFor(engine, 'partner');
  admin = clientFor(engine, 'admin');
  open = { 'personal-life': await requestId(partner), auto: await requestId(partner, 'auto') };
  issued = (await contract(partner)).id;
  before = await figures(admin, partner);
  line = before.trail;
});

/** After each refusal: nothing was stored, and the engine is ready. */
afterEach(async () => {
  const [earlier, now] = [line, await lastLine(admin)];
  line = now;
  expect(now).toBe(earlier);
});

const escaped = (text: string) => text.replaceAll(/[[\].]/g, '\\$&');

/** Expects 400, with the name of the field and what was expected. */
function expectNamed({ status, body }: Answer<Failure>, field: string): void {
  expect([status, Object.keys(body)]).toEqual([400, ['error']]);
  expect(body.error).toMatch(new RegExp(`(^|; )${escaped(field)}[^:;]*: expected .`));
}

describe('a contract', () => {
  const send = (product: keyof typeof open, change: (body: object) => object) =>
    partner.post<Failure>('/v1/affinity', change({ affinity_request_id: open[product], ...contracts[product] }));

  it.each(bad.rowsOf(bad.contract))('is refused where %s is %s', async (field, _, value) => {
    expectNamed(await send('personal-life', (body) => bad.withValue(body, field, value)), field);
  });

  it.each(bad.rowsOf(bad.holder))('is refused where affinity_holder.%s is %s', async (field, _, value) => {
    const path = `affinity_holder.${field}`;
    expectNamed(await send('personal-life', (body) => bad.withValue(body, path, value)), path);
  });

  it.each(bad.rowsOf(bad.car))('is refused where item.%s is %s', async (field, _, value) => {
    expectNamed(await send('auto', (body) => bad.withValue(body, `item.${field}`, value)), `item.${field}`);
  });

  it('is refused without CPF and CNPJ of the holder, naming both', async () => {
    const { body } = await send('personal-life', (sent) => bad.withValue(sent, 'affinity_holder.cpf', undefined));
    expect(body.error).toMatch(/^affinity_holder: expected .*cpf.*cnpj/);
  });

  it.each<[string, readonly string[], object]>([
    ['affinity_holder', ['first_name', 'last_name', 'birth_date'], { first_name: '', cpf: '52998224725' }],
    ['item', ['plate', 'chassis', 'fuel_type'], { plate: 'x' }],
  ])('is refused with every problem of %s listed: %j', async (whole, fields, value) => {
    const { body } = await send('auto', (sent) => ({ ...sent, [whole]: value }));
    for (const field of fields) expect(body.error).toContain(`${whole}.${field}: expected`);
  });

  it('is refused without an item that the product needs', async () => {
    expectNamed(await send('auto', (body) => bad.withValue(body, 'item', undefined)), 'item');
  });

  it('is refused with an item that the product does not need', async () => {
    expectNamed(await send('personal-life', (body) => ({ ...body, item: { plate: 'ABC1D23' } })), 'item');
  });

  it.each([
    ['the other way round', '2026-02-01', '2026-01-31'],
    ['the same', '2026-02-01', '2026-02-01'],
  ])('is refused where its days are %s', async (_, start, end) => {
    expectNamed(
      await send('personal-life', (body) => ({ ...body, lifetime_start: start, lifetime_end: end })),
      'lifetime_end',
    );
  });
});

describe('a request', () => {
  it.each(bad.rowsOf(bad.request))('is refused where %s is %s', async (field, _, value) => {
    const body = bad.withValue({ product_id: 'bike' }, field, value);
    expectNamed(await partner.post<Failure>('/v1/affinity/request', body), field);
  });
});

describe('a cancellation', () => {
  it.each(bad.rowsOf(bad.cancel))('is refused where %s is %s', async (field, _, value) => {
    expectNamed(await partner.delete<Failure>(`/v1/affinity/${issued}`, { [field]: value }), field);
  });
});

describe('a cancellation preview', () => {
  it.each(bad.rowsOf(bad.preview))('is refused where %s is %s', async (field, _, value) => {
    expectNamed(await partner.post<Failure>(`/v1/affinity/${issued}/cancellation-preview`, { [field]: value }), field);
  });
});

describe('a renewal', () => {
  it.each(bad.rowsOf(bad.renewal))('is refused where %s is %s', async (field, _, value) => {
    expectNamed(await partner.post<Failure>(`/v1/affinity/${issued}/renewal`, { [field]: value }), field);
  });
});

describe('a body', () => {
  it.each([
    ['a list', []],
    ['a text', 'text'],
    ['a number', 7],
    ['true', true],
    ['null', null],
  ])('that is %s is refused by every call with a body', async (_, body) => {
    const path = `/v1/affinity/${issued}`;
    const raw = { raw: JSON.stringify(body) };
    const answers = [
      await partner.post<Failure>('/v1/affinity/request', undefined, raw),
      await partner.post<Failure>('/v1/affinity', undefined, raw),
      await partner.delete<Failure>(path, undefined, raw),
      await partner.post<Failure>(`${path}/cancellation-preview`, undefined, raw),
      await partner.post<Failure>(`${path}/renewal`, undefined, raw),
    ];
    for (const answer of answers) expectNamed(answer, 'body');
  });

  it.each(['/v1/affinity/request', '/v1/affinity'])('that is missing is reported by %s', async (path) => {
    expectNamed(await partner.post<Failure>(path), 'body');
  });
});

describe('the query of a list', () => {
  it.each([
    ...['0', '-1', '101', '1.5', 'ten', ''].map((value) => ['rows', value]),
    ...['0', '-1', '1.5', 'first', '1000001'].map((value) => ['page', value]),
    ...['', 'garbage', 'W10', 'WzEsIngiLCJ5IiwieiJd'].map((value) => ['cursor', value]),
    ...['0', '6', 'issued', ''].map((value) => ['status', value]),
    ...['', 'a b', '../x', 'x'.repeat(65)].map((value) => ['product_id', value]),
    ...['', '123', '52998224724', 'x'.repeat(21)].map((value) => ['holder_document', value]),
    ...['lifetime_start_from', 'lifetime_start_to', 'created_from', 'created_to'].flatMap((name) =>
      ['2026-02-30', 'yesterday', '', '2026-1-1'].map((value) => [name, value]),
    ),
    ...['name', '', '+created_at', 'created_at; drop table affinity'].map((value) => ['sort', value]),
    ['cursor', 'x'.repeat(501)],
    ['unknown', '1'],
    ['__proto__', '1'],
  ])('is refused where %s is "%s"', async (name = '', value = '') => {
    expectNamed(await partner.get<Failure>(`/v1/affinity?${new URLSearchParams({ [name]: value }).toString()}`), name);
  });

  it.each([
    ['lifetime_start', 'from=2026-02-02', 'to=2026-02-01'],
    ['created', 'from=2026-02-02', 'to=2026-02-01'],
  ])('is refused if the range of %s ends before it begins', async (name, from, to) => {
    expectNamed(await partner.get<Failure>(`/v1/affinity?${name}_${from}&${name}_${to}`), `${name}_to`);
  });

  it('is refused with a parameter sent twice, or a page beside a cursor', async () => {
    expectNamed(await partner.get<Failure>('/v1/affinity?rows=1&rows=2'), 'rows');
    const all = await page(partner, { rows: 1 });
    expect(all.cursor).toBeNull();
    expectNamed(await partner.get<Failure>('/v1/affinity?page=1&cursor=W10'), 'page');
  });

  it.each(['/v1/affinity/partner', '/v1/affinity/partnership', '/v1/webhooks/endpoints'])(
    'is refused by a call without parameters: %s',
    async (path) => {
      expectNamed(await partner.get<Failure>(`${path}?any=1`), 'any');
    },
  );

  it.each(['x'.repeat(65), 'a%20b', '%00', '..%2F..%2Fetc', '%ff', "'; drop table affinity; --"])(
    'holds no affinity under %s',
    async (id) => {
      const answer = await partner.get<Failure>(`/v1/affinity/${id}`);
      expect([400, 404]).toContain(answer.status);
      expect(Object.keys(answer.body)).toEqual(['error']);
    },
  );
});

describe('all refused requests', () => {
  it('have changed nothing', async () => {
    expect(await figures(admin, partner)).toEqual(before);
  });
});
