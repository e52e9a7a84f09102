/** How often callers may call. */
export type Rate = {
  /** Counts a call. @returns 0, or the whole seconds after which the caller may call again */
  secondsToWait(caller: string): number;
};

/** The most callers that are remembered. */
const mostCallers = 10_000;

/**
 * Each caller may send so many calls a second, and those of one second at once.
 * @param perSecond null: as many as it wants
 * @param now milliseconds of a clock that only goes forward
 */
export function rateOf(perSecond: number | null, now: () => number): Rate {
  if (perSecond === null) return { secondsToWait: () => 0 };
  const interval = 1_000 / perSecond;
  // For each caller the moment at which its next call would be in time.
  const due = new Map<string, number>();
  return {
    secondsToWait(caller) {
      const time = now();
      const next = Math.max(due.get(caller) ?? -Infinity, time - 1_000 + interval);
      if (next > time) return Math.ceil((next - time) / 1_000);
      if (due.size >= mostCallers) for (const [each, moment] of due) if (moment < time) due.delete(each);
      due.set(caller, next + interval);
      return 0;
    },
  };
}
