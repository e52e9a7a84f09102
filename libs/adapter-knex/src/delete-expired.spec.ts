import { describe, it, expect, beforeEach, afterEach } from '@jest/globals';
import { anEndpoint } from '@affinity-engine/webhook/testing';
import { instant } from '@affinity-engine/kernel';
import { deleteExpired } from './delete-expired.js';
import { foreverMs } from './engine/answers.js';
import { keepsAll } from './testing/retention.js';
import { temporaryStore, type TemporaryStore } from './testing/temporary-store.js';
import { addEndpoint } from './webhook/endpoints.js';

const day = 86_400_000;
const now = `cast(unixepoch('subsec') * 1000 as integer)`;

describe('what has had its time', () => {
  let store: TemporaryStore;
  beforeEach(async () => {
    store = await temporaryStore();
    await store.committer.commit([...addEndpoint(anEndpoint(), store.seal)]);
  });
  afterEach(() => store.close());

  const clean = (attemptsKeptMs = day) =>
    deleteExpired(store.engine, { ...keepsAll, attemptsKeptMs, eventsKeptMs: day });
  const answer = (key: string, until: number) =>
    store.execute(`insert into answered_once values (?, 'f', 'a', ${now} + ?)`, key, until);
  const attempt = (sequence: number, age: number) =>
    store.execute(
      `insert into webhook_attempt (endpoint_id, sequence, at, duration_ms, delivered, replay, takeover)
       values ('endpoint1', ?, ${now} - ?, 1, 1, 0, 0)`,
      sequence,
      age,
    );

  it('deletes first answers after their time, and attempts after theirs', async () => {
    await answer('over', -1_000);
    await answer('kept', 60_000);
    await attempt(1, 31 * day);
    await attempt(2, 29 * day);
    await clean(30 * day);
    expect(await store.rows('select key from answered_once')).toEqual([{ key: 'kept' }]);
    expect(await store.rows('select sequence from webhook_attempt')).toEqual([{ sequence: 2 }]);
  });

  it('deletes counts that have ended', async () => {
    const counted = (key: string, until: number) =>
      store.execute(`insert into counted_window values (?, ${now} + ?, 1)`, key, until);
    await counted('over', -1_000);
    await counted('open', 60_000);
    expect(await clean()).toBe(1);
    expect(await store.rows('select key from counted_window')).toEqual([{ key: 'open' }]);
  });

  it('deletes so much at a time that nobody waits for it long', async () => {
    await store.execute(
      `insert into answered_once with recursive n (i) as (values (1) union all select i + 1 from n where i < 7000)
       select 'k' || i, 'f', 'a', 0 from n`,
    );
    const left = async () => (await store.rows('select count(*) as n from answered_once'))[0]?.['n'];
    await clean();
    expect(await left()).toBe(2_000);
    await clean();
    expect(await left()).toBe(0);
  });

  it('returns how much it deleted, of all kinds, until nothing is left', async () => {
    expect(await clean()).toBe(0);
    await store.execute(
      `insert into answered_once with recursive n (i) as (values (1) union all select i + 1 from n where i < 7000)
       select 'k' || i, 'f', 'a', 0 from n`,
    );
    await attempt(1, 2 * day);
    await attempt(2, 0);
    expect([await clean(), await clean(), await clean()]).toEqual([5_001, 2_000, 0]);
  });

  it('deletes requests that were never contracted, some time after they expired', async () => {
    const request = (id: string, expires: string, usedBy: string | null) =>
      store.execute(
        `insert into affinity_request (id, partner_id, product_id, product_version, created_at, expires_at, used_by)
         select ?, (select id from partner limit 1), 'p', 'v', 0, ?, ?`,
        id,
        Date.parse(expires),
        usedBy,
      );
    await store.execute('PRAGMA foreign_keys = OFF');
    await store.execute(
      `insert into partner (id, name, legal_name, cnpj, email, phone, product_ids, standings, affinity_group_ids, created_at, version)
       values ('partner-1', 'P', 'P', '1', 'e', 'p', '[]', '{}', '[]', 0, 1)`,
    );
    await request('old', '2026-01-01T00:00:00Z', null);
    await request('used', '2026-01-01T00:00:00Z', 'affinity-1');
    await request('recent', '2026-03-01T00:00:00Z', null);
    const retention = { ...keepsAll, requestsExpiredBefore: instant('2026-02-01T00:00:00Z') };
    expect(await deleteExpired(store.engine, retention)).toBe(1);
    expect(await store.rows('select id from affinity_request order by id')).toEqual([{ id: 'recent' }, { id: 'used' }]);
  });

  it('forgets identifiers of transactions after their time, those that are kept for ever', async () => {
    await answer('recent', foreverMs - 10 * day);
    await answer('old', foreverMs - 40 * day);
    await answer('of a key', 60_000);
    expect(await deleteExpired(store.engine, { ...keepsAll, transactionsKeptMs: 30 * day })).toBe(1);
    expect(await store.rows('select key from answered_once order by key')).toEqual([
      { key: 'of a key' },
      { key: 'recent' },
    ]);
  });

  it('deletes the oldest entries of the trail', async () => {
    const entry = (at: string) =>
      store.execute(`insert into audit_entry (at, actor, action, subject) values (?, 'a', 'a', ?)`, Date.parse(at), at);
    await entry('2016-01-01T00:00:00Z');
    await entry('2016-02-01T00:00:00Z');
    await entry('2026-01-01T00:00:00Z');
    const retention = { ...keepsAll, auditBefore: instant('2016-01-15T00:00:00Z') };
    expect(await deleteExpired(store.engine, retention)).toBe(1);
    expect((await store.rows('select subject from audit_entry')).map(({ subject }) => subject)).toEqual([
      '2016-02-01T00:00:00Z',
      '2026-01-01T00:00:00Z',
    ]);
  });
});
