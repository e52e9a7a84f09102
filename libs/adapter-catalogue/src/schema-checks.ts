import type { JsonSchema } from '@affinity-engine/catalogue';
import type { ValidateFunction } from 'ajv/dist/2020.js';
import type { Problem } from '@affinity-engine/kernel';
import { problemsOf } from './problems.js';
import { validator } from './formats.js';

/** Lists what is wrong with a value; empty is good. */
export type SchemaCheck = (value: unknown) => readonly Problem[];

/**
 * Makes checks of JSON Schemas for whoever holds the schema itself: the routes of an API, say. Paths begin at the
 * value; what is wrong with the whole is said of `body`. A schema is compiled when it is first needed.
 *
 * With `coerce`, texts become the numbers and booleans a schema asks for, in place: for query strings.
 */
export function schemaChecks(): (schema: JsonSchema, options?: { readonly coerce?: boolean }) => SchemaCheck {
  const plain = validator();
  const coercing = validator({ coerce: true });
  return (schema, { coerce = false } = {}) => {
    let compiled: ValidateFunction | undefined;
    return (value) => {
      compiled ??= (coerce ? coercing : plain).compile(schema);
      if (compiled(value)) return [];
      return problemsOf('', schema, compiled.errors ?? []).map((problem) => ({
        ...problem,
        path: problem.path === '' ? 'body' : problem.path.replace(/^\./, ''),
      }));
    };
  };
}
