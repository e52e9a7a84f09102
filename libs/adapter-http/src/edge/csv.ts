import type { JsonSchema } from './checks.js';

/** A column: its head, and where its value is in an item. */
export type Column = { readonly head: string; readonly path: readonly string[] };

/** How deep objects become columns of their own; what lies deeper is JSON in one cell. */
const mostDepth = 4;

/**
 * The columns for items of a schema, in its order. The properties of an object become columns, `insurer.name`; lists, and objects of
 * any properties, are JSON in one cell.
 */
export function columnsOf(schema: JsonSchema, path: readonly string[] = []): readonly Column[] {
  const properties = path.length < mostDepth ? propertiesOf(schema) : undefined;
  if (properties === undefined) return [{ head: path.join('.'), path }];
  return Object.entries(properties).flatMap(([name, inner]) => columnsOf(inner, [...path, name]));
}

/** The properties of an object that may be null; undefined for anything else. */
function propertiesOf(schema: JsonSchema): Readonly<Record<string, JsonSchema>> | undefined {
  const forms = (schema['anyOf'] as readonly JsonSchema[] | undefined)?.filter(({ type }) => type !== 'null');
  const object = forms?.length === 1 ? forms[0] : schema;
  const properties = object?.['properties'] as Readonly<Record<string, JsonSchema>> | undefined;
  return properties === undefined || Object.keys(properties).length === 0 ? undefined : properties;
}

export const headLine = (columns: readonly Column[]): string => lineOf(columns.map(({ head }) => textCell(head)));

export const itemLine = (columns: readonly Column[], item: unknown): string =>
  lineOf(columns.map(({ path }) => cellOf(path.reduce(inner, item))));

/** RFC 4180. */
const lineOf = (cells: readonly string[]): string => `${cells.join(',')}\r\n`;

const inner = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;

function cellOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return textCell(typeof value === 'string' ? value : JSON.stringify(value));
}

/**
 * A spreadsheet takes a text that begins so for a formula, which may send the rest of the sheet away. In Brazil and most of Europe
 * it separates cells by semicolons, and knows no quotes within a cell: there a cell begins behind each of these signs.
 */
const formula = /^(?=[\t\r])|(?:^|[;\t\r\n]) *(?=[=+\-@＝＋－＠])/g;

function textCell(text: string): string {
  const harmless = text.replace(formula, "$&'");
  return /[",\r\n]|^\s|\s$/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
