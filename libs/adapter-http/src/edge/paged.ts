import { z } from 'zod';
import { readCursor, writeCursor } from './cursor.js';

export const pageQuery = z.strictObject({
  cursor: z.string().min(1).max(200).optional().describe('where the reply before said it goes on'),
  rows: z.int().min(1).max(100).optional().describe('how many a page holds, 20 by default'),
});

/** The most rows that a page may skip: all of them have to be read. */
export const mostSkipped = 100_000;

/** Reads rows in the order of their identifiers, those after `after`. */
export type ListOf<Row> = (after: string | null, limit: number) => Promise<readonly Row[]>;

export type Page<Row> = { readonly items: readonly Row[]; readonly cursor: string | null };

/** Presents a page, given how a row is presented. */
export const pageOf =
  <Row>(wire: (row: Row) => unknown) =>
  ({ items, cursor }: Page<Row>) => ({ items: items.map(wire), cursor });

/** The page of the rows that were found: one row more than the page shows was read. */
export function pageFound<Row>(found: readonly Row[], rows: number, cursorBehind: (last: Row) => string): Page<Row> {
  const items = found.slice(0, rows);
  const last = found.length > rows ? items.at(-1) : undefined;
  return { items, cursor: last === undefined ? null : cursorBehind(last) };
}

/** One page of a list in the order of identifiers. @throws CURSOR-INVALID */
export async function paged<Row extends { readonly id: string }>(
  list: ListOf<Row>,
  { cursor, rows = 20 }: { readonly cursor?: string | undefined; readonly rows?: number | undefined },
): Promise<Page<Row>> {
  const found = await list(cursor === undefined ? null : readCursor(cursor, '').id, rows + 1);
  return pageFound(found, rows, ({ id }) => writeCursor({ total: 0, value: '', id }, ''));
}
