import type { OpenApiDocument } from '@affinity-engine/test-harness';
import fc from 'fast-check';
import { resolved, typesOf, variantsOf, type Schema } from './schema.js';

const mostDeep = 6;
const mostItems = 3;

const word = fc.constantFrom(
  'Inês',
  'Ærøskøbing',
  '東京',
  'Zoë 😀',
  'O’Neil',
  'x',
  'MiXeD',
  '0',
  'null',
  "';--",
  '%',
  'a:b',
);
const day = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2035-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString());

/** Values of a format that the rules behind it accept, more or less. */
const formats: Readonly<Record<string, fc.Arbitrary<string>>> = {
  identifier: fc.oneof(fc.uuid(), word),
  'civil-date': day.map((text) => text.slice(0, 10)),
  moment: fc.oneof(
    day,
    day.map((text) => text.slice(0, 10)),
  ),
  cnpj: fc.constantFrom('11222333000181', '12.ABC.345/01DE-35', '11222333000182', '00000000000000'),
  email: fc.oneof(fc.emailAddress(), word),
  phone: fc.constantFrom('+55 11 4002-8922', '4002-8922', '+1 212 555 0100', '123', '++'),
};

const patterns: Readonly<Record<string, fc.Arbitrary<string>>> = {
  '^#[0-9a-f]{6}$': fc.constantFrom('#15426b', '#000000', '#ffffff'),
  '^\\d{14}$': fc.constantFrom('00000001230001', '99999999999999'),
};

/** Values that a schema allows, as far as the schema says. */
export function valuesOf(document: OpenApiDocument, written: Schema, depth = 0): fc.Arbitrary<unknown> {
  const schema = resolved(document, written);
  const inner = (each: Schema) => valuesOf(document, each, depth + 1);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  const variants = variantsOf(schema);
  if (variants.length > 0) return fc.oneof(...variants.map(inner));
  const examples = (schema.examples ?? []).filter((each) => each !== null);
  const ofTypes = typesOf(schema).map((type) => ofType(type, schema, depth, inner));
  const generated = ofTypes.length === 0 ? fc.jsonValue({ maxDepth: 2 }) : fc.oneof(...ofTypes);
  return examples.length === 0 ? generated : fc.oneof(fc.constantFrom(...examples), generated);
}

function ofType(
  type: string,
  schema: Schema,
  depth: number,
  inner: (schema: Schema) => fc.Arbitrary<unknown>,
): fc.Arbitrary<unknown> {
  const { minimum: min = -1_000, maximum: max = 1_000_000, minItems = 0, maxItems = mostItems } = schema;
  if (type === 'null') return fc.constant(null);
  if (type === 'boolean') return fc.boolean();
  if (type === 'integer') return fc.integer({ min: Math.max(min, -(2 ** 31)), max: Math.min(max, 2 ** 31 - 1) });
  if (type === 'number') return fc.double({ min, max, noNaN: true });
  if (type === 'string') return textsOf(schema);
  if (depth >= mostDeep) return fc.constant(type === 'array' ? [] : {});
  if (type === 'array') {
    const items = inner(schema.items ?? {});
    return fc.array(items, { minLength: minItems, maxLength: Math.max(minItems, Math.min(maxItems, mostItems)) });
  }
  const { properties = {}, required = [], additionalProperties } = schema;
  const named = Object.fromEntries(Object.entries(properties).map(([name, each]) => [name, inner(each)]));
  const known = fc.record(named, { requiredKeys: [...required] });
  if (typeof additionalProperties !== 'object') return known;
  return fc.dictionary(word, inner(additionalProperties), { maxKeys: 2 });
}

function textsOf({ format = '', pattern = '', minLength = 0, maxLength = 60 }: Schema): fc.Arbitrary<string> {
  const known = formats[format] ?? patterns[pattern];
  if (known !== undefined) return known;
  const plain = fc.string({ unit: 'grapheme', minLength, maxLength: Math.max(minLength, Math.min(maxLength, 40)) });
  return fc.oneof(word, plain);
}

/** Texts that parsers, databases and printers stumble over. */
const oddTexts = fc.oneof(
  fc.constantFrom(
    ...['', ' ', '\u0000', 'a\u0000b', '\ud800', '\udfff\ud800', '\u202eabc', '\ufeff', 'e\u0301', '\u2028', '\r\n'],
    ...['__proto__', 'constructor', '../../etc/passwd', "'; drop table affinity; --", '${7*7}', '%00', '1e400', 'NaN'],
    ...['-0', '0x10', '９', 'ﬀ', '👩‍👩‍👧‍👦', 'ＩＤ', '2026-02-30', '9999-12-31', '0000-01-01', '+275760-09-13T00:00:00Z'],
    ...['2026-11-22T24:00:00Z', 'true', '[]', '{}', '*', 'id:eq:', 'id:in:,,', '-name,,name', '*all,x', 'insurer:'],
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(100, 101, 255, 256, 501, 2_001, 20_000).map((length) => 'x'.repeat(length)),
  fc.constantFrom(60, 255, 1_000).map((length) => '😀'.repeat(length)),
);

const oddNumbers = fc.constantFrom(
  ...[0, -0, -1, 1, 1.5, 2 ** 31, 2 ** 53, 2 ** 53 - 1, -(2 ** 53), 1e21, 1e308, 5e-324, 0.1, 65_535, 65_536],
);

/** At the bounds of a schema and one beyond them. */
function atBounds(document: OpenApiDocument, written: Schema): readonly unknown[] {
  const schema = resolved(document, written);
  const around = (bound: number | undefined) => (bound === undefined ? [] : [bound - 1, bound, bound + 1]);
  const lengths = [...around(schema.minLength), ...around(schema.maxLength)].filter((length) => length >= 0);
  const counts = [...around(schema.minItems), ...around(schema.maxItems)].filter((each) => each >= 0 && each <= 1_001);
  const [example = 'x'] = (schema.items === undefined ? undefined : resolved(document, schema.items).examples) ?? [];
  return [
    ...around(schema.minimum),
    ...around(schema.maximum),
    ...lengths.map((length) => 'a'.repeat(Math.min(length, 100_000))),
    ...counts.map((length) => Array.from({ length }, () => example)),
    ...variantsOf(schema).flatMap((variant) => atBounds(document, variant)),
  ];
}

/** Values for one place of a request: valid ones, at and beyond its bounds, of wrong types, odd texts. */
export function aroundOf(document: OpenApiDocument, schema: Schema): fc.Arbitrary<unknown> {
  const bounds = atBounds(document, schema);
  return fc.oneof(
    { weight: 5, arbitrary: valuesOf(document, schema) },
    ...(bounds.length === 0 ? [] : [{ weight: 3, arbitrary: fc.constantFrom(...bounds) }]),
    { weight: 2, arbitrary: fc.constantFrom(null, true, 7, 'x', [], {}, [[]], { a: 1 }, ['x', 7, null]) },
    { weight: 2, arbitrary: oddTexts },
    { weight: 1, arbitrary: oddNumbers },
    { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  );
}

export { oddTexts };
