import { beforeAll, describe, expect, it } from '@jest/globals';
import { clientFor, startEngine } from '@affinity-engine/test-harness';
import type { Client, Engine } from '@affinity-engine/test-harness';
import * as agency from './fixtures/agency.js';
import { aNumber, at5405, everyNumber, type Kept } from './fixtures/agency.js';
import { clock } from './fixtures/samples.js';
import type { Listed, Problem } from './fixtures/wire.js';

type NumberProblem = { readonly path: string; readonly expected: string };
type Line = {
  readonly outcome: string;
  readonly id: string | null;
  readonly changes: readonly { readonly field: string; readonly from: unknown; readonly to: unknown }[];
  readonly becomes_default_for: readonly string[];
  readonly faults: readonly NumberProblem[];
};
type Registered = {
  readonly dry_run: boolean;
  readonly added: number;
  readonly updated: number;
  readonly lines: readonly Line[] | null;
};
type Refused = Problem & { readonly faults?: readonly NumberProblem[] };

const path = '/ops/v1/agency-numbers';

let engine: Engine;
let admin: Client;
let owner: { readonly account_id: string; readonly broker_id: string };
beforeAll(async () => {
  engine = await startEngine({ env: { SANDBOX_CLOCK: clock } });
  admin = clientFor(engine, 'admin');
});
/** Each test has an account and a broker of its own. */
const newOwner = async (): Promise<void> => {
  const account = (await admin.post<{ id: string }>('/ops/v1/accounts', { name: 'Conta' })).body;
  const broker = (await admin.post<{ id: string }>(`/ops/v1/accounts/${account.id}/brokers`, { name: 'Filial' })).body;
  owner = { account_id: account.id, broker_id: broker.id };
};

const number = (agency_number: string, fields: Readonly<Record<string, unknown>> = {}) => ({
  insurer: { id: 'ins-5405' },
  ...{ agency_number, default_for_tenders: false, default_for_calculations: false, active: true },
  ...fields,
});
const register = <Body = Registered>(numbers: readonly unknown[], more: object = {}, call = {}) =>
  admin.post<Body>(path, { ...owner, numbers, ...more }, call);
const kept = () => everyNumber(admin, owner);

describe('operators register numbers', () => {
  it('of a broker or of the account, whichever of its numbers names the insurer, in the trail by their names', async () => {
    await newOwner();
    const numbers = [number('A', { match_code: 'Property' }), number('B', { insurer: { ba_fin_id: '5405' } })];
    const done = await register(numbers);
    expect([done.status, done.body]).toEqual([200, { dry_run: false, added: 2, updated: 0, lines: null }]);
    const { broker_id, ...account } = owner;
    expect((await admin.post<Registered>(path, { ...account, numbers: [number('A')] })).body.added).toBe(1);
    const all = await everyNumber(admin, account);
    expect(all.map((each) => [each.agency_number, each.broker_id, each.insurer_id, each.match_code])).toEqual([
      ['A', broker_id, 'ins-5405', 'Property'],
      ['B', broker_id, 'ins-5405', null],
      ['A', null, 'ins-5405', null],
    ]);
    type Entry = { readonly action: string; readonly actor: string; readonly details: object };
    const trail = await admin.get<Listed<Entry>>('/ops/v1/audit', { query: { subject: broker_id } });
    expect(trail.body.items).toContainEqual(
      expect.objectContaining({
        ...{ action: 'agency-numbers.registered', actor: engine.credentials.admin.clientId },
        details: { added: 2, updated: 0 },
      }),
    );
  });

  it('all or none, with every faulty one at once by its place in the list', async () => {
    await newOwner();
    await register([number('used', { external_unique_id: 'x' })]);
    const refused = await register<Refused>([
      number('good'),
      number('A', { external_unique_id: 'x' }),
      number('B', { insurer: { ba_fin_id: '9999' } }),
      number('C', { insurer: {} }),
    ]);
    expect([refused.status, refused.body.code]).toEqual([404, 'INSURER-UNKNOWN']);
    expect(refused.body.faults?.map((each) => each.path)).toEqual([
      'numbers[2].insurer.ba_fin_id',
      'numbers[3].insurer',
      'numbers[1].external_unique_id',
    ]);
    const wrong = await register<Refused>([number('', { active: 'yes' }), number('D', { collection_type: 'cash' })]);
    expect([wrong.status, wrong.body.code]).toEqual([400, 'INPUT-INVALID']);
    expect(wrong.body.faults?.map((each) => each.path)).toEqual([
      'numbers[0].agency_number',
      'numbers[0].active',
      'numbers[1].collection_type',
    ]);
    expect((await kept()).map((each) => each.agency_number)).toEqual(['used']);
  });

  it('once by one Idempotency-Key', async () => {
    await newOwner();
    const twice = [1, 2].map(() =>
      register([number('A', { external_unique_id: 'once' })], {}, { headers: { 'idempotency-key': 'registration-1' } }),
    );
    const [first, second] = await Promise.all(twice);
    expect([first?.body, second?.body]).toEqual([first?.body, first?.body]);
    expect(first?.body.added).toBe(1);
    expect(await kept()).toHaveLength(1);
  });

  it('ten thousand at once', async () => {
    await newOwner();
    const many = Array.from({ length: 10_000 }, (_, one) =>
      number(`N${one}`, { match_code: 'one of many', collection_type: 'broker_collection', default_for_tenders: true }),
    );
    const preview = (await register(many, { dry_run: true })).body;
    expect(preview.lines?.filter(({ outcome }) => outcome === 'added')).toHaveLength(10_000);
    expect((await register(many)).body.added).toBe(10_000);
    const again = (await register(many, { dry_run: true })).body;
    expect([again.updated, again.lines?.every(({ outcome }) => outcome === 'unchanged')]).toEqual([10_000, true]);
    expect((await register<Problem>([...many, number('more')])).status).toBe(400);
  });

  it('of accounts and brokers that there are', async () => {
    await newOwner();
    const [mine, unknown] = [owner, '01939d3c-7f1a-7c3e-9b1e-2f6a0d4c8e51'];
    await newOwner();
    for (const [named, code] of [
      [{ account_id: unknown }, 'ACCOUNT-UNKNOWN'],
      [{ broker_id: mine.broker_id }, 'BROKER-UNKNOWN'],
    ] as const) {
      for (const dry_run of [true, false]) {
        const refused = await register<Problem>([number('A')], { ...named, dry_run });
        expect([refused.status, refused.body.code]).toEqual([404, code]);
      }
    }
  });
});

describe('a dry run', () => {
  it('says what would become of each number, and changes nothing', async () => {
    await newOwner();
    await register([number('A', { match_code: 'old', collection_type: 'broker_collection' }), number('B')]);
    const before = await kept();
    const { body } = await register(
      [
        number('A', { match_code: 'new', collection_type: 'mga_collection', default_for_tenders: true }),
        number('B'),
        number('C', { insurer: { insurer_id: 'none' }, external_unique_id: 'x' }),
        number('D'),
      ],
      { dry_run: true },
    );
    const calm = { changes: [], becomes_default_for: [], faults: [] };
    expect(body).toEqual({
      ...{ dry_run: true, added: 1, updated: 2 },
      lines: [
        {
          ...{ ...calm, outcome: 'changed', id: before[0]?.id, becomes_default_for: ['tenders'] },
          changes: [
            { field: 'match_code', from: 'old', to: 'new' },
            { field: 'collection_type', from: 'broker_collection', to: 'mga_collection' },
            { field: 'default_for_tenders', from: false, to: true },
          ],
        },
        { ...calm, outcome: 'unchanged', id: before[1]?.id },
        {
          ...{ ...calm, outcome: 'faulty', id: null },
          faults: [{ path: 'insurer.insurer_id', expected: 'an insurer that is known' }],
        },
        { ...calm, outcome: 'added', id: null },
      ],
    });
    expect(await kept()).toEqual(before);
  });
});

describe('operators change numbers', () => {
  it('of any owner: whether they are active, their match code, their flags', async () => {
    await newOwner();
    await register([number('A', { match_code: 'old', default_for_tenders: true }), number('B')]);
    const [a, b] = await kept();
    const change = <Body = Kept>(id: string | undefined, body: object) => admin.patch<Body>(`${path}/${id}`, body);
    const changed = await change(b?.id, { default_for_tenders: true, match_code: 'new' });
    expect([changed.status, changed.body]).toEqual([200, (await kept())[1]]);
    expect(changed.body).toMatchObject({ match_code: 'new', default_for_tenders: true, active: true });
    const query = { broker_id: owner.broker_id, insurer_id: 'ins-5405' };
    type Explained = { readonly tenders: readonly { readonly id: string; readonly verdict: string }[] };
    const { tenders } = (await admin.get<Explained>('/ops/v1/agency-defaults', { query })).body;
    expect(tenders.map(({ id, verdict }) => [id, verdict])).toEqual([
      [b?.id, 'default'],
      [a?.id, 'sent-earlier'],
    ]);
    expect((await change(a?.id, { active: false, match_code: null })).body).toMatchObject({
      ...{ active: false, match_code: null, default_for_tenders: true },
    });
    expect((await change<Problem>('nobody', { active: true })).body.code).toBe('AGENCY-NUMBER-UNKNOWN');
    for (const wrong of [{}, { agency_number: 'C' }, { match_code: '' }]) {
      expect((await change<Problem>(a?.id, wrong)).status).toBe(400);
    }
  });
});

describe('operators find numbers', () => {
  it('by the whole number, and by whether they are offered', async () => {
    await newOwner();
    await register([number('found', { active: false }), number('found-too'), number('FOUND')]);
    const found = async (query: Record<string, string>) =>
      (await everyNumber(admin, { ...owner, ...query })).map((each) => each.agency_number);
    expect(await found({ agency_number: 'found' })).toEqual(['found']);
    expect(await found({ active: 'false' })).toEqual(['found']);
    expect(await found({ active: 'true' })).toEqual(['found-too', 'FOUND']);
    expect(await found({ active: 'true', agency_number: 'found' })).toEqual([]);
    expect((await admin.get<Problem>(path, { query: { active: 'maybe' } })).status).toBe(400);
  });
});

describe('API users', () => {
  it('neither register nor change as operators do', async () => {
    const user = clientFor(engine, 'account');
    await newOwner();
    expect((await user.post<Problem>(path, { ...owner, numbers: [number('A')] })).status).toBe(403);
    await register([number('A')]);
    expect((await user.patch<Problem>(`${path}/${(await kept())[0]?.id}`, { active: false })).status).toBe(403);
  });

  it('are offered what operators registered', async () => {
    const { accountToken: account_id, brokerToken: broker_id } = engine.credentials.agencyNumbers;
    const numbers = [number('offered', { default_for_tenders: true })];
    await admin.post<Registered>(path, { account_id, broker_id, numbers });
    const user = await agency.apiUser(engine);
    await user.register(at5405(aNumber('own')));
    const { agencyNumbers } = (await user.offer({ baFinId: '5405', purpose: 'tenders' })).body;
    expect(agencyNumbers.map((each) => [each.agencyNumber, each.default])).toEqual([
      ['offered', true],
      ['own', false],
    ]);
  });
});
