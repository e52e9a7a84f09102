import { Cut, DeadlineOver } from './errors.js';

/** An attempt in flight. */
type UnderWay = {
  /** On the monotonic clock, in milliseconds. */
  readonly ends: number;
  readonly stop: (why: Error) => void;
};

/** All attempts in flight, with one deadline for each and one timer for all. */
export type AttemptsUnderWay = {
  /**
   * Begins an attempt, which is stopped at its deadline.
   *
   * @returns ends it
   */
  begin(stop: (why: Error) => void): () => void;
  /** Stops all, since the process ends. */
  cut(): void;
};

export function attemptsUnderWay(timeoutMs: number): AttemptsUnderWay {
  /** In the order of their deadlines, since all have the same time. */
  const attempts = new Set<UnderWay>();
  let isTimerSet = false;
  return {
    begin(stop) {
      const attempt = { ends: performance.now() + timeoutMs, stop };
      attempts.add(attempt);
      if (!isTimerSet) sweepIn(timeoutMs);
      return () => void attempts.delete(attempt);
    },
    cut: () => attempts.forEach((attempt) => end(attempt, new Cut())),
  };

  function sweepIn(ms: number): void {
    isTimerSet = true;
    // Connections keep the process alive, this timer need not.
    setTimeout(sweep, ms).unref();
  }

  function sweep(): void {
    isTimerSet = false;
    const now = performance.now();
    for (const attempt of attempts) {
      if (attempt.ends > now) return sweepIn(Math.ceil(attempt.ends - now));
      end(attempt, new DeadlineOver());
    }
  }

  function end(attempt: UnderWay, why: Error): void {
    attempts.delete(attempt);
    attempt.stop(why);
  }
}
