import { epochMilliseconds, instantAt, type Instant } from '@affinity-engine/kernel';
import { downAfter } from '@affinity-engine/webhook';
import type { Value } from './committer.js';

/** A row as SQLite answers it. */
export type Row = Readonly<Record<string, unknown>>;

export const text = (row: Row, column: string): string => row[column] as string;
export const textOrNull = (row: Row, column: string): string | null => (row[column] ?? null) as string | null;
export const integer = (row: Row, column: string): number => row[column] as number;
export const integerOrNull = (row: Row, column: string): number | null => (row[column] ?? null) as number | null;
export const flag = (row: Row, column: string): boolean => row[column] === 1;
export const instantOf = (row: Row, column: string): Instant => instantAt(integer(row, column));
export const instantOrNull = (row: Row, column: string): Instant | null =>
  row[column] === null || row[column] === undefined ? null : instantAt(integer(row, column));
export const json = <Content>(row: Row, column: string): Content => JSON.parse(text(row, column)) as Content;
export const jsonOrNull = <Content>(row: Row, column: string): Content | null =>
  row[column] === null || row[column] === undefined ? null : json<Content>(row, column);

export const milliseconds = (instant: Instant): number => epochMilliseconds(instant);
export const millisecondsOrNull = (instant: Instant | null): Value =>
  instant === null ? null : epochMilliseconds(instant);
export const jsonText = (content: unknown): string => JSON.stringify(content);
export const jsonTextOrNull = (content: unknown): Value => (content === null ? null : JSON.stringify(content));
export const bit = (value: boolean): number => (value ? 1 : 0);

/** The database's clock in epoch milliseconds, as SQL. */
export const databaseNow = `cast(unixepoch('subsec') * 1000 as integer)`;

const isDownFrom = `case ordering ${Object.entries(downAfter)
  .map(([ordering, failures]) => `when '${ordering}' then ${failures}`)
  .join(' ')} end`;

/**
 * When an endpoint is due that has new work, as SQL: at once, except while somebody serves it or it is down and waits
 * out its back-off. A side line that is due later holds nothing back.
 */
export const dueWithNewWork = `case when claimed > 0 or failures >= ${isDownFrom} then coalesce(due_at, ${databaseNow})
  else min(coalesce(due_at, ${databaseNow}), ${databaseNow}) end`;
