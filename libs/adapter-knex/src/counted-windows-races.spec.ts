import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { deleteExpired } from './delete-expired.js';
import type { Committer } from './engine/committer.js';
import { knexFailedLogins } from './identity/failed-logins.js';
import { knexCallLimits } from './quotation/call-limits.js';
import type { TemporaryStore } from './testing/temporary-store.js';
import { twoProcesses, type TwoProcesses } from './testing/two-processes.js';
import { waitingForLocks } from './testing/waiting-for-locks.js';
import { keepsAll } from './testing/retention.js';

const limits = { perMinute: 25, perDay: 1_000 };

/** Each has connections and a committer of its own. */
describe('two processes on one PostgreSQL database', () => {
  let store: TemporaryStore;
  let processes: TwoProcesses;
  let committers: readonly [Committer, Committer];

  beforeEach(async () => {
    processes = await twoProcesses();
    ({ store, committers } = processes);
  });
  afterEach(() => processes.close());

  /** Counts in both at once, while both wait for a transaction of a third process; returns how many were counted. */
  async function countedBehind(sql: string, countOf: (committer: Committer) => () => Promise<unknown>) {
    const counters = committers.map(countOf);
    const counting: Promise<unknown>[] = [];
    await store.database.transaction(async (execute) => {
      await execute(sql, []);
      for (let count = 0; count < 40; count += 1) counting.push(...counters.map((each) => each()));
      await waitingForLocks(store, 2);
    });
    return (await Promise.all(counting)).filter((refusal) => refusal === null).length;
  }

  const takeOf = (committer: Committer) => {
    const { take } = knexCallLimits(committer, limits);
    return () => take('one');
  };

  it('admit as many calls of a subscription as one process would, to one', async () => {
    await takeOf(committers[0])();
    expect(await countedBehind(`select 1 from counted_window for no key update`, takeOf)).toBe(24);
    expect(await store.rows(`select key, used from counted_window order by key`)).toEqual([
      { key: 'day one', used: 25 },
      { key: 'minute one', used: 25 },
    ]);
  });

  it('count the first calls of a subscription together', async () => {
    expect(await countedBehind(`insert into counted_window values ('day one', 0, 0)`, takeOf)).toBe(25);
  });

  it('count on where an ended count was deleted meanwhile', async () => {
    await store.execute(`insert into counted_window values ('day one', 0, 7), ('minute one', 0, 7)`);
    expect(await countedBehind(`delete from counted_window`, takeOf)).toBe(25);
  });

  it('refuse wrong secrets together', async () => {
    const addOf = (committer: Committer) => {
      const { add } = knexFailedLogins(committer);
      return () => add('192.0.2.7', 10);
    };
    await addOf(committers[1])();
    expect(await countedBehind(`select 1 from counted_window for no key update`, addOf)).toBe(9);
  });

  it('delete ended counts, but for those that are counted just now', async () => {
    const retention = { ...keepsAll, attemptsKeptMs: 1_000, eventsKeptMs: 1_000 };
    await store.execute(`insert into counted_window values ('day one', 0, 7), ('day other', 0, 7)`);
    await store.database.transaction(async (execute) => {
      await execute(`select 1 from counted_window where key = 'day one' for no key update`, []);
      expect(await deleteExpired({ read: store.engine.read, committer: committers[1] }, retention)).toBe(1);
    });
    expect(await store.rows(`select key from counted_window`)).toEqual([{ key: 'day one' }]);
  });
});
