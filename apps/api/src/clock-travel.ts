import type { ClockTravel } from '@affinity-engine/adapter-http';
import type { EngineValues, Store } from '@affinity-engine/adapter-knex';
import { businessDay, dayAfter, plus, startOfDay, type Instant } from '@affinity-engine/kernel';
import { moveSharedClock, type BusinessClock, type Settings } from '@affinity-engine/platform';

/** Work that time brings: when the earliest of it is due, up to a limit; and what does all of it that is due. */
export type DueWork = {
  readonly next: (limit: Instant) => Promise<Instant | null>;
  /** @returns how much was done in this round */
  readonly run: () => Promise<number>;
};

type Parts = {
  readonly values: EngineValues;
  readonly clock: BusinessClock;
  readonly mode: Settings['mode'];
};

/** Where the clock is going; empty once it is there. */
const name = 'sandbox clock goes to';

/** The clock of a sandbox as people see and move it. Where it goes is kept in the database: a job takes it there. */
export const clockTravel = ({ values, clock, mode }: Parts, note: ClockTravel['note']): ClockTravel => ({
  isSandbox: mode === 'sandbox',
  note,
  read: async () => ({ now: clock.now(), goesTo: await target(values) }),
  /** As far as it was asked to go to date. */
  async advance(to, actor) {
    for (;;) {
      const read = await values.find(name);
      const farthest = read !== null && read.value > to ? read.value : to;
      if ((await values.replace(name, read, farthest)).value === farthest) break;
    }
    await note(to, actor);
  },
});

/**
 * Takes the clock where it goes. It stops at each moment that something is due at, until that is done: what happens on the way
 * happens in its order, and at its own time. What cannot be done does not hold it: from there on it goes a day at a time.
 * @returns a job: it makes one stop, and gives 0 once the clock is there
 */
export const clockSteps =
  ({ values, clock, mode }: Parts, due: readonly DueWork[]) =>
  async (): Promise<number> => {
    const to = mode === 'sandbox' ? await target(values) : null;
    if (to === null) return 0;
    const moments = (await Promise.all(due.map(({ next }) => next(to)))).filter((moment) => moment !== null);
    const [earliest = to] = moments.sort();
    const isAhead = earliest > clock.now();
    if (isAhead) await moveSharedClock(values, clock, earliest);
    let done = 0;
    for (const { run } of due) for (let some = await run(); some > 0; some = await run()) done += some;
    if (done > 0 || isAhead) return 1;
    const tomorrow = plus(clock.now(), { days: 1 });
    if (clock.now() < to) await moveSharedClock(values, clock, tomorrow < to ? tomorrow : to);
    else await values.replace(name, await values.find(name), '');
    return 1;
  };

/** When the earliest work of each kind is due. */
export function dueMoments({ works, lists }: Pick<Store, 'works' | 'lists'>) {
  const affinity = (id: string) => works.affinity.run(({ affinities }) => affinities.findAny(id));
  const quotation = (id: string) => works.quotation.run(({ quotations }) => quotations.find(id));
  return {
    async ended(limit: Instant): Promise<Instant | null> {
      const [id] = await lists.affinities.ended(businessDay(limit), 1);
      const found = id === undefined ? null : await affinity(id);
      return found && startOfDay(dayAfter(found.lifetimeEnd));
    },
    async answerDue(limit: Instant): Promise<Instant | null> {
      const [id] = await lists.affinities.answerDue(limit, 1);
      return id === undefined ? null : ((await affinity(id))?.answerDueAt ?? null);
    },
    async quotationEnded(limit: Instant): Promise<Instant | null> {
      const [id] = await lists.quotations.ended(limit, 1);
      return id === undefined ? null : ((await quotation(id))?.expiresAt ?? null);
    },
  };
}

async function target(values: EngineValues): Promise<Instant | null> {
  const kept = (await values.find(name))?.value ?? '';
  return kept === '' ? null : (kept as Instant);
}
