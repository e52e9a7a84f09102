import type { Instant } from '../calendar.js';
import { instant, plus } from '../instants.js';
import type { Elapsed } from '../instants.js';
import type { Clock } from '../ports.js';
import { businessDay, businessZone } from '../zones.js';

/** A clock that a test moves. */
export interface SettableClock extends Clock {
  /** Moves to a moment, forward or back. @throws INSTANT-INVALID */
  set(at: string): void;
  /** Moves on by so much elapsed time, and returns the new moment. @throws INSTANT-INVALID */
  advance(elapsed: Elapsed): Instant;
}

/** A clock that starts at a moment (ISO with an offset) and moves when it is set. @throws INSTANT-INVALID */
export function settableClock(at: string, zone: string = businessZone): SettableClock {
  let moment = instant(at);
  return {
    now: () => moment,
    today: () => businessDay(moment, zone),
    set: (to) => void (moment = instant(to)),
    advance: (elapsed) => (moment = plus(moment, elapsed)),
  };
}

/** A clock that stands still at a moment (ISO with an offset). @throws INSTANT-INVALID */
export function fixedClock(at: string, zone: string = businessZone): Clock {
  const moment = instant(at);
  return { now: () => moment, today: () => businessDay(moment, zone) };
}
