import { epochMilliseconds } from './instants.js';
import type { Clock } from './ports.js';

/** The most items of one round; after a full round the next follows at once. */
const roundSize = 200;

/** How long an item waits after its first failure, and at most. */
const [firstWaitMs, longestWaitMs] = [30_000, 10 * 60_000];

export type DueRounds<Item> = {
  readonly clock: Clock;
  /** What is due, the oldest first. */
  readonly due: (limit: number) => Promise<readonly Item[]>;
  readonly idOf: (item: Item) => string;
  /** @returns whether the item was done; false if it stays due, or was done by another process */
  readonly act: (item: Item) => Promise<boolean>;
};

/**
 * A scheduled job over what is due, a round at a time. An item that cannot be done waits, from half a minute to ten
 * minutes, and keeps no other one from its turn.
 * @returns the job: it gives how many items were done, and after all have had their turn throws the first failure
 */
export function dueRounds<Item>({ clock, due, idOf, act }: DueRounds<Item>): () => Promise<number> {
  const waiting = new Map<string, { readonly waitMs: number; readonly until: number }>();

  return async () => {
    const now = epochMilliseconds(clock.now());
    const found = await due(roundSize + waiting.size);
    forget(new Set(found.map(idOf)));
    const turn = found.filter((item) => !isWaiting(idOf(item), now)).slice(0, roundSize);
    const outcomes = await Promise.allSettled(turn.map(act));
    turn.forEach((item, at) => {
      const outcome = outcomes[at];
      if (outcome?.status === 'fulfilled' && outcome.value) waiting.delete(idOf(item));
      else putOff(idOf(item), now);
    });
    const failed = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
    return outcomes.filter((outcome) => outcome.status === 'fulfilled' && outcome.value).length;
  };

  function isWaiting(id: string, now: number): boolean {
    const until = waiting.get(id)?.until ?? now;
    // A later end than the longest wait means that the clock was set back.
    return now < until && until <= now + longestWaitMs;
  }

  function putOff(id: string, now: number): void {
    const before = waiting.get(id)?.waitMs;
    const waitMs = before === undefined ? firstWaitMs : Math.min(2 * before, longestWaitMs);
    waiting.set(id, { waitMs, until: now + waitMs });
  }

  /** What is not due any more was done by another process. */
  function forget(found: ReadonlySet<string>): void {
    for (const id of waiting.keys()) if (!found.has(id)) waiting.delete(id);
  }
}
