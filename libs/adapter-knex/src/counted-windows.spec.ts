import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { windowCounter } from './counted-windows.js';
import { temporaryStore, type TemporaryStore } from './testing/temporary-store.js';

describe('a full window', () => {
  let store: TemporaryStore;
  let time = 1_000;
  let commits = 0;
  beforeEach(async () => {
    [store, time, commits] = [await temporaryStore(), 1_000, 0];
  });
  afterEach(() => store.close());

  const counter = () =>
    windowCounter(
      {
        ...store.committer,
        commit: (writes) => {
          commits += 1;
          return store.committer.commit(writes);
        },
      },
      () => time,
    );
  const window = { key: 'w', ms: 60_000, most: 1 };

  it('is remembered until it ends: those who are refused cost no write', async () => {
    const count = counter();
    await count([window]);
    expect((await count([window]))?.key).toBe('w');
    expect(commits).toBe(2);
    time += 30_000;
    const { seconds = 0 } = (await count([{ ...window, key: 'other' }, window])) ?? {};
    expect([seconds > 20 && seconds <= 30, commits]).toEqual([true, 2]);
  });

  it('is asked for again once it has ended by the time of this process', async () => {
    const count = counter();
    await count([window]);
    await count([window]);
    time += 60_000;
    expect(await count([window])).not.toBeNull(); // the database decides
    expect(commits).toBe(3);
    await store.execute(`update counted_window set ends_at = 0`);
    time += 60_000;
    expect(await count([window])).toBeNull();
  });

  it('has ended if it ends later than a whole one from now: the clock of the database was set back', async () => {
    await counter()([window]);
    await store.execute('update counted_window set ends_at = ends_at + 3600000');
    expect(await counter()([window])).toBeNull();
  });

  it('takes nothing from the others', async () => {
    const count = counter();
    const wide = { key: 'wide', ms: 60_000, most: 10 };
    await count([window]);
    for (let tried = 0; tried < 5; tried += 1) await counter()([wide, window]);
    expect(await store.rows(`select used from counted_window where key = 'wide'`)).toEqual([{ used: 0 }]);
  });
});
