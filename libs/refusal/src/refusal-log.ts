import type { Instant, Problem } from '@affinity-engine/kernel';
import type { RefusalCount, RefusalKeeping } from './ports.js';
import { hourOf, keptProblems, type Refusal } from './refusal.js';

/** A refusal when it happens, with all of its problems. */
export type NotedRefusal = Omit<Refusal, 'at' | 'problems'> & { readonly problems: readonly Problem[] };

/** Takes refusals into memory, and writes many at once. */
export type RefusalLog = {
  /** Notes a refusal. It neither waits nor throws. */
  note(refusal: NotedRefusal): void;
  /**
   * Writes all that was noted. Rejects if it cannot be written now; it is kept in memory for the next time.
   * @returns how many refusals were written or counted
   */
  flush(): Promise<number>;
};

export type RefusalLogSettings = {
  /** Machine time. */
  readonly now: () => Instant;
  /** Of one client in an hour; beyond them they are only counted. */
  readonly mostPerHour: number;
  /** Called with how many refusals had no room in memory. */
  readonly dropped: (count: number) => void;
  /** How many refusals, and how many counts, wait in memory at most. */
  readonly mostWaiting?: number;
  /** With so many waiting they are written at once. */
  readonly enough?: number;
};

/** Clients whose refusals of this hour are counted. */
const mostClients = 10_000;

/** A bounded log of refusals: what has no room is dropped, and reported. */
export function refusalLog(
  keeping: RefusalKeeping,
  { now, mostPerHour, dropped, mostWaiting = 1_000, enough = 200 }: RefusalLogSettings,
): RefusalLog {
  let refusals: Refusal[] = [];
  let counts = new Map<string, RefusalCount>();
  const ofHour = new Map<string, number>();
  let hour: Instant | undefined;
  let running: Promise<unknown> = Promise.resolve();
  let [isWriting, hasFailed] = [false, false];

  return {
    note(noted) {
      const refusal: Refusal = { ...noted, problems: keptProblems(noted.problems), at: now() };
      if (!count(countOf(refusal))) return dropped(1);
      if (!isWithinHour(refusal)) return;
      if (refusals.length >= mostWaiting) return dropped(1);
      refusals.push(refusal);
      // After a failure the next regular time is soon enough.
      if (refusals.length >= enough && !isWriting && !hasFailed) flush().catch(() => undefined);
    },
    flush,
  };

  function flush(): Promise<number> {
    const written = running.then(write, write);
    running = written;
    return written;
  }

  async function write(): Promise<number> {
    const batch = { counts: [...counts.values()], refusals };
    if (batch.counts.length === 0) return 0;
    [counts, refusals, isWriting] = [new Map(), [], true];
    try {
      await keeping.keep(batch, mostPerHour);
      hasFailed = false;
    } catch (failure) {
      hasFailed = true;
      putBack(batch);
      throw failure;
    } finally {
      isWriting = false;
    }
    return batch.counts.reduce((sum, each) => sum + each.count, 0);
  }

  function putBack(batch: { readonly counts: readonly RefusalCount[]; readonly refusals: readonly Refusal[] }): void {
    const lost = batch.counts.filter((each) => !count(each)).reduce((sum, each) => sum + each.count, 0);
    const all = [...batch.refusals, ...refusals];
    refusals = all.slice(0, mostWaiting);
    if (lost + all.length > refusals.length) dropped(lost + all.length - refusals.length);
  }

  /** Adds to the counts. @returns whether there is room */
  function count(added: RefusalCount): boolean {
    const key = JSON.stringify([added.hour, added.clientId, added.operation, added.code]);
    const before = counts.get(key);
    if (before === undefined && counts.size >= mostWaiting) return false;
    counts.set(key, before === undefined ? added : merged(before, added));
    return true;
  }

  /** Whether this process has not taken so many of the client in this hour yet. */
  function isWithinHour({ at, clientId }: Refusal): boolean {
    const current = hourOf(at);
    if (current !== hour || ofHour.size >= mostClients) ofHour.clear();
    hour = current;
    const taken = ofHour.get(clientId) ?? 0;
    ofHour.set(clientId, taken + 1);
    return taken < mostPerHour;
  }
}

const countOf = ({ at, clientId, partnerId, operation, code }: Refusal): RefusalCount => ({
  ...{ hour: hourOf(at), clientId, partnerId, operation, code },
  ...{ count: 1, firstAt: at, lastAt: at },
});

/** Moments in UTC are in the order of their texts. */
const merged = (one: RefusalCount, other: RefusalCount): RefusalCount => ({
  ...one,
  count: one.count + other.count,
  firstAt: one.firstAt < other.firstAt ? one.firstAt : other.firstAt,
  lastAt: one.lastAt > other.lastAt ? one.lastAt : other.lastAt,
});
