import type { JsonSchema, Particulars, Product } from '@affinity-engine/catalogue';

/** Formats of the catalogue that JSON Schema has a name for, or a narrower one that callers should send. */
const standardFormats: Readonly<Record<string, string>> = {
  'civil-date': 'date',
  'plain-date': 'date',
  email: 'idn-email',
};

/** Keywords whose values are data, not schemas. */
const ofData = new Set(['enum', 'const', 'default', 'examples', 'example']);

/** Keywords with schemas by names that the catalogue's author chose. */
const byName = new Set(['properties', '$defs']);

function portable(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(portable);
  if (typeof schema !== 'object' || schema === null) return schema;
  return Object.fromEntries(Object.entries(schema).flatMap(([keyword, value]) => portableKeyword(keyword, value)));
}

function portableKeyword(keyword: string, value: unknown): readonly (readonly [string, unknown])[] {
  if (keyword === 'format' && typeof value === 'string') {
    const standard = standardFormats[value];
    return [...(standard === undefined ? [] : [['format', standard] as const]), ['x-format', value]];
  }
  if (keyword === 'unit') return [['x-unit', value]];
  if (keyword === 'example') return [['examples', [value]]];
  if (ofData.has(keyword)) return [[keyword, value]];
  if (byName.has(keyword)) {
    const named = Object.entries(value as object).map(([name, each]) => [name, portable(each)] as const);
    return [[keyword, Object.fromEntries(named)]];
  }
  return [[keyword, portable(value)]];
}

const made = new WeakMap<Particulars, JsonSchema>();

/** The schema of a holder or an item in JSON Schema 2020-12; what only the catalogue knows is in `x-format` and `x-unit`. */
function schemaOf(particulars: Particulars): JsonSchema {
  let schema = made.get(particulars);
  if (schema === undefined) {
    schema = {
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      ...(portable(particulars.schema) as JsonSchema),
    };
    made.set(particulars, schema);
  }
  return schema;
}

const asked = (particulars: Particulars | undefined) =>
  particulars === undefined ? null : { required: particulars.required, schema: schemaOf(particulars) };

/** What a product asks of its holder and its item; null where it asks for none. */
export const particularsWire = ({ holder, item }: Product) => ({ affinity_holder: asked(holder), item: asked(item) });
