import { z } from 'zod';
import { markedSchemaOf, schemaOf, type JsonSchema } from './checks.js';
import { columnsOf, headLine, itemLine, type Column } from './csv.js';
import { inputInvalid } from './errors.js';
import type { Headers } from './request.js';
import type { Dialect, Route } from './route.js';

export const csvType = 'text/csv';

/** The most lines of one answer, beside its head. */
export const mostLines = 10_000;

/** With so many letters an answer ends behind the page that it is in: lines may be long, and are in memory together. */
export const mostLetters = 16_000_000;

/** How many items a page holds from which an answer is put together. */
const pageRows = 100;

/** A list that can be answered as CSV. */
export type ListExport = {
  /** Of the schema of its items. */
  readonly columns: () => readonly Column[];
  /** Which parameters its query has. */
  readonly parameters: ReadonlySet<string>;
  /** What the file is called. */
  readonly name: string;
};

/** How a list of a dialect that exports its lists becomes CSV; undefined for anything else. */
export function exportOf(route: Route, { exportsLists }: Pick<Dialect, 'exportsLists'>): ListExport | undefined {
  const item = exportsLists === true && route.method === 'get' ? itemTypeOf(route.answer) : undefined;
  if (item === undefined) return undefined;
  let columns: readonly Column[] | undefined;
  return {
    columns: () => (columns ??= columnsOf(markedSchemaOf(item, 'output'))),
    parameters: new Set(route.query === undefined ? [] : Object.keys(propertiesOf(schemaOf(route.query)))),
    name: `${route.path
      .split('/')
      .filter((part) => !part.startsWith('{'))
      .at(-1)}.csv`,
  };
}

/** The items of an answer that is a list: `items` beside where it goes on. */
function itemTypeOf(answer: Route['answer']): z.ZodType | undefined {
  const items = answer instanceof z.ZodObject ? (answer.shape['items'] as unknown) : undefined;
  return items instanceof z.ZodArray ? (items.element as z.ZodType) : undefined;
}

const propertiesOf = (schema: JsonSchema): object => (schema['properties'] ?? {}) as object;

/** Whether a caller wants CSV. */
export const wantsCsv = ({ accept }: Headers): boolean =>
  String(accept ?? '')
    .toLowerCase()
    .split(',')
    .some((range) => range.split(';')[0]?.trim() === csvType);

type Query = Readonly<Record<string, unknown>>;
type Listed = { readonly items: readonly unknown[]; readonly cursor?: string | null };

export type Exported = {
  readonly text: string;
  readonly lines: number;
  /** The query that goes on behind the last line; null: that was all. */
  readonly next: Query | null;
};

/**
 * A list as CSV, from the place that the query names on: its pages one after the other, as JSON would have them.
 * @param read presents the page of a query
 * @throws INPUT-INVALID for a query that says how many rows a page holds, and the errors of the list
 */
export async function exported(
  { columns, parameters }: ListExport,
  query: Query,
  read: (query: Query) => Promise<unknown>,
): Promise<Exported> {
  if (query['rows'] !== undefined) throw inputInvalid([{ path: 'rows', expected: `nothing beside ${csvType}` }]);
  const paged = parameters.has('rows') ? { rows: pageRows } : {};
  const parts = [headLine(columns())];
  let next: Query | null = query;
  let letters = 0;
  while (next !== null && parts.length + pageRows <= mostLines + 1 && letters < mostLetters) {
    const page = (await read({ ...next, ...paged })) as Listed;
    const lines = page.items.map((item) => itemLine(columns(), item));
    parts.push(...lines);
    letters += lines.reduce((sum, { length }) => sum + length, 0);
    next = behind(parameters, next, page);
  }
  return { text: parts.join(''), lines: parts.length - 1, next };
}

/** The query for what follows a page. */
function behind(parameters: ReadonlySet<string>, query: Query, { items, cursor }: Listed): Query | null {
  if (parameters.has('cursor')) return typeof cursor === 'string' ? { ...query, cursor } : null;
  if (items.length < pageRows) return null;
  if (parameters.has('page')) return { ...query, page: Number(query['page'] ?? 1) + 1 };
  const last = items.at(-1) as { readonly id?: string };
  return parameters.has('after') ? { ...query, after: last.id } : null;
}

/** An example of a list in JSON as CSV. */
export const csvExample = ({ columns }: ListExport, example: unknown): string =>
  [headLine(columns()), ...(example as Listed).items.map((item) => itemLine(columns(), item))].join('');

/** `Link` to where a list goes on. */
export function nextLink(path: string, query: Query): string {
  const pairs = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
  return `<${path}?${new URLSearchParams(pairs as [string, string][]).toString()}>; rel="next"`;
}
