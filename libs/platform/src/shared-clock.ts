import type { EngineValue, EngineValues } from '@affinity-engine/adapter-knex';
import { epochMilliseconds, instantAt, type Instant } from '@affinity-engine/kernel';
import { aheadOfMachine, type BusinessClock } from './clocks.js';
import { SettingsInvalid, type Settings } from './settings.js';

/** Where the setting had the clock of a sandbox start, null without one, and how far it is ahead of the machines'. */
type Anchor = { readonly startsAt: Instant | null; readonly aheadMs: number };

type Setting = Pick<Settings, 'mode' | 'sandboxClock'>;

const name = 'sandbox clock';

/**
 * Sets the clock of this process by the one of the database, which all processes share and which flows on over
 * restarts. A later SANDBOX_CLOCK moves it on for all of them.
 * @throws SettingsInvalid for a SANDBOX_CLOCK that would turn it back
 */
export async function startSharedClock(values: EngineValues, clock: BusinessClock, settings: Setting): Promise<void> {
  const { mode, sandboxClock } = settings;
  if (mode === 'production') return;
  const read = await values.find(name);
  const anchor = anchorIn(read);
  if (sandboxClock === null || sandboxClock === anchor?.startsAt) {
    if (anchor !== null) clock.setAhead(anchor.aheadMs);
    return;
  }
  const present = instantAt(Date.now() + (anchor?.aheadMs ?? 0));
  if (anchor !== null && epochMilliseconds(sandboxClock) < epochMilliseconds(present)) {
    throw new SettingsInvalid([
      `SANDBOX_CLOCK: expected ${anchor.startsAt ?? 'none'}, where the clock of this database started, or a moment after ${present}, where it is now`,
    ]);
  }
  const next: Anchor = { startsAt: sandboxClock, aheadMs: aheadOfMachine(sandboxClock) };
  const stored = anchorIn(await values.replace(name, read, JSON.stringify(next)));
  if (stored?.aheadMs === next.aheadMs) return clock.setAhead(next.aheadMs);
  // Another process was faster: its clock decides.
  return startSharedClock(values, clock, settings);
}

/** Moves the clock of the database, and that of this process, on to a moment; never back. The others follow. */
export async function moveSharedClock(values: EngineValues, clock: BusinessClock, to: Instant): Promise<void> {
  const read = await values.find(name);
  const anchor = anchorIn(read);
  const aheadMs = Math.max(aheadOfMachine(to), anchor?.aheadMs ?? 0);
  const next: Anchor = { startsAt: anchor?.startsAt ?? null, aheadMs };
  const stored = anchorIn(await values.replace(name, read, JSON.stringify(next)));
  if (stored?.aheadMs === aheadMs) return clock.setAhead(aheadMs);
  return moveSharedClock(values, clock, to);
}

/** Follows the clock of the database: another process may have moved it on. */
export async function followSharedClock(
  values: EngineValues,
  clock: BusinessClock,
  { mode }: Pick<Setting, 'mode'>,
): Promise<void> {
  if (mode === 'production') return;
  const anchor = anchorIn(await values.find(name));
  if (anchor !== null) clock.setAhead(anchor.aheadMs);
}

const anchorIn = (read: EngineValue | null): Anchor | null =>
  read === null ? null : (JSON.parse(read.value) as Anchor);
