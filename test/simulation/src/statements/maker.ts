import { GuardFailed, type Statement } from '@affinity-engine/adapter-knex/testing';
import type { MemoryWrite } from '@affinity-engine/kernel/testing';
import { SqlFailure, type Operation, type View, type Wish } from '../database-port.js';
import type { Sometimes } from '../sometimes.js';
import type { Tables } from '../tables.js';

export type OperationOf<Row, Result> = {
  readonly grows?: true;
  readonly locks?: (rows: readonly Row[], tables: Tables) => readonly Wish[];
  readonly run: (view: View, rows: readonly Row[]) => readonly Result[] | Promise<readonly Result[]>;
};

export type Extras<Row> = Partial<Pick<Statement<Row>, 'guard' | 'lock' | 'alone' | 'committed'>>;

/** How a defect is planted: what is made here may be replaced. */
export type StatementAlterations = {
  readonly operation?: (operation: Operation) => Operation;
  readonly statement?: (statement: Statement) => Statement;
};

/** Makes statements, each over an operation of the simulated database. */
export type Maker = ReturnType<typeof statementMaker>;

export function statementMaker(
  operations: Map<string, Operation>,
  sometimes: Sometimes,
  { operation: alterOperation = (same) => same, statement: alter = (same) => same }: StatementAlterations,
) {
  const known = <Row, Result>(name: string, operation: OperationOf<Row, Result>): string => {
    operations.set(name, alterOperation({ name, ...operation } as unknown as Operation));
    return name;
  };

  function statement<Row, Result = void>(
    name: string,
    order: number,
    operation: OperationOf<Row, Result>,
    extras: Extras<Row> = {},
  ): Statement<Row, Result> {
    known(name, operation);
    const made: Statement<Row, Result> = {
      name,
      order,
      run: async (execute, rows) => (await execute(name, [rows as never])) as unknown as readonly Result[],
      ...extras,
    };
    return alter(made as unknown as Statement) as unknown as Statement<Row, Result>;
  }

  /** A guard whose operation answers the places of the rows that lost. */
  function guard<Row>(
    name: string,
    order: number,
    operation: OperationOf<Row, number>,
  ): NonNullable<Extras<Row>['guard']> {
    known(name, operation);
    return {
      order,
      losers: async (execute, rows) => {
        const losers = new Set((await execute(name, [rows as never])) as unknown as readonly number[]);
        if (losers.size > 0 && losers.size < rows.length) sometimes.reached('a set dropped from a group');
        return losers;
      },
    };
  }

  return { known, statement, guard };
}

export const taken = (): SqlFailure => new SqlFailure('23505', 'UNIQUE constraint failed');

export function applied(writes: readonly MemoryWrite[], refusal: () => unknown): void {
  for (const { holds, apply } of writes) {
    if (!holds()) throw refusal();
    apply();
  }
}

export const sorted = (table: Wish['table'], keys: Iterable<string>, mode: Wish['mode'] = 'change'): readonly Wish[] =>
  [...new Set(keys)].sort().map((key) => ({ table, key, mode }));

/** Of several equal rows only the first passes. */
export const losersOf = <Row>(keyOf: (row: Row) => string, passes: (tables: Tables, row: Row) => boolean) =>
  function run({ tables }: View, rows: readonly Row[]): readonly number[] {
    const seen = new Set<string>();
    return rows.flatMap((row, place) => {
      const isFirst = !seen.has(keyOf(row));
      seen.add(keyOf(row));
      return isFirst && passes(tables, row) ? [] : [place];
    });
  };

export const stale = () => new GuardFailed('simulated');

export const nothing = (rows: readonly unknown[]): undefined[] => rows.map(() => undefined);
