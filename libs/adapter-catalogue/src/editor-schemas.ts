import type { JsonSchema } from '@affinity-engine/catalogue';
import { insurerSchema, productSchema, taxesSchema } from './catalogue-schemas.js';
import { expectationOf } from './expectation.js';
import { quotationProductSchema } from './quotation-schema.js';
import { asSchema } from './schema.js';

/** The kinds of files, and what an editor shows for each. */
const kinds = {
  insurer: ['An insurer of the catalogue', insurerSchema],
  product: ['A product of the catalogue', productSchema],
  'quotation-product': ['A quotation product of the catalogue', quotationProductSchema],
  taxes: ['Tax rates of the catalogue', taxesSchema],
} as const satisfies Readonly<Record<string, readonly [title: string, schema: JsonSchema]>>;

/**
 * JSON Schemas (2020-12) of catalogue files for editors, by file: the schemas that `loadCatalogue` checks with. Formats
 * that only the engine knows are described, since editors pass over them, and a file may name its schema.
 */
export const editorSchemas = (): Readonly<Record<string, JsonSchema>> =>
  Object.fromEntries(
    Object.entries(kinds).map(([kind, [title, schema]]) => [
      `${kind}.schema.json`,
      { $schema: 'https://json-schema.org/draft/2020-12/schema', title, ...withReference(described(schema)) },
    ]),
  );

/** Lets a file name its schema. A list cannot. */
function withReference(schema: JsonSchema): JsonSchema {
  const properties = asSchema(schema['properties']);
  if (properties === undefined) return schema;
  return {
    ...schema,
    properties: { $schema: { type: 'string', description: 'the schema of this file' }, ...properties },
  };
}

/** A schema whose formats say in words what they expect. */
function described(schema: JsonSchema): JsonSchema {
  const parts = Object.entries(schema).map(([keyword, value]) => [keyword, describedPart(value)]);
  const words = typeof schema['format'] === 'string' && schema['description'] === undefined;
  return {
    ...Object.fromEntries(parts),
    ...(words ? { description: expectationOf(schema, schema) } : {}),
  } as JsonSchema;
}

const describedPart = (value: unknown): unknown =>
  Array.isArray(value) ? value.map(describedPart) : value === asSchema(value) ? described(value as JsonSchema) : value;
