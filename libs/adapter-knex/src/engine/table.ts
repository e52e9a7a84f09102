import type { Column, Role } from './columns.js';
import type { ValueType } from './sql-words.js';
import type { Row, Value } from './sql.js';

/** How each field of a record is stored: in a column, or, for a nested record, in several. */
export type Fields<Of> = { readonly [Field in keyof Of]-?: Column<Of[Field]> | Shape<Of[Field]> };

/** The columns of a record, and how it is read from a row. */
export type Shape<Of> = {
  readonly columns: readonly ShapeColumn<Of>[];
  readonly read: (row: Row) => Of;
};

type ShapeColumn<Of> = {
  readonly name: string;
  /** The field the column belongs to. */
  readonly field: string;
  readonly role: Role | undefined;
  readonly type: ValueType;
  readonly valueOf: (record: Of) => Value;
};

/** A table of records. */
export type Table<Of> = Shape<Of> & { readonly name: string };

/** Defines a table. A record field without a definition does not compile. */
export const table = <Of>(name: string, fields: Fields<Of>): Table<Of> => ({ name, ...shape(fields) });

/** Defines the columns of a record: for a part of a table's row, or for the result of a query. */
export function shape<Of>(fields: Fields<Of>): Shape<Of> {
  const parts = Object.entries(fields) as [keyof Of & string, Column<Of[keyof Of]> | Shape<Of[keyof Of]>][];
  const readers = parts.map(([field, part]) => {
    if ('columns' in part) return { field, read: part.read };
    const name = part.name ?? snakeCase(field);
    return { field, read: (row: Row) => part.read(row[name]) };
  });
  return {
    columns: parts.flatMap(([field, part]) => columnsOf<Of>(field, part)),
    read(row) {
      const record: Record<string, unknown> = {};
      for (const { field, read } of readers) record[field] = read(row);
      return record as Of;
    },
  };
}

function columnsOf<Of>(
  field: keyof Of & string,
  part: Column<Of[keyof Of]> | Shape<Of[keyof Of]>,
): readonly ShapeColumn<Of>[] {
  if (!('columns' in part)) {
    const { name = snakeCase(field), role, type, write } = part;
    return [{ name, field, role, type, valueOf: (record) => write(record[field]) }];
  }
  return part.columns.map(({ valueOf, ...column }) => ({
    ...column,
    field,
    valueOf: (record) => valueOf(record[field]),
  }));
}

export const snakeCase = (field: string): string => field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** The columns of some of a record's fields. */
export const columnsFor = <Of, Field extends keyof Of & string>(
  { columns }: Shape<Of>,
  fields: readonly Field[],
): readonly ShapeColumn<Of>[] => columns.filter(({ field }) => (fields as readonly string[]).includes(field));
