/** Seconds to wait after the first, second, … failure in a row; the last one repeats. */
export const defaultBackOff: readonly number[] = [5, 30, 120, 300, 900, 1800, 3600];

/** Jitter of a delay, in both directions. */
const jitter = 0.2;

/**
 * Milliseconds until the next attempt: the schedule's step ± 20 %, or the receiver's Retry-After if it is longer, but
 * never longer than the schedule's last step (plus its jitter).
 *
 * @param failures failures in a row, this one included: 1, 2, …
 * @param chance a random number from 0 (inclusive) to 1 (exclusive)
 */
export function backOff(
  failures: number,
  schedule: readonly number[],
  chance: number,
  retryAfterSeconds: number | null = null,
): number {
  const last = schedule.at(-1) ?? 0;
  const step = schedule[Math.min(failures, schedule.length) - 1] ?? last;
  const spread = step * (1 - jitter + 2 * jitter * chance);
  const asked = Math.min(retryAfterSeconds ?? 0, last);
  return Math.round(Math.max(spread, asked) * 1000);
}
