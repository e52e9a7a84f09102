import type { SqlWords } from './sql-words.js';

/** A value of a column. */
export type Value = string | number | Uint8Array | null;

/** A row as the database returns it. */
export type Row = Readonly<Record<string, unknown>>;

/** Runs one SQL statement on a connection and returns its rows. `words` are those of the connection's database. */
export type Execute = {
  (sql: string, bindings: readonly Value[]): Promise<readonly Row[]>;
  readonly words: SqlWords;
};

export const textIn = (row: Row | undefined, column: string): string => row?.[column] as string;
export const integerIn = (row: Row | undefined, column: string): number => row?.[column] as number;
export const integerOrNullIn = (row: Row | undefined, column: string): number | null =>
  (row?.[column] ?? null) as number | null;
export const flagIn = (row: Row | undefined, column: string): boolean => row?.[column] === 1;
