import type { Problem } from '@affinity-engine/kernel';
import { z } from 'zod';

export type { Problem };

/** A JSON Schema (2020-12) as data. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** Lists the problems of a value; empty if it is valid. */
export type Check = (value: unknown) => readonly Problem[];

/** Compiles a schema into a check. With `coerce`, texts of a query string become numbers and booleans in place. */
export type CheckCompiler = (schema: JsonSchema, options?: { readonly coerce?: boolean }) => Check;

/** The JSON Schema of a part of a request, for both its check and its documentation. */
export const schemaOf = (type: z.ZodType, io: 'input' | 'output' = 'input'): JsonSchema =>
  unmarked(jsonSchemaOf(type, io)) as JsonSchema;

/** The same with the marks of identifiers that the engine gave. */
export const markedSchemaOf = (type: z.ZodType): JsonSchema => jsonSchemaOf(type, 'input');

function unmarked(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unmarked);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => name !== 'ownId')
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
