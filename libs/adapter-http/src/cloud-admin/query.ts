import { operators, type Condition, type ListQuery, type Operator } from '@affinity-engine/affinity-group';
import type { Fault } from '../edge/checks.js';
import { faulty } from '../edge/errors.js';
import type { CollectionQuery } from './schemas.js';
import { momentOrNull } from './wire.js';

/** What a list is filtered and sorted by: wire name → the field behind it, and whether it is a moment. */
export type Fields<Field extends string> = Readonly<Record<string, { readonly field: Field; readonly moment?: true }>>;

const defaultSize = 25;

/** A collection as it is asked for: which rows, and one more to see whether a next page is there. */
export type Asked<Field extends string> = {
  readonly list: ListQuery<Field>;
  readonly size: number;
  readonly offset: number;
  /** The attributes to show; undefined is all. */
  readonly shown: readonly string[] | undefined;
};

/** Reads a collection's parameters. @throws INPUT-INVALID with every fault */
export function askedFor<Field extends string>(
  query: CollectionQuery,
  fields: Fields<Field>,
  attributes: readonly string[],
): Asked<Field> {
  const faults: Fault[] = [];
  const { conditions, sort, shown } = readParameters(query, fields, attributes, faults);
  if (faults.length > 0) throw faulty(faults);
  const [size, offset] = [query.pageSize ?? defaultSize, query.pageOffset ?? 0];
  return { list: { conditions, sort, skip: offset, rows: size + 1 }, size, offset, shown };
}

/** Which attributes are asked for; undefined is all. @throws INPUT-INVALID */
export function attributesAsked(
  text: string | undefined,
  attributes: readonly string[],
): readonly string[] | undefined {
  const faults: Fault[] = [];
  const shown = shownOf(text, attributes, faults);
  if (faults.length > 0) throw faulty(faults);
  return shown;
}

/** Everything wrong with what a collection is filtered and sorted by, and with the attributes asked for. */
export function collectionFaults<Field extends string>(
  query: Readonly<Record<string, unknown>>,
  fields: Fields<Field>,
  attributes: readonly string[],
): readonly Fault[] {
  const faults: Fault[] = [];
  readParameters(
    { ...query, sort: textOf(query['sort']), fields: textOf(query['fields']) },
    fields,
    attributes,
    faults,
  );
  return faults;
}

/** Everything wrong with the attributes asked for. */
export function fieldsFaults(value: unknown, attributes: readonly string[]): readonly Fault[] {
  const faults: Fault[] = [];
  shownOf(textOf(value), attributes, faults);
  return faults;
}

/** A parameter that is empty, or sent twice, is told by the schema. */
const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

function readParameters<Field extends string>(
  query: Pick<CollectionQuery, 'filter' | 'sort' | 'fields'>,
  fields: Fields<Field>,
  attributes: readonly string[],
  faults: Fault[],
) {
  return {
    conditions: [query.filter ?? []].flat().flatMap((text) => conditionOf(text, fields, faults)),
    sort: (query.sort?.split(',') ?? []).flatMap((text) => sortOf(text, fields, faults)),
    shown: shownOf(query.fields, attributes, faults),
  };
}

function shownOf(
  text: string | undefined,
  attributes: readonly string[],
  faults: Fault[],
): readonly string[] | undefined {
  const names = text?.split(',') ?? [];
  const unknown = names.filter((name) => !name.startsWith('*') && !attributes.includes(name));
  const marks = names.filter((name) => name.startsWith('*') && name !== '*all' && name !== '*default');
  for (const name of [...unknown, ...marks]) {
    faults.push({ path: 'fields', expected: `*all, *default or some of ${attributes.join(', ')}, not ${name}` });
  }
  return names.length === 0 || names.some((name) => name.startsWith('*')) ? undefined : names;
}

/** `field:op:value`, a colon within the value doubled. */
function conditionOf<Field extends string>(
  text: string,
  fields: Fields<Field>,
  faults: Fault[],
): readonly Condition<Field>[] {
  const [, name = '', operator = '', value = ''] = /^([^:]*):([^:]*):(.*)$/s.exec(text) ?? [];
  const known = Object.hasOwn(fields, name) ? fields[name] : undefined;
  const fault = (expected: string): readonly [] => {
    faults.push({ path: 'filter', expected });
    return [];
  };
  if (operator === '') return fault(`field:op:value, not ${text}`);
  if (known === undefined) return fault(`a field, one of ${Object.keys(fields).join(', ')}, not ${name}`);
  if (!isOperator(operator)) return fault(`an operator, one of ${operators.join(', ')}, not ${operator}`);
  if (value === '') return fault(`a value for ${name}`);
  if (value.replaceAll('::', '').includes(':')) return fault(`colons doubled within ${value}`);
  const written = value.replaceAll('::', ':');
  const values = operator === 'in' || operator === 'ni' ? written.split(',') : [written];
  const whole = known.moment === true && operator !== 'sw' && operator !== 'cn';
  const read: readonly (string | null)[] = whole ? values.map(momentOrNull) : values;
  if (read.includes(null)) return fault(`a moment for ${name}, not ${written}`);
  return [{ field: known.field, operator, values: read as readonly string[] }];
}

const isOperator = (text: string): text is Operator => (operators as readonly string[]).includes(text);

function sortOf<Field extends string>(text: string, fields: Fields<Field>, faults: Fault[]): ListQuery<Field>['sort'] {
  const descending = text.startsWith('-');
  const name = descending ? text.slice(1) : text;
  const known = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (known !== undefined) return [{ field: known.field, descending }];
  faults.push({ path: 'sort', expected: `fields, some of ${Object.keys(fields).join(', ')}, not ${name}` });
  return [];
}
