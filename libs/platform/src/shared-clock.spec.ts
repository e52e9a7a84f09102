import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Store } from '@affinity-engine/adapter-knex';
import { migrate, openSqlite, storeOn } from '@affinity-engine/adapter-knex/testing';
import { businessDay, epochMilliseconds, instant, type Instant } from '@affinity-engine/kernel';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { businessClock, uuids } from './clocks.js';
import { engineKeys } from './keys.js';
import { storeSettings } from './open-engine-store.js';
import { readSettings } from './settings.js';
import { followSharedClock, startSharedClock } from './shared-clock.js';

let folder: string;
let store: Store;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'affinity-clock-'));
  const settings = readSettings({ DATA_DIR: folder });
  const database = await openSqlite(join(folder, 'engine.db'));
  await migrate(database);
  const parts = {
    keys: engineKeys(settings),
    clock: businessClock(null),
    ids: uuids,
    wakeUps: { notify: () => undefined },
  };
  store = await storeOn(database, storeSettings(settings, parts));
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

const first = instant('2030-01-15T12:00:00Z');

/** The clock of a process that starts with this setting. */
async function started(sandboxClock: Instant | null, mode: 'sandbox' | 'production' = 'sandbox') {
  const clock = businessClock(sandboxClock);
  await startSharedClock(store.values, clock, { mode, sandboxClock });
  return clock;
}
const hoursBetween = (one: Instant, other: Instant) =>
  Math.round((epochMilliseconds(other) - epochMilliseconds(one)) / 3_600_000);

describe('the clock of a sandbox', () => {
  it('is the machine’s without a setting', async () => {
    const { now } = await started(null);
    expect(Math.abs(epochMilliseconds(now()) - Date.now())).toBeLessThan(5_000);
  });

  it('is that of the first process in all that start later, with the same setting or without one', async () => {
    const one = await started(first);
    one.setAhead(0); // the setting is read once: what counts is the database
    for (const setting of [first, null]) {
      expect(hoursBetween(first, (await started(setting)).now())).toBe(0);
    }
  });

  it('flows on over a restart instead of beginning again', async () => {
    await started(first);
    const kept = await store.values.find('sandbox clock');
    const anchor = JSON.parse(kept?.value ?? '') as { readonly startsAt: Instant; readonly aheadMs: number };
    const anHourAgo = { ...anchor, aheadMs: anchor.aheadMs + 3_600_000 };
    await store.values.replace('sandbox clock', kept, JSON.stringify(anHourAgo));
    expect(hoursBetween(first, (await started(first)).now())).toBe(1);
  });

  it('is moved on by a later setting, for processes that run, too', async () => {
    const running = await started(first);
    const later = instant('2030-03-01T00:00:00Z');
    await started(later);
    expect(hoursBetween(first, running.now())).toBe(0);
    await followSharedClock(store.values, running, { mode: 'sandbox' });
    expect(hoursBetween(later, running.now())).toBe(0);
  });

  it('is not turned back: an earlier setting stops the start with one line', async () => {
    const running = await started(first);
    await expect(started(instant('2030-01-14T12:00:00Z'))).rejects.toThrow(
      /^SANDBOX_CLOCK: expected 2030-01-15T12:00:00\.000Z, where the clock of this database started, or a moment after 2030-01-15T12:00:0\S+, where it is now$/,
    );
    expect(hoursBetween(first, running.now())).toBe(0);
  });

  it('is one for two processes that set it at the same time', async () => {
    const other = instant('2030-06-15T12:00:00Z');
    const clocks = await Promise.all([started(first), started(other)]).catch(async () => [await started(null)]);
    for (const clock of clocks) await followSharedClock(store.values, clock, { mode: 'sandbox' });
    const [today, ...rest] = clocks.map(({ today: day }) => day());
    expect(rest.filter((day) => day !== today)).toEqual([]);
    expect([businessDay(first), businessDay(other)]).toContain(today);
  });

  it('does not exist in production', async () => {
    await started(first);
    const { now } = await started(null, 'production');
    expect(Math.abs(epochMilliseconds(now()) - Date.now())).toBeLessThan(5_000);
  });
});
