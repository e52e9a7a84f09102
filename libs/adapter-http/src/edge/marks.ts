import type { JsonSchema } from './checks.js';

/** What a schema is called in the OpenAPI document, and what it is wherever nothing more is said about it. */
export type Component = { readonly name: string; readonly description: string };

/** A value of an enumeration: how programs name it, and what it means. */
export type Meaning = { readonly value: string | number; readonly name: string; readonly meaning: string };

/** The name of a schema in the OpenAPI document. A name means one shape everywhere. */
export const named = (name: string, description: string) => ({ '@component': { name, description }, description });

/** The name of an enumeration with texts as values, and what each means. */
export const enumerated = (name: string, description: string, meanings: Readonly<Record<string, string>>) => ({
  ...named(name, description),
  '@values': Object.entries(meanings).map(([value, meaning]): Meaning => ({ value, name: value, meaning })),
});

/** The name of an enumeration with numbers as values: how programs name each, and what it means. */
export const numbered = (
  name: string,
  description: string,
  meanings: Readonly<Record<string, readonly [number, string]>>,
) => ({
  ...named(name, description),
  '@values': Object.entries(meanings).map(([each, [value, meaning]]): Meaning => ({ value, name: each, meaning })),
});

export const componentOf = (schema: JsonSchema): Component | undefined => schema['@component'] as Component | undefined;

export const valuesOf = (schema: JsonSchema): readonly Meaning[] | undefined =>
  schema['@values'] as readonly Meaning[] | undefined;
