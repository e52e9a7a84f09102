import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { expireAffinities, renewAffinity, type Affinity } from '@affinity-engine/affinity';
import { findingProblems, memoryProducts, scriptedInsurers } from '@affinity-engine/affinity/testing';
import { instant, plainDate } from '@affinity-engine/kernel';
import { countingIds, fixedClock } from '@affinity-engine/kernel/testing';
import { anEndpoint } from '@affinity-engine/webhook/testing';
import type { Database } from '../engine/database.js';
import type { Value } from '../engine/sql.js';
import { storeOn } from '../store.js';
import { emptyDatabase, type EmptyDatabase } from '../testing/empty-database.js';
import { plantAffinities, plantPartner } from '../testing/planted-affinities.js';
import { migrate } from './migrate.js';
import { migrations } from './migrations.js';

const ours = ['2026-11-29-reinstated-originals', '2026-11-29-originals-alone'];
const before = migrations.filter(({ name }) => !ours.includes(name));

const ended = (rule: string, from: Partial<Affinity> = {}): Partial<Affinity> => ({
  status: 'canceled',
  dateEnd: plainDate('2026-02-01'),
  cancellation: {
    reason: 'insurer',
    description: '"rule":"regret"',
    at: instant('2026-02-01T12:00:00Z'),
    rule,
    paid: 1,
    kept: 0,
    refund: 1,
    taxRefund: 0,
  },
  ...from,
});
const unissued = { issuedAt: null };

/** What became of a successor, and what that makes of the original that the version before renewed at once. */
type Case = readonly [string, Partial<Affinity>, after: readonly [string, boolean], trail: string | null];
const cases: readonly Case[] = [
  ['declined', ended('not-issued', unissued), ['issued', false], 'affinity.reinstated'],
  ['expired', { status: 'expired', ...unissued }, ['issued', false], 'affinity.reinstated'],
  ['regretted', ended('regret'), ['issued', false], 'affinity.reinstated'],
  ['never-begun', ended('before-start'), ['issued', false], 'affinity.reinstated'],
  ['pending', { status: 'pending', ...unissued }, ['issued', true], 'affinity.renewal-pending'],
  ['issued', {}, ['renewed', true], null],
  ['renewed', { status: 'renewed', renewedBy: 'another' }, ['renewed', true], null],
  ['run-out', { status: 'expired' }, ['renewed', true], null],
  ['canceled', ended('short-rate'), ['renewed', true], null],
];
const successorOf = (id: string) => `successor of ${id}`;

/** A database of the version before. */
let opened: EmptyDatabase;
let database: Database;
const run = (sql: string, bindings: readonly Value[] = []) => database.write(sql, bindings);

const plant = (...affinities: readonly Partial<Affinity>[]) => plantAffinities(database, ...affinities);

const pair = (id: string, successor: Partial<Affinity>, original: Partial<Affinity> = {}) => [
  { id, status: 'renewed' as const, renewedBy: successorOf(id), ...original },
  { id: successorOf(id), renewedFrom: id, ...successor },
];

async function open(kind: 'SQLite' | 'PostgreSQL'): Promise<void> {
  opened = await emptyDatabase(kind);
  database = opened.database;
  await migrate(database, { migrations: before });
  await plantPartner(database);
}

const rows = async (ids: string) =>
  (await run(`select id, status, renewed_by, version from affinity where ${ids} order by id`)).map(
    ({ id, status, renewed_by, version }) => ({ id, status, renewed_by, version: Number(version) }),
  );
const trail = async () =>
  (await run('select actor, action, subject, details from audit_entry order by id')).map(
    ({ actor, action, subject, details }) => ({
      actor,
      action,
      subject,
      details: JSON.parse(String(details)) as unknown,
    }),
  );
const settings = {
  sealKey: new Uint8Array(32),
  clock: fixedClock('2026-03-01T12:00:00Z'),
  wakeUps: { notify: () => undefined },
  events: {
    bodyOf: () => '{}',
    withPerson: (body: string) => body,
    withoutPerson: (body: string) => body,
    erased: (body: string) => body,
    firstEndpoint: (ownerId: string) => anEndpoint({ ownerId }),
  },
};
const renewer = async (products = memoryProducts()) => {
  const { works } = await storeOn(database, settings);
  const ids = countingIds();
  const ports = {
    products,
    insurers: scriptedInsurers(),
    checkParticulars: findingProblems(),
    clock: settings.clock,
    ids,
  };
  return renewAffinity(works.affinity, ports);
};

afterEach(() => opened.remove());

describe.each(['SQLite', 'PostgreSQL'] as const)('originals of the version before, on %s', (kind) => {
  beforeEach(() => open(kind));

  it('are renewed only where their successor was issued and is not undone; the trail says which were changed', async () => {
    for (const [id, successor] of cases) await plant(...pair(id, successor));
    await migrate(database);
    const sorted = [...cases].sort(([one], [other]) => (one < other ? -1 : 1));
    expect(await rows('renewed_from is null')).toEqual(
      sorted.map(([id, , [status, isNamed], action]) => ({
        id,
        status,
        renewed_by: isNamed ? successorOf(id) : null,
        version: action === null ? 1 : 2,
      })),
    );
    const line = (id: string, action: string) => ({
      ...{ actor: 'engine', action, subject: id },
      details: { successor: successorOf(id), from: 'an earlier version' },
    });
    const changed = sorted.flatMap(([id, , , action]) => (action === null ? [] : [line(id, action)]));
    expect(await trail()).toEqual(changed);
    expect((await rows('renewed_from is not null')).every(({ version }) => version === 1)).toBe(true);
  });

  it('are left alone where they were canceled, or name another successor', async () => {
    await plant(...pair('canceled', ended('not-issued', unissued), { status: 'canceled' }));
    await plant(...pair('other', ended('not-issued', unissued), { renewedBy: 'another' }));
    await migrate(database);
    expect((await rows('renewed_from is null')).map(({ status }) => status)).toEqual(['canceled', 'renewed']);
    expect(await trail()).toEqual([]);
  });

  it('go on: they are renewed again, and expire with an event if they have ended', async () => {
    await plant(...pair('declined', ended('not-issued', unissued)));
    const past = { lifetimeStart: plainDate('2025-01-01'), lifetimeEnd: plainDate('2025-12-31') };
    await plant(...pair('past', ended('not-issued', unissued), past));
    await plant(...pair('pending', { status: 'pending', ...unissued }));
    await migrate(database);
    const { affinity } = await (await renewer())('declined', 'partner-1', {});
    await expect((await renewer())('pending', 'partner-1', {})).rejects.toMatchObject({ code: 'RENEWAL-PENDING' });
    const { works, lists } = await storeOn(database, settings);
    const expire = expireAffinities(works.affinity, lists.affinities, memoryProducts(), settings.clock);
    expect(await expire()).toBe(1);
    expect(await rows('renewed_from is null')).toMatchObject([
      { id: 'declined', status: 'renewed', renewed_by: affinity.id },
      { id: 'past', status: 'expired' },
      { id: 'pending', status: 'issued' },
    ]);
    expect(await run(`select type from feed_event where subject = 'past'`)).toEqual([{ type: 'affinity.expired' }]);
  });
});

describe('originals on PostgreSQL while the version before still runs', () => {
  beforeEach(async () => {
    await open('PostgreSQL');
    expect(await migrate(database)).toEqual(ours.slice(0, 1));
  });

  /** As the version before saves a renewal: also where the original names a successor already. */
  const renewed = (id: string) =>
    run(
      `update affinity set status = 'renewed', renewed_by = 'theirs', version = version + 1 where id = ? returning id`,
      [id],
    );

  it('are not renewed by it while a successor stands; those without one are', async () => {
    const original = { status: 'issued' } as const;
    await plant(...pair('pending', { status: 'pending', ...unissued }, original));
    await plant(...pair('declined', ended('not-issued', unissued), original));
    await plant({ id: 'alone' });
    expect([await renewed('pending'), await renewed('declined'), await renewed('alone')]).toEqual([
      [],
      [{ id: 'declined' }],
      [{ id: 'alone' }],
    ]);
  });

  it('are mended when it has ended: what it left is renewed, or may be renewed again', async () => {
    const original = { status: 'issued' } as const;
    await plant(...pair('a', {}, original), ...pair('b', ended('not-issued', unissued), original));
    await plant(...pair('c', { status: 'pending', ...unissued }, original));
    await plant(...pair('d', ended('not-issued', unissued)), ...pair('e', {}));
    expect(await migrate(database, { contract: true })).toEqual(ours.slice(1));
    expect(await rows('renewed_from is null')).toMatchObject([
      { id: 'a', status: 'renewed', renewed_by: successorOf('a') },
      { id: 'b', status: 'issued', renewed_by: null },
      { id: 'c', status: 'issued', renewed_by: successorOf('c'), version: 1 },
      { id: 'd', status: 'issued', renewed_by: null },
      { id: 'e', status: 'renewed', renewed_by: successorOf('e'), version: 1 },
    ]);
    expect((await trail()).map(({ action, subject }) => `${String(subject)} ${String(action)}`)).toEqual([
      'd affinity.reinstated',
      'a affinity.renewed',
      'b affinity.renewal-undone',
    ]);
    expect(await run(`select tgname from pg_trigger where tgname like '%version_before' and not tgisinternal`)).toEqual(
      [],
    );
  });

  it('are held to one successor also where the version before acts through a unit of work', async () => {
    await plant(...pair('pending', { status: 'pending', ...unissued }, { status: 'issued' }));
    const { works } = await storeOn(database, settings);
    const renewing = works.affinity.run(async ({ affinities }) => {
      const found = await affinities.findAny('pending');
      if (found !== null) affinities.save({ ...found, status: 'renewed', renewedBy: 'theirs' });
    });
    await expect(renewing).rejects.toMatchObject({ code: 'CHANGED-MEANWHILE' });
  });
});
