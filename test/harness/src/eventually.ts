import { setTimeout as pause } from 'node:timers/promises';

/** How long to wait for something to become true, and how often to look. */
export type Patience = { readonly deadline?: number; readonly every?: number };

/**
 * Returns the result of `check` as soon as it no longer throws; after the deadline throws its last error.
 * @param deadline milliseconds from now
 */
export async function eventually<Found>(
  check: () => Found | Promise<Found>,
  { deadline = 10_000, every = 25 }: Patience = {},
): Promise<Found> {
  const until = performance.now() + deadline;
  for (;;) {
    try {
      return await check();
    } catch (failure) {
      if (performance.now() >= until) throw failure;
    }
    await pause(every);
  }
}
