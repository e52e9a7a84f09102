import type { EngineValues } from '@affinity-engine/adapter-knex';
import { epochMilliseconds, instantAt, type Instant } from '@affinity-engine/kernel';
import { aheadOfMachine, type BusinessClock } from './clocks.js';
import { SettingsInvalid, type Settings } from './settings.js';

/** Where the clock of a sandbox started, and how far it is ahead of the machines' since then. */
type Anchor = { readonly startsAt: Instant; readonly aheadMs: number };

const name = 'sandbox clock';

/**
 * Sets the clock of this process by the one of the database, which all processes share and which flows on over
 * restarts. A later SANDBOX_CLOCK moves it on for all of them.
 * @throws SettingsInvalid for a SANDBOX_CLOCK that would turn it back
 */
export async function startSharedClock(
  values: EngineValues,
  clock: BusinessClock,
  { mode, sandboxClock }: Pick<Settings, 'mode' | 'sandboxClock'>,
): Promise<void> {
  if (mode === 'production') return;
  const read = await values.find(name);
  const anchor = read === null ? null : (JSON.parse(read.value) as Anchor);
  if (sandboxClock === null || anchor?.startsAt === sandboxClock)
    return void (anchor && clock.setAhead(anchor.aheadMs));
  const present = instantAt(Date.now() + (anchor?.aheadMs ?? 0));
  if (anchor !== null && epochMilliseconds(sandboxClock) < epochMilliseconds(present)) {
    throw new SettingsInvalid([
      `SANDBOX_CLOCK: expected ${anchor.startsAt}, where the clock of this database started, or a moment after ${present}, where it is now`,
    ]);
  }
  const next = JSON.stringify({ startsAt: sandboxClock, aheadMs: aheadOfMachine(sandboxClock) } satisfies Anchor);
  const stored = await values.replace(name, read, next);
  // Another process may have been faster: its clock is the one.
  if (stored.value !== next) return startSharedClock(values, clock, { mode, sandboxClock });
  clock.setAhead((JSON.parse(next) as Anchor).aheadMs);
}

/** Follows the clock of the database: another process may have moved it on. */
export async function followSharedClock(values: EngineValues, clock: BusinessClock): Promise<void> {
  const read = await values.find(name);
  if (read !== null) clock.setAhead((JSON.parse(read.value) as Anchor).aheadMs);
}
