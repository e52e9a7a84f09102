import { describe, it, expect, beforeEach, afterEach } from '@jest/globals';
import { anEndpoint } from '@affinity-engine/webhook/testing';
import { deleteExpired } from './delete-expired.js';
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

  const clean = (attemptsKeptMs = day) => deleteExpired(store.engine, { attemptsKeptMs, eventsKeptMs: day });
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
});
