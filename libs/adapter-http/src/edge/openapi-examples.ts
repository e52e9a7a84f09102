import type { JsonSchema } from './checks.js';
import { valuesOf } from './marks.js';

const ofFormats: Readonly<Record<string, string>> = {
  'civil-date': '2026-12-01',
  date: '2026-12-01',
  'date-time': '2026-11-22T12:00:00.000Z',
  email: 'life@example.com',
  identifier: '01939d3c-7f1a-7c3e-9b1e-2f6a0d4c8e51',
  moment: '2026-10-18T00:00:00.000Z',
  uri: 'https://engine.example/v1/attachments/AZOdPH8afD6bHi9qDUyOUQ',
  uuid: '01939d3c-7f1a-7c3e-9b1e-2f6a0d4c8e51',
};

/** An example of a schema: its own, or one that is made of those of its parts. */
export function exampleOf(schema: JsonSchema): unknown {
  if ('example' in schema) return schema['example'];
  if ('const' in schema) return schema['const'];
  const [choice] = [valuesOf(schema)?.map(({ value }) => value), schema['enum'] as readonly unknown[] | undefined]
    .flatMap((list) => list ?? [])
    .slice(0, 1);
  if (choice !== undefined) return choice;
  const { properties } = schema;
  if (properties !== undefined) return exampleOfProperties(properties as Readonly<Record<string, JsonSchema>>);
  const [form] = (schema['anyOf'] ?? schema['oneOf'] ?? []) as readonly JsonSchema[];
  if (form !== undefined) return exampleOf(form);
  const parts = schema['allOf'] as readonly JsonSchema[] | undefined;
  if (parts !== undefined) return Object.assign({}, ...parts.map(exampleOf)) as unknown;
  return ofTypes[String([schema['type']].flat()[0])]?.(schema) ?? null;
}

const exampleOfProperties = (properties: Readonly<Record<string, JsonSchema>>) =>
  Object.fromEntries(Object.entries(properties).map(([name, each]) => [name, exampleOf(each)]));

const ofTypes: Readonly<Record<string, (schema: JsonSchema) => unknown>> = {
  array: ({ items }) => (items === undefined ? [] : [exampleOf(items as JsonSchema)]),
  boolean: () => true,
  integer: ({ minimum }) => (typeof minimum === 'number' && minimum > 0 ? minimum : 1),
  number: () => 1,
  object: () => ({}),
  string: ({ format }) => ofFormats[String(format)] ?? 'text',
};
