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
  const ajv = validator();
  return (schema, { coerce = false } = {}) => {
    let compiled: ValidateFunction | undefined;
    return (value) => {
      compiled ??= ajv.compile(schema);
      if (coerce) readTexts(schema, value);
      if (compiled(value)) return [];
      return problemsOf('', schema, compiled.errors ?? []).map(({ kept, ...problem }) => ({
        ...problem,
        path: fromValue(problem.path),
        ...(kept === undefined ? {} : { kept: { ...kept, path: fromValue(kept.path) } }),
      }));
    };
  };
}

const fromValue = (path: string): string => (path === '' ? 'body' : path.replace(/^\./, ''));

/** How a text of each type is read. A text that is written in another way stays, and the check refuses it. */
const readers: Readonly<Record<string, (text: string) => unknown>> = {
  integer: (text) => (/^(?:0|-?[1-9]\d{0,15})$/.test(text) ? Number(text) : text),
  boolean: (text) =>
    new Map<string, unknown>([
      ['true', true],
      ['false', false],
    ]).get(text) ?? text,
};

function readTexts(schema: JsonSchema, value: unknown): void {
  const sent = value as Record<string, unknown>;
  for (const [name, property] of Object.entries((schema['properties'] ?? {}) as Record<string, JsonSchema>)) {
    const text = Object.hasOwn(sent, name) ? sent[name] : undefined;
    if (typeof text === 'string') sent[name] = readers[String(property['type'])]?.(text) ?? text;
  }
}
