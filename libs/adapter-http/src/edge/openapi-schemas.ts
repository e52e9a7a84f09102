import { isDeepStrictEqual } from 'node:util';
import type { JsonSchema } from './checks.js';
import { componentOf, valuesOf, type Meaning } from './marks.js';

type Json = Readonly<Record<string, unknown>>;

/** Shows schemas as the document has them: those with names once, in its components, with references in their places. */
export type ShownSchemas = {
  /** @param open whether objects may gain properties: answers may, requests may not */
  shown(schema: JsonSchema, open?: boolean): Json;
  /** The named schemas that were shown so far, by their names. */
  components(): Json;
};

/** @throws Error if two shapes have one name */
export function shownSchemas(): ShownSchemas {
  const components = new Map<string, Json>();
  return {
    shown: (schema, open = false) => place(schema, open),
    components: () => Object.fromEntries([...components].sort(([one], [other]) => (one < other ? -1 : 1))),
  };

  function place(schema: JsonSchema, open: boolean): Json {
    const component = componentOf(schema);
    if (component === undefined) return shape(schema, open);
    const { name, description } = component;
    // An example is of the place, not of the shape.
    const { example, ...rest } = schema;
    const types = [schema['type']].flat();
    const isNullable = types.length > 1 && types.includes('null');
    const own = isNullable ? { ...rest, type: types.find((type) => type !== 'null') } : rest;
    keep(name, shape({ ...own, description }, open));
    const reference = { $ref: `#/components/schemas/${name}` };
    const beside = {
      ...(schema['description'] === description ? {} : { description: schema['description'] }),
      ...(example === undefined ? {} : { examples: [example] }),
    };
    return isNullable ? { anyOf: [reference, { type: 'null' }], ...beside } : { ...reference, ...beside };
  }

  function keep(name: string, made: Json): void {
    const before = components.get(name);
    if (before !== undefined && !isDeepStrictEqual(before, made)) {
      throw new Error(`The OpenAPI document has two schemas with the name ${name}.`);
    }
    components.set(name, made);
  }

  function shape(schema: JsonSchema, open: boolean): Json {
    const values = valuesOf(schema);
    const entries = Object.entries(schema)
      .filter(([keyword]) => !keyword.startsWith('@'))
      .filter(([keyword, value]) => !(open && isClosing(keyword, value)))
      .map(([keyword, value]) =>
        keyword === 'example' ? ['examples', [value]] : [keyword, below(keyword, value, open)],
      );
    return collapsed({
      ...(Object.fromEntries(entries) as Json),
      ...(values === undefined ? {} : withMeanings(schema, values)),
    });
  }

  function below(keyword: string, value: unknown, open: boolean): unknown {
    if (isMap.has(keyword)) {
      return Object.fromEntries(Object.entries(value as Json).map(([name, each]) => [name, inner(each, open)]));
    }
    if (isList.has(keyword)) return (value as readonly unknown[]).map((each) => inner(each, open));
    return isOne.has(keyword) ? inner(value, open) : value;
  }

  function inner(value: unknown, open: boolean): unknown {
    return typeof value === 'object' && value !== null ? place(value as JsonSchema, open) : value;
  }
}

/** What an answer is not said to be: without other properties, and within the bounds of what JavaScript counts. */
const isClosing = (keyword: string, value: unknown): boolean =>
  (keyword === 'additionalProperties' && value === false) ||
  (keyword === 'minimum' && value === Number.MIN_SAFE_INTEGER) ||
  (keyword === 'maximum' && value === Number.MAX_SAFE_INTEGER);

/** A choice of a value of one type and null as a value of two types: so what it is is said once, about the whole. */
function collapsed({ anyOf, ...beside }: Json): Json {
  const [first, second, ...more] = (anyOf ?? []) as readonly Json[];
  const isNullable = typeof first?.['type'] === 'string' && second?.['type'] === 'null' && more.length === 0;
  if (isNullable) return { ...first, ...beside, type: [first['type'], 'null'] };
  return anyOf === undefined ? beside : { ...beside, anyOf };
}

/** The keywords that hold schemas. */
const isMap: ReadonlySet<string> = new Set(['properties']);
const isList: ReadonlySet<string> = new Set(['anyOf', 'oneOf', 'allOf']);
const isOne: ReadonlySet<string> = new Set(['items', 'additionalProperties', 'propertyNames']);

/**
 * `enum` with names and meanings beside it. Generators of clients read these two extensions; a choice of constants would
 * be a type for each value in many of them.
 */
const withMeanings = ({ description }: JsonSchema, values: readonly Meaning[]): Json => ({
  description: [
    `${String(description)}:\n`,
    ...values.map(({ value, name, meaning }) => `- \`${value}\`${name === value ? '' : ` ${name}`}: ${meaning}`),
  ].join('\n'),
  enum: values.map(({ value }) => value),
  'x-enum-varnames': values.map(({ name }) => variableName(name)),
  'x-enum-descriptions': values.map(({ meaning }) => meaning),
});

/** `broker_collection` is `BrokerCollection`, `-created_at` is `MinusCreatedAt`. */
const variableName = (name: string): string =>
  name
    .replace(/^-/, 'minus-')
    .split(/[^0-9A-Za-z]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
