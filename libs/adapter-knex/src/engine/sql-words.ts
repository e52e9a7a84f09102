export type DatabaseKind = 'sqlite' | 'postgres';

/** The type of a column in a table of bound rows. */
export type ValueType = 'text' | 'integer';

/** A column of a table of bound rows. */
export type ValueColumn = { readonly name: string; readonly type: ValueType };

/**
 * What databases spell differently. The library is written in SQL that SQLite and PostgreSQL both understand, and takes
 * these words from the connection that runs a statement: one file for each database has them.
 */
export type SqlWords = {
  readonly kind: DatabaseKind;
  /** The database's clock in epoch milliseconds. */
  readonly now: string;
  /** Rows as a table: one bound JSON text for any number of rows. The text to bind is {@link rowsAsText}. */
  readonly rowsAsTable: (columns: readonly ValueColumn[]) => string;
  /** The greater of two values, neither of them null. */
  readonly greatest: (one: string, other: string) => string;
  /** The lesser of two values; the result for null depends on the database. */
  readonly least: (one: string, other: string) => string;
  /** Whether a value differs from a bound one; null equals null. */
  readonly differsFromBound: (value: string) => string;
  /** Whether a text contains a bound one, case-sensitive. */
  readonly containsBound: (text: string) => string;
  /** Whether a JSON array in a column has a bound element. */
  readonly arrayHasBound: (column: string) => string;
  /** Whether a field of a JSON object in a column is null, or an object. */
  readonly fieldIs: (column: string, field: string, type: 'array' | 'null' | 'object') => string;
  /** The text at a path of a JSON object in a column. */
  readonly textAt: (column: string, ...path: readonly string[]) => string;
  /** Whether a value is among those of a query, found by the value's index even within an `or`. */
  readonly isAmong: (value: string, query: string) => string;
  /** A column without the use of an index. */
  readonly withoutIndex: (column: string) => string;
  /** A column of a further filter: its index is not chosen by a database that does not count values. */
  readonly furtherFilter: (column: string) => string;
  /** Joins a table in this order; the index is the one to read it by. */
  readonly joinInOrder: (table: string, index?: string) => string;
  /** A unique identifier that sorts by time, then by a number of up to six digits. */
  readonly timeSortedId: (number: string) => string;
  /** At the end of a query: locks its rows until the transaction ends, against other changes or only against changes. */
  readonly lockRows: (mode: RowLock, table: string) => string;
  /** At the end of a query: takes and locks the rows that nobody else has locked. */
  readonly lockFreeRows: string;
  /** A query for the age in `seconds` of the oldest open transaction; null for a database that does not say. */
  readonly oldestTransaction: string | null;
  /** Statements that delete what only this database keeps for a while. */
  readonly housekeeping: readonly string[];
  /** Statements after which the database's log no longer has what was overwritten; none where the server does that later. */
  readonly settling: readonly string[];
  /** Deletes attempts older than a bound number of milliseconds, or a part of them. A row for each: there may be more. */
  readonly forgetAttempts: string;
};

/** `change`: nobody else changes or checks the row; `check`: others may check it too, and nobody changes it. */
export type RowLock = 'change' | 'check';

/** The text to bind for `rowsAsTable`: the values of each row in the order of the columns. */
export const rowsAsText = (rows: readonly (readonly unknown[])[]): string => JSON.stringify(rows);

/** A text of SQL, composed once for each database. */
export function composed(compose: (words: SqlWords) => string): (words: SqlWords) => string {
  const known = new Map<SqlWords, string>();
  return (words) => {
    let text = known.get(words);
    if (text === undefined) known.set(words, (text = compose(words)));
    return text;
  };
}
