import type { z } from 'zod';
import { markedSchemaOf, type JsonSchema } from './checks.js';

const id = /^(?:(?:pc:)?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?:-\d+-\d+)?|evt_[0-9a-f]{32}_\d+)$/i;

/**
 * An identifier as the engine gave it. Its UUIDs, and those within longer identifiers, are the same in capitals
 * (RFC 9562). Other texts stay.
 */
export const asGiven = (text: string): string => (id.test(text) ? text.toLowerCase() : text);

/** Whether a text is an identifier that the engine gave. */
export const isOwnId = (value: unknown): value is string => typeof value === 'string' && id.test(value);

/** The path to a value within a part of a request; `*` means each entry of a list. */
type Place = readonly string[];

/** Writes the engine's identifiers in a part of a request as they were given, wherever its schema marks them. */
export function ownIdsOf(type: z.ZodType): (part: unknown) => unknown {
  let places: readonly Place[] | undefined;
  return (part) => {
    places ??= placesIn(markedSchemaOf(type));
    return places.reduce(given, part);
  };
}

function placesIn(schema: JsonSchema): readonly Place[] {
  const { '@ownId': ownId, properties = {}, items, anyOf = [] } = schema;
  if (ownId === true) return [[]];
  const below = (inner: unknown, ...steps: Place): readonly Place[] =>
    placesIn(inner as JsonSchema).map((place) => [...steps, ...place]);
  return [
    ...Object.entries(properties as object).flatMap(([name, inner]) => below(inner, name)),
    ...(items === undefined ? [] : below(items, '*')),
    ...(anyOf as readonly JsonSchema[]).flatMap((branch) => below(branch)),
  ];
}

/** The value with the identifier at the place as it was given. The value may be of any shape. */
function given(value: unknown, [step, ...rest]: Place): unknown {
  if (step === undefined) return typeof value === 'string' ? asGiven(value) : value;
  if (Array.isArray(value)) return step === '*' ? value.map((each) => given(each, rest)) : value;
  if (value === null || typeof value !== 'object' || !Object.hasOwn(value, step)) return value;
  const before = (value as Readonly<Record<string, unknown>>)[step];
  const after = given(before, rest);
  return after === before ? value : { ...value, [step]: after };
}
