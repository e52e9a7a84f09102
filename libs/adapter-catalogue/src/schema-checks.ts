import type { JsonSchema } from '@affinity-engine/catalogue';
import type { ValidateFunction } from 'ajv/dist/2020.js';
import type { Problem } from '@affinity-engine/kernel';
import { problemsOf } from './problems.js';
import { validator } from './formats.js';

/** Lists the problems of a value; empty is good. */
export type SchemaCheck = (value: unknown) => readonly Problem[];

/**
 * Makes checks from JSON Schemas, for example for the routes of an API. Paths begin at the value; problems of the
 * whole value have the path `body`. A schema is compiled on first use.
 *
 * With `coerce`, texts become the numbers and booleans a schema expects, in place: for query strings.
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
