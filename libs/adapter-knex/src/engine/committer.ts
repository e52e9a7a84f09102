import type { Execute } from './sql.js';
import { isUniqueViolation, transaction } from './sqlite-sql.js';

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
  /** Called with the results after the commit. */
  committed?(results: readonly Result[]): void;
};

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

type Waiting = {
  readonly writes: readonly Write[];
  readonly resolve: (results: readonly unknown[]) => void;
  readonly reject: (failure: unknown) => void;
};

type Outcome = { readonly results: readonly unknown[] } | { readonly failure: unknown };

/** The most sets in one transaction. */
const groupSize = 256;

/**
 * Takes all waiting sets, merges them into few statements over many rows, and commits once. If a guard or a constraint
 * fails, the group is rolled back and its sets are run one by one, each under a savepoint.
 */
export function committerOn(execute: Execute): Committer {
  const waiting: Waiting[] = [];
  let running: Promise<void> | null = null;

  return {
    commit: (writes) =>
      new Promise((resolve, reject) => {
        waiting.push({ writes, resolve, reject });
        running ??= drain();
      }),
    idle: async () => {
      while (running !== null) await running;
    },
  };

  async function drain(): Promise<void> {
    await new Promise(setImmediate);
    while (waiting.length > 0) await commitGroup(waiting.splice(0, groupSize));
    running = null;
  }

  async function commitGroup(group: readonly Waiting[]): Promise<void> {
    let outcomes: readonly Outcome[];
    try {
      outcomes = await inTransaction(() => merged(group));
    } catch (failure) {
      if (group.length === 1) outcomes = [{ failure: refused(failure) }];
      else
        outcomes = await inTransaction(() => oneByOne(group)).catch((failed: unknown) =>
          group.map(() => ({ failure: failed })),
        );
    }
    group.forEach((set, index) => settle(set, outcomes[index] as Outcome));
    announce(group, outcomes);
  }

  async function inTransaction<Result>(body: () => Promise<Result>): Promise<Result> {
    await execute(transaction.begin, []);
    try {
      const result = await body();
      await execute(transaction.commit, []);
      return result;
    } catch (failure) {
      await execute(transaction.rollback, []).catch(() => undefined);
      throw failure;
    }
  }

  async function merged(group: readonly Waiting[]): Promise<readonly Outcome[]> {
    const results = group.map(({ writes }) => new Array<unknown>(writes.length));
    for (const { statement, rows, places } of byStatement(group)) {
      const answers = await statement.run(execute, rows);
      places.forEach(({ set, place }, index) => {
        (results[set] as unknown[])[place] = answers[index];
      });
    }
    return results.map((ofSet) => ({ results: ofSet }));
  }

  async function oneByOne(group: readonly Waiting[]): Promise<readonly Outcome[]> {
    const outcomes: Outcome[] = [];
    for (const set of group) {
      await execute(transaction.savepoint, []);
      try {
        outcomes.push(...(await merged([set])));
      } catch (failure) {
        await execute(transaction.rollbackToSavepoint, []);
        outcomes.push({ failure: refused(failure) });
      }
      await execute(transaction.releaseSavepoint, []);
    }
    return outcomes;
  }
}

type Merged = {
  readonly statement: Statement;
  readonly rows: never[];
  readonly places: { readonly set: number; readonly place: number }[];
};

function byStatement(group: readonly Waiting[]): readonly Merged[] {
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

function settle({ resolve, reject }: Waiting, outcome: Outcome): void {
  if ('failure' in outcome) reject(outcome.failure);
  else resolve(outcome.results);
}

function announce(group: readonly Waiting[], outcomes: readonly Outcome[]): void {
  const announced = new Map<Statement, unknown[]>();
  group.forEach(({ writes }, set) => {
    const outcome = outcomes[set] as Outcome;
    if ('failure' in outcome) return;
    writes.forEach(({ statement }, place) => {
      if (statement.committed === undefined) return;
      const results = announced.get(statement);
      if (results === undefined) announced.set(statement, [outcome.results[place]]);
      else results.push(outcome.results[place]);
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

/** A taken key is a failed guard; anything else is an error of the engine or the machine. */
const refused = (failure: unknown): unknown => (isUniqueViolation(failure) ? new GuardFailed('unique') : failure);
