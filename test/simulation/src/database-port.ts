import type { Outcome } from './life.js';
import type { Mode } from './locks.js';
import type { OwnTables, Change, TableName, Tables } from './tables.js';

/** What the server refuses a statement with; the codes are PostgreSQL's, or SQLite's. */
export class SqlFailure extends Error {
  constructor(
    readonly code: string,
    message = code,
  ) {
    super(message);
    this.name = 'SqlFailure';
  }
}

/** Rows that a statement locks before it runs. */
export type Wish = { readonly table: TableName; readonly key: string; readonly mode?: Mode };

/** The database within a transaction. */
export type View = {
  readonly tables: OwnTables;
  /** The database's clock, which may be set back. */
  readonly now: () => number;
  /** Locks a row that nobody else has locked. */
  readonly tryLock: (table: TableName, key: string) => boolean;
  /** A number that was not given out before. */
  readonly number: () => number;
};

/** A statement, over many rows at once. */
export type Operation = {
  readonly name: string;
  /** It needs room on the disk. */
  readonly grows?: true;
  readonly locks?: (rows: readonly never[], tables: Tables) => readonly Wish[];
  readonly run: (view: View, rows: readonly never[]) => readonly unknown[] | Promise<readonly unknown[]>;
};

export type Reply = (outcome: Outcome<readonly unknown[]>) => void;

/** A connection as the server sees it. */
export type Session = {
  begin(
    options: { readonly longestWaitMs: number; readonly mark?: string; readonly number?: number },
    reply: Reply,
  ): void;
  /** Outside of a transaction the statement is one of its own. */
  execute(operation: Operation, rows: readonly unknown[], reply: Reply): void;
  /** Its answer is the command that was done. */
  commit(reply: Reply): void;
  rollback(): void;
  /** The connection is lost. */
  end(): void;
};

/** What ails the server. */
export type Ailments = { isDown: boolean; isFull: boolean; deadlocks: number; clockOffset: number };

export type Database = {
  readonly committed: Tables;
  readonly ailments: Ailments;
  now(): number;
  connect(): Session;
  /** A lock that someone else holds for a while, such as an operator with an open transaction. */
  lockAside(wishes: readonly Wish[], ms: number): void;
  /** All connections are lost. */
  restart(): void;
  onCommit(listener: (changes: readonly Change[]) => void): void;
};

/** What differs between servers: the code of a full disk, and when an idle transaction is ended. */
export type Codes = { readonly full: string; readonly idleMs: number };

/** When the run begins, by all clocks: 2026-01-02 12:00 UTC. */
export const startOfTime = 1_767_355_200_000;
