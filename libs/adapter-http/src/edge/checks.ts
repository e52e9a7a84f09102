import type { Problem } from '@affinity-engine/kernel';
import { z } from 'zod';

export type { Problem };

/** A JSON Schema (2020-12) as data. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** Lists the problems of a value; empty if it is valid. */
export type Check = (value: unknown) => readonly Problem[];

/** Compiles a schema into a check. With `coerce`, texts of a query string become numbers and booleans in place. */
export type CheckCompiler = (schema: JsonSchema, options?: { readonly coerce?: boolean }) => Check;

const made = new WeakMap<z.ZodType, JsonSchema>();

/** The JSON Schema by which a part of a request is checked. It is made once: a large one takes milliseconds. */
export function schemaOf(type: z.ZodType): JsonSchema {
  const known = made.get(type);
  if (known !== undefined) return known;
  const schema = unmarked(jsonSchemaOf(type, 'input')) as JsonSchema;
  made.set(type, schema);
  return schema;
}

/** The same with its marks: which identifiers the engine gave, and what the documentation says about it. */
export const markedSchemaOf = (type: z.ZodType, io: 'input' | 'output' = 'input'): JsonSchema => jsonSchemaOf(type, io);

/** Marks begin with @: no property of the wire does. */
function unmarked(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unmarked);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !name.startsWith('@'))
      .map(([name, inner]) => [name, unmarked(inner)]),
  );
}

function jsonSchemaOf(type: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const {
    $schema: _dialect,
    '~standard': _standard,
    ...schema
  } = z.toJSONSchema(type, {
    target: 'draft-2020-12',
    io,
    unrepresentable: 'any',
  }) as Record<string, unknown>;
  return schema;
}
