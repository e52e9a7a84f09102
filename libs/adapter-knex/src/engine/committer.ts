import type { Transactions } from './database.js';
import { inTurns, machinePace, type Pace } from './pace.js';
import type { Execute } from './sql.js';

/**
 * A kind of write, run over the rows of all sets of a group at once.
 *
 * `order` is its place within a transaction, one of `writeOrder`. `run` returns one result per row and throws {@link
 * GuardFailed} if a row's guard fails.
 */
export type Statement<Row = never, Result = unknown> = {
  readonly name: string;
  readonly order: number;
  run(execute: Execute, rows: readonly Row[]): Promise<readonly Result[]>;
  /** Checked before anything is written. */
  readonly guard?: Guard<Row>;
  /** Locked before the first statement that writes these rows. */
  readonly lock?: { readonly of: Lock; readonly keyOf: (row: Row) => LockKey };
  /** Its set is never merged with others: it locks rows in an order of its own. */
  readonly alone?: true;
  /** Called with the results after the commit. */
  committed?(results: readonly Result[]): void;
};

/**
 * A condition on rows that are there. It locks them, so that it still holds at the commit. Guards run before all
 * writes, by `order`: two transactions lock rows of the same tables in the same order.
 */
export type Guard<Row> = {
  readonly order: number;
  /** The places of the rows whose condition fails: their sets are left out, the rest of the group goes on. */
  losers(execute: Execute, rows: readonly Row[]): Promise<ReadonlySet<number>>;
};

export type LockKey = readonly [column: string, value: string];

/** Rows that several kinds of statements write: all of a group's are locked by one statement, in one order. */
export type Lock = { readonly order: number; take(execute: Execute, keys: readonly LockKey[]): Promise<void> };

/** A write as data: a statement and its row. */
export type Write<Row = never> = { readonly statement: Statement<Row>; readonly row: Row };

export const write = <Row, Result>(statement: Statement<Row, Result>, row: Row): Write => ({
  statement: statement as unknown as Statement,
  row: row as never,
});

/** Another unit was faster: the row has changed since it was read, or its key is taken. */
export class GuardFailed extends Error {
  constructor(statement: string) {
    super(`guard failed: ${statement}`);
    this.name = 'GuardFailed';
  }
}

export type Committer = {
  /**
   * Commits a set of writes as a whole; results have the order of the writes.
   * @throws GuardFailed if another unit was faster; nothing was written
   */
  commit(writes: readonly Write[]): Promise<readonly unknown[]>;
  /** Waits until no commit is under way. */
  idle(): Promise<void>;
};

type Outcome = { readonly results: readonly unknown[] } | { readonly failure: unknown };

type WriteSet = {
  readonly writes: readonly Write[];
  readonly resolve: (results: readonly unknown[]) => void;
  readonly reject: (failure: unknown) => void;
};

/** The most sets in one transaction, and how many of them are settled, and their callers answered, in one turn. */
const [groupSize, atOnce] = [256, 16];

/**
 * Takes all waiting sets, merges them into few statements over many rows, and commits once. A set whose guard fails is
 * left out. If anything else fails, the group is rolled back and each set gets a transaction of its own.
 */
export function committerOn(
  { writers, transaction, isUniqueViolation, isUnavailable, isOfSomeSets }: Transactions,
  { turn }: Pick<Pace, 'turn'> = machinePace,
): Committer {
  const waiting: WriteSet[] = [];
  const running = new Set<Promise<void>>();
  let [settling, busy] = [Promise.resolve(), 0];

  return {
    commit: (writes) =>
      new Promise((resolve, reject) => {
        waiting.push({ writes, resolve, reject });
        if (busy === writers) return;
        busy += 1;
        const draining = drain().finally(() => running.delete(draining));
        running.add(draining);
      }),
    idle: async () => {
      for (let seen; running.size > 0 || seen !== settling;) {
        seen = settling;
        await Promise.all([...running, seen]);
      }
    },
  };

  async function drain(): Promise<void> {
    await turn();
    while (waiting.length > 0) await commitGroup(waiting.splice(0, nextGroup(waiting)));
    busy -= 1; // in the same turn as the last look: a set that comes after it starts anew
  }

  async function commitGroup(group: readonly WriteSet[], waitsShortly = false): Promise<void> {
    let outcomes: readonly Outcome[];
    try {
      outcomes = await transaction((execute) => runMerged(execute, group), waitsShortly);
    } catch (failure) {
      if (group.length > 1 && (isOfSomeSets(failure) || !isUnavailable(failure))) {
        for (const set of group) await commitGroup([set], true);
        return;
      }
      outcomes = group.map(() => ({ failure: isUniqueViolation(failure) ? new GuardFailed('unique') : failure }));
    }
    // Many answers do not hold up all else. The next group is written meanwhile.
    settling = settling.then(() => inTurns({ turn }, group, atOnce, (set, at) => settle(set, outcomes[at] as Outcome)));
    announce(group, outcomes);
  }
}

const isAlone = ({ writes }: WriteSet): boolean => writes.some(({ statement }) => statement.alone === true);

/** How many of the waiting sets share the next transaction. */
function nextGroup(waiting: readonly WriteSet[]): number {
  const alone = waiting.slice(0, groupSize).findIndex(isAlone);
  return alone === -1 ? groupSize : Math.max(1, alone);
}

/** Guards, then locks and writes in their order. */
async function runMerged(execute: Execute, group: readonly WriteSet[]): Promise<readonly Outcome[]> {
  const outcomes = group.map(({ writes }): Outcome => ({ results: new Array<unknown>(writes.length) }));
  const merged = byStatement(group);
  for (const { statement, rows, places } of guarded(merged)) {
    for (const index of await statement.guard.losers(execute, rows)) {
      outcomes[(places[index] as Place).set] = { failure: new GuardFailed(statement.name) };
    }
  }
  const kept = merged.map((each) => withoutLosers(each, outcomes)).filter(({ rows }) => rows.length > 0);
  const locks = new Set<Lock>();
  for (const { statement, rows, places } of kept) {
    const { lock } = statement;
    if (lock !== undefined && !locks.has(lock.of)) {
      locks.add(lock.of);
      await lock.of.take(execute, keysOf(lock.of, kept));
    }
    const answers = await statement.run(execute, rows);
    places.forEach(({ set, place }, index) => {
      (outcomes[set] as { readonly results: unknown[] }).results[place] = answers[index];
    });
  }
  return outcomes;
}

type Place = { readonly set: number; readonly place: number };
type Merged = { readonly statement: Statement; readonly rows: never[]; readonly places: Place[] };

function byStatement(group: readonly WriteSet[]): readonly Merged[] {
  const merged = new Map<Statement, Merged>();
  group.forEach(({ writes }, set) =>
    writes.forEach(({ statement, row }, place) => {
      let one = merged.get(statement);
      if (one === undefined) merged.set(statement, (one = { statement, rows: [], places: [] }));
      one.rows.push(row);
      one.places.push({ set, place });
    }),
  );
  return [...merged.values()].sort((a, b) => a.statement.order - b.statement.order);
}

type Guarded = Merged & { readonly statement: Statement & { readonly guard: Guard<never> } };

const guarded = (merged: readonly Merged[]): readonly Guarded[] =>
  merged
    .filter((each): each is Guarded => each.statement.guard !== undefined)
    .sort((a, b) => a.statement.guard.order - b.statement.guard.order);

function withoutLosers({ statement, rows, places }: Merged, outcomes: readonly Outcome[]): Merged {
  const stays = places.map(({ set }) => 'results' in (outcomes[set] as Outcome));
  if (stays.every(Boolean)) return { statement, rows, places };
  return {
    statement,
    rows: rows.filter((_, index) => stays[index]),
    places: places.filter((_, index) => stays[index]),
  };
}

const keysOf = (wanted: Lock, merged: readonly Merged[]): readonly LockKey[] =>
  merged.flatMap(({ statement: { lock }, rows }) => (lock?.of === wanted ? rows.map(lock.keyOf) : []));

const settle = ({ resolve, reject }: WriteSet, outcome: Outcome): void =>
  'failure' in outcome ? reject(outcome.failure) : resolve(outcome.results);

function announce(group: readonly WriteSet[], outcomes: readonly Outcome[]): void {
  const announced = new Map<Statement, unknown[]>();
  group.forEach(({ writes }, set) => {
    const outcome = outcomes[set] as Outcome;
    if ('failure' in outcome) return;
    writes.forEach(({ statement }, place) => {
      if (statement.committed === undefined) return;
      const results = announced.get(statement) ?? [];
      results.push(outcome.results[place]);
      announced.set(statement, results);
    });
  });
  for (const [statement, results] of announced) {
    try {
      statement.committed?.(results);
    } catch {
      // Only a hint: the commit stands, and the waiting sets are served next.
    }
  }
}
