import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { clientFor, startEngine } from '@affinity-engine/test-harness';
import type { Client, Engine } from '@affinity-engine/test-harness';
import * as agency from './fixtures/agency.js';
import { aNumber, at5405, everyNumber } from './fixtures/agency.js';
import { clock } from './fixtures/samples.js';
import { lastLine } from './fixtures/figures.js';

let engine: Engine;
let admin: Client;
let nobody: Client;
let user: agency.ApiUser;

beforeAll(async () => {
  engine = await startEngine({ env: { SANDBOX_CLOCK: clock } });
  admin = clientFor(engine, 'admin');
  nobody = clientFor(engine, null);
  user = await agency.apiUser(engine);
  await user.register(at5405(aNumber('kept', { externalUniqueId: 'used' })));
});

/** Expects a refusal that stores nothing and causes no 500, and an engine that still serves. */
async function refused(
  answer: Promise<{ readonly status: number; readonly body: agency.Refused }>,
  message: RegExp,
  wanted = 200,
) {
  const before = [await everyNumber(admin), await lastLine(admin)];
  const { status, body } = await answer;
  expect([status, body]).toEqual([wanted, { error: expect.stringMatching(message) }]);
  expect([await everyNumber(admin), await lastLine(admin)]).toEqual(before);
}

afterEach(async () => {
  expect(engine.stderr()).not.toMatch(/"level":"(error|fatal)"/);
  expect((await nobody.get('/health/ready')).status).toBe(200);
});

const good = aNumber('good');
const one = (fields: Readonly<Record<string, unknown>>) => at5405(good, { ...aNumber('bad'), ...fields });
const without = (name: string) => {
  const { [name]: _, ...rest } = aNumber('bad') as Record<string, unknown>;
  return at5405(good, rest);
};
const sets = (...named: readonly Readonly<Record<string, unknown>>[]) => ({
  agencyNumberSets: [
    { baFinId: '5405', agencyNumbers: [good] },
    ...named.map((each) => ({ ...each, agencyNumbers: [good] })),
  ],
});
const field = (name: string) => `^agencyNumberSets\\[0\\]\\.agencyNumbers\\[1\\]\\.${name}: expected `;

describe('a registration with one problem', () => {
  it.each<[string, unknown, RegExp]>([
    ['no insurer', sets({}), /^agencyNumberSets\[1\]: expected baFinId, insurerId or supervisingAuthorityId$/],
    ['an insurer of empty texts', sets({ baFinId: '', insurerId: ' ' }), /^agencyNumberSets\[1\]: expected baFinId/],
    [
      'an unknown insurer',
      sets({ baFinId: '9999' }),
      /^agencyNumberSets\[1\]\.baFinId: expected an insurer that is known$/,
    ],
    ['a number of another kind', sets({ insurerId: '5405' }), /^agencyNumberSets\[1\]\.insurerId: expected an insurer/],
    [
      'two that disagree',
      sets({ baFinId: '5405', insurerId: '5036' }),
      /^agencyNumberSets\[1\]: expected numbers of one/,
    ],
    ['one of two unknown', sets({ baFinId: '5405', insurerId: '1' }), /^agencyNumberSets\[1\]\.insurerId: expected/],
    ['an insurer’s number as a number', sets({ baFinId: 5405 }), /^agencyNumberSets\[1\]\.baFinId: expected text/],
    ['two insurers wrong', sets({}, { baFinId: 'x' }), /^agencyNumberSets\[1\]: .+; agencyNumberSets\[2\]\.baFinId: /],
    [
      'more sets than a call may hold',
      { agencyNumberSets: Array.from({ length: 10_001 }, () => ({})) },
      /^agencyNumberSets: expected a list of 1 to 10000 entries/,
    ],
    [
      'more numbers than a set may hold',
      { agencyNumberSets: [{ baFinId: '5405', agencyNumbers: Array.from({ length: 10_001 }, () => ({})) }] },
      /agencyNumberSets\[0\]\.agencyNumbers: expected a list of 1 to 10000 entries/,
    ],
    ['no sets', {}, /^agencyNumberSets: expected a list.+ missing/],
    ['sets that are null', { agencyNumberSets: null }, /^agencyNumberSets: expected a list/],
    ['empty sets', { agencyNumberSets: [] }, /^agencyNumberSets: expected a list of 1 to 10000 entries/],
    [
      'empty numbers',
      { agencyNumberSets: [{ baFinId: '5405', agencyNumbers: [] }] },
      /^agencyNumberSets\[0\]\.agencyNumbers: /,
    ],
    ['no numbers', { agencyNumberSets: [{ baFinId: '5405' }] }, /^agencyNumberSets\[0\]\.agencyNumbers: .+ missing/],
    ['a list for a body', [], /^body: expected an object/],
    ['a text for a body', 'x', /^body: expected an object/],
    ['null for a body', null, /^body: expected an object/],
    ['an unknown field', { ...at5405(good), extra: 1 }, /^extra: expected no such property/],
    [
      'an unknown field of a set',
      sets({ baFinId: '5405', name: 'x' }),
      /^agencyNumberSets\[1\]\.name: expected no such/,
    ],
    ['an unknown field of a number', one({ comment: 'x' }), new RegExp(field('comment'))],
    ['no number', without('agencyNumber'), new RegExp(field('agencyNumber'))],
    ['an empty number', one({ agencyNumber: '  ' }), new RegExp(field('agencyNumber'))],
    ['a number as a number', one({ agencyNumber: 17 }), new RegExp(field('agencyNumber'))],
    ['a number of 101 letters', one({ agencyNumber: 'x'.repeat(101) }), new RegExp(field('agencyNumber'))],
    ['a number of two lines', one({ agencyNumber: 'a\nb' }), new RegExp(field('agencyNumber'))],
    ['no defaultForTenders', without('defaultForTenders'), new RegExp(field('defaultForTenders'))],
    ['no defaultForCalculations', without('defaultForCalculations'), new RegExp(field('defaultForCalculations'))],
    ['no active', without('active'), new RegExp(field('active'))],
    ['"true" for true', one({ defaultForTenders: 'true' }), new RegExp(`${field('defaultForTenders')}true or false`)],
    ['1 for true', one({ defaultForCalculations: 1 }), new RegExp(field('defaultForCalculations'))],
    ['"" for false', one({ active: '' }), new RegExp(`${field('active')}true or false`)],
    ['null for active', one({ active: null }), new RegExp(field('active'))],
    [
      'an unknown collection type',
      one({ collectionType: 'agent_collection' }),
      new RegExp(`${field('collectionType')}one of broker_collection, insurer_collection, mga_collection`),
    ],
    ['a collection type in capitals', one({ collectionType: 'MGA_COLLECTION' }), new RegExp(field('collectionType'))],
    ['a list for a text', one({ matchCode: ['x'] }), new RegExp(field('matchCode'))],
    ['null for a text', one({ matchCode: null }), new RegExp(field('matchCode'))],
    ['an external id that is used', one({ externalUniqueId: 'used' }), new RegExp(field('externalUniqueId'))],
    [
      'one external id twice',
      at5405(aNumber('a', { externalUniqueId: 'x' }), aNumber('b', { externalUniqueId: ' x ' })),
      new RegExp(field('externalUniqueId')),
    ],
    [
      'one external id at two insurers',
      {
        agencyNumberSets: [
          { baFinId: '5405', agencyNumbers: [aNumber('a', { externalUniqueId: 'y' })] },
          { insurerId: '5036', agencyNumbers: [aNumber('a', { externalUniqueId: 'y' })] },
        ],
      },
      /^agencyNumberSets\[1\]\.agencyNumbers\[0\]\.externalUniqueId: /,
    ],
  ])('%s is refused as a whole, with the dialect’s own sentence', async (_, sent, message) => {
    await refused(user.register<agency.Refused>(sent), message);
  });

  it.each<[string, string | Uint8Array, Readonly<Record<string, string>>, RegExp, number?]>([
    ['no JSON', '{"agencyNumberSets":', {}, /^body: expected JSON/],
    [
      'a body larger than the limit',
      JSON.stringify({ x: 'x'.repeat(6 * 1024 * 1024) }),
      {},
      /^body: expected at most 5242880 bytes/,
    ],
    ['__proto__', '{"__proto__":{}}', {}, /^body: expected no key/],
    ['a field twice', '{"agencyNumberSets":[],"agencyNumberSets":[]}', {}, /^body: expected each property once/],
    [
      'a form',
      'agencyNumberSets=x',
      { 'content-type': 'application/x-www-form-urlencoded' },
      /^content-type: expected/,
      415,
    ],
    ['plain text', 'x', { 'content-type': 'text/plain' }, /^content-type: expected/, 415],
    ['an empty Idempotency-Key', '{}', { 'idempotency-key': '' }, /./],
  ])('%s is refused', async (_, raw, headers, message, status = 200) => {
    await refused(user.register<agency.Refused>(undefined, undefined, { raw, headers }), message, status);
  });

  it('nothing at all is refused', async () => {
    await refused(user.register<agency.Refused>(undefined), /^body: expected a JSON object/);
  });
});

describe('a list', () => {
  it.each<[Record<string, string>, RegExp]>([
    [{ purpose: 'tenders' }, /^baFinId, insurerId or supervisingAuthorityId: expected at least one of them$/],
    [{ baFinId: '9999', purpose: 'tenders' }, /^baFinId: expected an insurer that is known$/],
    [{ baFinId: '5405', insurerId: '5036', purpose: 'tenders' }, /: expected numbers of one and the same insurer$/],
    [{ baFinId: '5405' }, /^purpose: expected one of tenders, calculations; it is missing$/],
    [{ baFinId: '5405', purpose: 'other' }, /^purpose: expected one of tenders, calculations$/],
    [{ baFinId: '5405', purpose: 'tenders', page: '1' }, /^page: expected no such parameter/],
  ])('of %j is refused', async (query, message) => {
    await refused(user.offer<agency.Refused>(query), message);
  });

  it('has its parameters trimmed, and empty optional ones removed, like a registration', async () => {
    const plain = await user.offer({ baFinId: '5405', purpose: 'tenders' });
    const loose = await user.offer({
      baFinId: ' 5405 ',
      insurerId: '',
      supervisingAuthorityId: ' ',
      purpose: 'tenders ',
    });
    expect([loose.status, loose.body]).toEqual([200, plain.body]);
    await refused(user.offer<agency.Refused>({ baFinId: ' ', purpose: 'tenders' }), /^baFinId, insurerId or /);
  });
});

describe('an unknown call', () => {
  it.each([
    ['get', '/api/ipn/tokens'],
    ['post', '/api/ipn/other'],
    ['delete', '/api/ipn/agency-numbers/x'],
  ] as const)('%s %s is answered in the dialect’s shape', async (method, path) => {
    const { status, body } = await nobody[method]<agency.Refused>(path);
    expect([status, body]).toEqual([200, { error: 'There is no such call.' }]);
  });
});
