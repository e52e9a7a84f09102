import type { z } from 'zod';

type Camel<Name> = Name extends `${infer Head}_${infer Tail}` ? `${Head}${Capitalize<Camel<Tail>>}` : Name;

const camelCase = (name: string): string => name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** The fields of a body that were sent, by the domain's names: `legal_name` is `legalName`. */
export const fromWire = <Body extends object>(body: Body) =>
  Object.fromEntries(
    Object.entries(body).flatMap(([name, value]) => (value === undefined ? [] : [[camelCase(name), value]])),
  ) as { [Name in keyof Body as Camel<Name> & string]: Exclude<Body[Name], undefined> };

/** Presents a record by a schema: each field of the schema has the value of the record's field of that name. */
export function toWire<Shape extends z.ZodRawShape>({ shape }: z.ZodObject<Shape>) {
  const fields = Object.keys(shape).map((name) => [name, camelCase(name)] as const);
  return (record: { readonly [Name in keyof Shape as Camel<Name> & string]: unknown }) => {
    const values: Readonly<Record<string, unknown>> = record;
    return Object.fromEntries(fields.map(([name, field]) => [name, values[field]]));
  };
}
