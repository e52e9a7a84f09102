import { epochMilliseconds, instantAt, type Instant } from '@affinity-engine/kernel';
import type { ValueType } from './sql-words.js';
import type { Value } from './sql.js';

/**
 * The role of a column: it finds the row (`key`), counts changes and guards updates (`version`), never changes
 * (`fixed`), or is set by the database (`generated`). Columns without a role may change.
 */
export type Role = 'key' | 'version' | 'fixed' | 'generated';

/** How a field is stored in one column. The column has the field's name in snake case, or `name`. */
export type Column<Field> = {
  readonly name?: string;
  readonly role?: Role;
  readonly type: ValueType;
  readonly write: (field: Field) => Value;
  readonly read: (value: unknown) => Field;
};

export const key = <Field>(column: Column<Field>): Column<Field> => ({ ...column, role: 'key' });
export const fixed = <Field>(column: Column<Field>): Column<Field> => ({ ...column, role: 'fixed' });
export const generated = <Field>(column: Column<Field>): Column<Field> => ({ ...column, role: 'generated' });
export const named = <Field>(name: string, column: Column<Field>): Column<Field> => ({ ...column, name });

const asIs = <Field extends Value>(type: ValueType): Column<Field> => ({
  type,
  write: (field) => field,
  read: (value) => (value ?? null) as Field,
});

export const text = <Field extends string>(): Column<Field> => asIs<Field>('text');
export const textOrNull = <Field extends string>(): Column<Field | null> => asIs<Field | null>('text');
export const integer = (): Column<number> => asIs<number>('integer');
export const integerOrNull = (): Column<number | null> => asIs<number | null>('integer');
export const version = (): Column<number> => ({ ...integer(), role: 'version' });

/** 1 for true, 0 for false. */
export const flag = (): Column<boolean> => ({
  type: 'integer',
  write: (field) => (field ? 1 : 0),
  read: (value) => value === 1,
});

/** A moment in epoch milliseconds. */
export const instant = (): Column<Instant> => ({
  type: 'integer',
  write: epochMilliseconds,
  read: (value) => instantAt(value as number),
});

export const instantOrNull = (): Column<Instant | null> => orNull(instant());

/** A value as JSON text. */
export const json = <Field>(): Column<Field> => ({
  type: 'text',
  write: (field) => JSON.stringify(field),
  read: (value) => JSON.parse(value as string) as Field,
});

export const jsonOrNull = <Field>(): Column<Field | null> => orNull(json<Field>());

const orNull = <Field>({ type, write, read }: Column<Field>): Column<Field | null> => ({
  type,
  write: (field) => (field === null ? null : write(field)),
  read: (value) => (value === null || value === undefined ? null : read(value)),
});
