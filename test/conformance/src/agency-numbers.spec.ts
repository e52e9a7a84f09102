import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { clientFor, startEngine } from '@affinity-engine/test-harness';
import type { Client, Engine } from '@affinity-engine/test-harness';
import { publishedRegistration } from './fixtures/agency-samples.js';
import * as agency from './fixtures/agency.js';
import { added, aNumber, at5405, everyNumber } from './fixtures/agency.js';
import { clock } from './fixtures/samples.js';
import type { AuditEntry, Listed } from './fixtures/wire.js';

const purposes = ['tenders', 'calculations'] as const;

let engine: Engine;
let admin: Client;
let user: agency.ApiUser;
let ours: agency.For;
let account: agency.For;

/** Every test has its own broker; the account is shared. */
let broker: agency.For;

beforeAll(async () => {
  engine = await startEngine({ env: { SANDBOX_CLOCK: clock } });
  admin = clientFor(engine, 'admin');
  user = await agency.apiUser(engine);
  const { brokerToken, accountToken } = engine.credentials.agencyNumbers;
  ours = { broker: brokerToken };
  account = { account: accountToken };
});

beforeEach(async () => {
  broker = { broker: await newBroker() };
});

async function newBroker(): Promise<string> {
  const { accountToken } = engine.credentials.agencyNumbers;
  const made = await admin.post<{ readonly id: string }>(`/ops/v1/accounts/${accountToken}/brokers`, {
    name: 'Broker',
  });
  return made.body.id;
}

/** The offered numbers, the default with a star. */
async function offered(query: Record<string, string>, whom: agency.For = broker): Promise<readonly string[]> {
  const { agencyNumbers } = (await user.offer(query, whom)).body;
  return agencyNumbers.map((each) => `${each.agencyNumber}${each.default ? '*' : ''}`);
}

const offeredAt5405 = (purpose: string, whom: agency.For = broker) => offered({ baFinId: '5405', purpose }, whom);
const kept = (whom: agency.For = broker) => everyNumber(admin, { broker_id: whom.broker ?? '' });
const trailOf = async (subject: string) =>
  (await admin.get<Listed<AuditEntry>>('/ops/v1/audit', { query: { subject } })).body.items;

describe('the published sample', () => {
  beforeAll(async () => {
    const answer = await user.register(publishedRegistration, ours);
    expect([answer.status, answer.headers['content-type'], answer.body]).toEqual([
      200,
      'application/json; charset=utf-8',
      added,
    ]);
  });

  it('is stored field by field, without empty texts', async () => {
    const [one, two, three, four, five] = await kept(ours);
    const whose = { account_id: account.account, broker_id: ours.broker, active: true };
    expect(one).toMatchObject({
      ...whose,
      insurer_id: 'ins-5405',
      agency_number: '1-agency-number',
      match_code: 'comment',
      external_insurer_id: null,
      external_unique_id: 'uniqueId1',
      collection_type: 'insurer_collection',
      internal_comment: 'internal comment',
      default_for_tenders: false,
      default_for_calculations: false,
    });
    expect(two).toMatchObject({
      ...whose,
      agency_number: '2-agency-number',
      match_code: 'comment 2',
      external_insurer_id: 'insurerId2',
      external_unique_id: null,
      collection_type: 'mga_collection',
      internal_comment: 'internal comment 2',
    });
    expect(three).toMatchObject({
      ...whose,
      agency_number: '3-agency-number',
      external_insurer_id: 'insurerId3',
      external_unique_id: null,
      internal_comment: 'internal comment 3',
      default_for_tenders: true,
      default_for_calculations: true,
    });
    const a1 = { match_code: 'A1', external_insurer_id: 'A1', external_unique_id: 'A1', internal_comment: 'A1' };
    expect(four).toMatchObject({
      ...whose,
      ...a1,
      agency_number: 'A1',
      insurer_id: 'ins-5036',
      default_for_tenders: true,
    });
    expect(five).toMatchObject({
      ...whose,
      agency_number: 'A2',
      insurer_id: 'ins-61234',
      default_for_calculations: true,
    });
  });

  it('makes 3-agency-number the default for both purposes at 5405, A1 and A2 for one each', async () => {
    const first = ['1-agency-number', '2-agency-number', '3-agency-number*'];
    expect(await offeredAt5405('tenders', ours)).toEqual(first);
    expect(await offeredAt5405('calculations', ours)).toEqual(first);
    expect(await offered({ insurerId: '5036', purpose: 'tenders' }, ours)).toEqual(['A1*']);
    expect(await offered({ insurerId: '5036', purpose: 'calculations' }, ours)).toEqual(['A1']);
    expect(await offered({ supervisingAuthorityId: '61234', purpose: 'tenders' }, ours)).toEqual(['A2']);
    expect(await offered({ supervisingAuthorityId: '61234', purpose: 'calculations' }, ours)).toEqual(['A2*']);
  });

  it('is offered with all that users may see, and never with the internal comment', async () => {
    const { body, bytes } = await user.offer({ baFinId: '5405', purpose: 'tenders' }, ours);
    expect(body.agencyNumbers[0]).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      agencyNumber: '1-agency-number',
      matchCode: 'comment',
      externalInsurerId: null,
      externalUniqueId: 'uniqueId1',
      collectionType: 'insurer_collection',
      default: false,
    });
    expect(bytes.toString('utf8')).not.toContain('internal');
  });

  it('is refused the second time, because its ids are used', async () => {
    const answer = await user.register<agency.Refused>(publishedRegistration, ours);
    expect([answer.status, answer.body.error]).toEqual([
      200,
      [
        'agencyNumberSets[0].agencyNumbers[0].externalUniqueId',
        'agencyNumberSets[1].agencyNumbers[0].externalUniqueId',
        'agencyNumberSets[2].agencyNumbers[0].externalUniqueId',
      ]
        .map((field) => `${field}: expected one that was not used in this account before`)
        .join('; '),
    ]);
  });

  it('adds a line to the trail, and a warning to the log for ids that are sent together', async () => {
    expect(await trailOf(ours.broker ?? '')).toContainEqual(
      expect.objectContaining({
        actor: engine.credentials.agencyNumbers.hash,
        action: 'agency-numbers.registered',
        details: { added: 5, updated: 0 },
      }),
    );
    expect(engine.stderr()).toMatch(/"level":"warn".*"numbers":2.*externalInsurerId beside externalUniqueId/);
    expect(engine.stderr()).not.toMatch(/uniqueId1|internal comment/);
  });
});

describe('a number', () => {
  it('may be sent with only the required fields', async () => {
    expect((await user.register(at5405(aNumber('N')), broker)).body).toEqual(added);
    const [only] = await kept();
    expect(only).toMatchObject({
      match_code: null,
      external_insurer_id: null,
      collection_type: null,
      internal_comment: null,
    });
  });

  it('is trimmed like all texts, and an empty text counts as missing', async () => {
    const fields = {
      matchCode: '  code  ',
      collectionType: ' broker_collection ',
      internalComment: ' \t',
      externalInsurerId: ' ',
    };
    const sent = { agencyNumberSets: [{ baFinId: ' 5405 ', insurerId: '', agencyNumbers: [aNumber(' N ', fields)] }] };
    expect((await user.register(sent, broker)).body).toEqual(added);
    expect((await kept())[0]).toMatchObject({
      agency_number: 'N',
      match_code: 'code',
      collection_type: 'broker_collection',
      internal_comment: null,
      external_insurer_id: null,
    });
  });

  it('sent again without an external unique id is updated', async () => {
    await user.register(at5405(aNumber('N', { matchCode: 'old', defaultForTenders: true })), broker);
    const [before] = await kept();
    expect((await user.register(at5405(aNumber('N', { matchCode: 'new' })), broker)).body).toEqual(added);
    const [after, ...others] = await kept();
    expect(others).toEqual([]);
    expect(after).toMatchObject({ id: before?.id, match_code: 'new', default_for_tenders: false });
  });

  it('is one, and so is its external unique id, however their letters are sent', async () => {
    await user.register(at5405(aNumber('Sa\u0303o')), broker);
    await user.register(at5405(aNumber('S\u00e3o')), broker);
    expect((await kept()).map(({ agency_number }) => agency_number)).toEqual(['São']);
    const id = (letter: string) => ({ externalUniqueId: `${letter} ${broker.broker}` });
    expect((await user.register(at5405(aNumber('N', id('a\u0303'))), broker)).body).toEqual(added);
    expect((await user.register(at5405(aNumber('N', id('\u00e3'))), broker)).body).not.toEqual(added);
    for (const unseen of ['\u200b', '\u3164', '\ufe0f', '\u00ad', '\u00a0']) {
      expect((await user.register(at5405(aNumber(`N${unseen}1`)), broker)).body).not.toEqual(added);
      expect((await user.register(at5405(aNumber('M', id(`x${unseen}y`))), broker)).body).not.toEqual(added);
    }
  });

  it('sent again with a new external unique id is another entry', async () => {
    await user.register(at5405(aNumber('N')), broker);
    await user.register(at5405(aNumber('N', { externalUniqueId: `new-${broker.broker}` })), broker);
    expect((await kept()).map(({ agency_number }) => agency_number)).toEqual(['N', 'N']);
  });

  it('that is inactive is not offered, with any flag', async () => {
    const flagged = { defaultForTenders: true, defaultForCalculations: true };
    await user.register(at5405(aNumber('A', flagged), aNumber('B', { ...flagged, active: false })), broker);
    for (const purpose of purposes) expect(await offeredAt5405(purpose)).toEqual(['A*']);
  });

  it('that was last sent with the flag is the default', async () => {
    const flagged = { defaultForTenders: true, defaultForCalculations: true };
    await user.register(
      at5405(aNumber('A', flagged), aNumber('B', flagged), aNumber('C', { defaultForTenders: true })),
      broker,
    );
    expect(await offeredAt5405('tenders')).toEqual(['A', 'B', 'C*']);
    expect(await offeredAt5405('calculations')).toEqual(['A', 'B*', 'C']);
    await user.register(at5405(aNumber('A', flagged)), broker);
    expect(await offeredAt5405('tenders')).toEqual(['A*', 'B', 'C']);
  });
});

describe('a change', () => {
  const idOf = async (number: string) => (await kept()).find((each) => each.agency_number === number)?.id ?? '';
  const flagged = { defaultForTenders: true, defaultForCalculations: true };
  const done = { status: 'Broker Api: agency number changed successfully.' };

  it('moves the default, takes it away and gives it back', async () => {
    await user.register(at5405(aNumber('A', flagged), aNumber('B', flagged)), broker);
    const [a, b] = [await idOf('A'), await idOf('B')];
    expect((await user.change(b, { active: false }, broker)).body).toEqual(done);
    expect(await offeredAt5405('tenders')).toEqual(['A*']);
    await user.change(a, { defaultForTenders: false }, broker);
    expect([await offeredAt5405('tenders'), await offeredAt5405('calculations')]).toEqual([['A'], ['A*']]);
    await user.change(b, { active: true }, broker);
    expect(await offeredAt5405('tenders')).toEqual(['A', 'B*']);
    await user.change(a, { defaultForTenders: true }, broker);
    expect(await offeredAt5405('tenders')).toEqual(['A*', 'B']);
    expect((await trailOf(b)).map(({ action, details }) => [action, details])).toEqual([
      ['agency-number.changed', { active: true, defaultFor: {} }],
      ['agency-number.changed', { active: false, defaultFor: {} }],
    ]);
  });

  it('can only be made by the owner', async () => {
    await user.register(at5405(aNumber('A')), broker);
    const id = await idOf('A');
    const other = { broker: await newBroker() };
    for (const whom of [account, other]) {
      const { body, status } = await user.change<agency.Refused>(id, { active: false }, whom);
      expect([status, body.error]).toEqual([200, 'agency_number_id: expected an agency number of this owner']);
    }
    expect((await kept())[0]?.active).toBe(true);
  });

  it.each([
    [{}, /^body: expected an object of at least 1 property/],
    [{ active: 'false' }, /^active: expected true or false/],
    [{ defaultForTenders: null }, /^defaultForTenders: expected true or false/],
    [{ agencyNumber: 'other' }, /^agencyNumber: expected no such property/],
  ])('to %j is refused', async (sent, message) => {
    await user.register(at5405(aNumber('A')), broker);
    const before = await kept();
    const { body, status } = await user.change<agency.Refused>(await idOf('A'), sent, broker);
    expect([status, body.error]).toEqual([200, expect.stringMatching(message)]);
    expect(await kept()).toEqual(before);
  });
});

describe('a broker and its account', () => {
  it('each have their own numbers; a broker sees both, its own default first', async () => {
    const insurer = { supervisingAuthorityId: '61234' };
    const flagged = { defaultForTenders: true };
    const at = (number: string, fields = {}) => ({
      agencyNumberSets: [{ ...insurer, agencyNumbers: [aNumber(number, fields)] }],
    });
    await user.register(at('account', flagged), account);
    const ask = (whom: agency.For) => offered({ ...insurer, purpose: 'tenders' }, whom);
    expect([await ask(account), await ask(broker)]).toEqual([['account*'], ['account*']]);
    await user.register(at('own', flagged), broker);
    expect([await ask(account), await ask(broker)]).toEqual([['account*'], ['own*', 'account']]);
    expect(await ask({ broker: await newBroker() })).toEqual(['account*']);
  });

  it('named together mean the broker', async () => {
    expect((await user.register(at5405(aNumber('N')), { ...broker, ...account })).body).toEqual(added);
    expect(await kept()).toHaveLength(1);
  });

  it('share external unique ids', async () => {
    const externalUniqueId = `shared-${broker.broker}`;
    await user.register(at5405(aNumber('N', { externalUniqueId })), broker);
    for (const whom of [account, { broker: await newBroker() }]) {
      const { body } = await user.register<agency.Refused>(at5405(aNumber('M', { externalUniqueId })), whom);
      expect(body.error).toMatch(/^agencyNumberSets\[0\]\.agencyNumbers\[0\]\.externalUniqueId: /);
    }
  });
});

describe('an Idempotency-Key', () => {
  it('gives a repeat the first answer, separately for each broker', async () => {
    const headers = { 'idempotency-key': 'the-same' };
    const sent = at5405(aNumber('N', { externalUniqueId: `once-${broker.broker}` }));
    expect((await user.register(sent, broker, { headers })).body).toEqual(added);
    const again = await user.register(sent, broker, { headers });
    expect([again.body, again.headers['idempotency-replayed']]).toEqual([added, 'true']);
    const other = await user.register<agency.Refused>(sent, { broker: await newBroker() }, { headers });
    expect(other.body.error).toMatch(/externalUniqueId/);
    const changed = await user.register<agency.Refused>(at5405(aNumber('M')), broker, { headers });
    expect(changed.body.error).toMatch(/^Idempotency-Key: expected a new key/);
  });
});
