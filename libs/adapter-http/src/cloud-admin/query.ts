import { operators, type FieldCondition, type ListQuery, type Operator } from '@affinity-engine/affinity-group';
import type { Problem } from '../edge/checks.js';
import { asGiven } from '../edge/own-ids.js';
import type { CollectionQuery } from './schemas.js';
import { momentOrNull } from './wire.js';

/** What a list is filtered and sorted by: wire name → the field of the domain, and what its values are. */
export type Fields<Field extends string> = Readonly<
  Record<string, { readonly field: Field; readonly values?: 'moments' | 'ids' }>
>;

const defaultSize = 25;

/** Rows, order and page of a collection. One row more is read, to see whether there is a next page. */
export type Selection<Field extends string> = {
  readonly list: ListQuery<Field>;
  readonly size: number;
  readonly offset: number;
};

/** Reads the parameters of a collection, after {@link collectionProblems} has checked them. */
export function readCollection<Field extends string>(query: CollectionQuery, fields: Fields<Field>): Selection<Field> {
  const { conditions, sort } = readParameters(query, fields, []);
  const [size, offset] = [query.pageSize ?? defaultSize, query.pageOffset ?? 0];
  return { list: { conditions, sort, skip: offset, rows: size + 1 }, size, offset };
}

/** All problems of the filters, the order and the `fields` of a collection. */
export function collectionProblems<Field extends string>(
  query: Readonly<Record<string, unknown>>,
  fields: Fields<Field>,
  attributes: readonly string[],
): readonly Problem[] {
  const problems: Problem[] = [];
  readParameters({ ...query, sort: textOf(query['sort']) }, fields, problems);
  return [...problems, ...fieldsProblems(query['fields'], attributes)];
}

/** All problems of the parameter `fields`. */
export function fieldsProblems(value: unknown, attributes: readonly string[]): readonly Problem[] {
  const names = textOf(value)?.split(',') ?? [];
  const unknown = names.filter((name) => !name.startsWith('*') && !attributes.includes(name));
  const marks = names.filter((name) => name.startsWith('*') && name !== '*all' && name !== '*default');
  const expected = `*all, *default or some of ${attributes.join(', ')}`;
  return [...unknown, ...marks].map((name) => ofParameter('fields', expected, `${expected}, not ${name}`));
}

/** A problem of a parameter, which shows the sender what it sent. */
const ofParameter = (path: string, expected: string, shown: string): Problem => ({
  ...{ path, expected: shown },
  ...(shown === expected ? {} : { kept: { path, expected } }),
});

/** An empty or repeated parameter counts as absent: the schema reports it. */
const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

function readParameters<Field extends string>(
  query: Pick<CollectionQuery, 'filter' | 'sort'>,
  fields: Fields<Field>,
  problems: Problem[],
) {
  return {
    conditions: [query.filter ?? []].flat().flatMap((text) => conditionOf(text, fields, problems)),
    sort: (query.sort?.split(',') ?? []).flatMap((text) => sortOf(text, fields, problems)),
  };
}

/** `field:op:value`, a colon within the value doubled; in a list of values a comma, too. */
function conditionOf<Field extends string>(
  text: string,
  fields: Fields<Field>,
  problems: Problem[],
): readonly FieldCondition<Field>[] {
  const [, name = '', operator = '', value = ''] = /^([^:]*):([^:]*):(.*)$/s.exec(text) ?? [];
  const known = Object.hasOwn(fields, name) ? fields[name] : undefined;
  const problem = (expected: string, sent?: string): readonly [] => {
    problems.push(ofParameter('filter', expected, sent === undefined ? expected : `${expected}${sent}`));
    return [];
  };
  if (operator === '') return problem('field:op:value', `, not ${text}`);
  if (known === undefined) return problem(`a field, one of ${Object.keys(fields).join(', ')}`, `, not ${name}`);
  if (!isOperator(operator)) return problem(`an operator, one of ${operators.join(', ')}`, `, not ${operator}`);
  if (value === '') return problem(`a value for ${name}`);
  if (value.replaceAll('::', '').includes(':')) return problem('colons doubled', ` within ${value}`);
  const written = value.replaceAll('::', ':');
  const values = operator === 'in' || operator === 'ni' ? listed(written) : [written];
  const isWhole = operator !== 'sw' && operator !== 'cn';
  const read: readonly (string | null)[] =
    isWhole && known.values !== undefined ? values.map(readers[known.values]) : values;
  if (read.includes(null)) return problem(`a moment for ${name}`, `, not ${written}`);
  return [{ field: known.field, operator, values: read as readonly string[] }];
}

const readers: Readonly<Record<'moments' | 'ids', (text: string) => string | null>> = {
  moments: momentOrNull,
  ids: asGiven,
};

/** The values between single commas. A doubled one stands for itself; no value has NUL, which the edge refuses. */
const listed = (text: string): readonly string[] =>
  text
    .replaceAll(',,', '\u0000')
    .split(',')
    .map((value) => value.replaceAll('\u0000', ','));

const isOperator = (text: string): text is Operator => (operators as readonly string[]).includes(text);

function sortOf<Field extends string>(
  text: string,
  fields: Fields<Field>,
  problems: Problem[],
): ListQuery<Field>['sort'] {
  const descending = text.startsWith('-');
  const name = descending ? text.slice(1) : text;
  const known = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (known !== undefined) return [{ field: known.field, descending }];
  const expected = `fields, some of ${Object.keys(fields).join(', ')}`;
  problems.push(ofParameter('sort', expected, `${expected}, not ${name}`));
  return [];
}
