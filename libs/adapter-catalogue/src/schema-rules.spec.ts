import { describe, expect, it } from '@jest/globals';
import type { JsonSchema } from '@affinity-engine/catalogue';
import { isSimplePattern, schemaProblems } from './schema-rules.js';

const holding = (property: JsonSchema, more: JsonSchema = {}): JsonSchema => ({
  type: 'object',
  properties: { x: property },
  additionalProperties: false,
  ...more,
});

const pathsOf = (schema: JsonSchema): readonly string[] =>
  schemaProblems(schema, ['holder', 'schema']).map(({ path }) => path);

describe("a product's own schema", () => {
  it.each<[string, JsonSchema]>([
    ['bounded text', { type: 'string', maxLength: 10 }],
    ['a choice', { type: 'string', enum: ['a', 'b'] }],
    ['a bounded list of bounded text', { type: 'array', maxItems: 3, items: { type: 'string', maxLength: 10 } }],
    ['a bounded free object', { type: 'object', maxProperties: 5 }],
    ['a described simple pattern', { type: 'string', maxLength: 5, pattern: '^[0-9]{5}$', description: 'five digits' }],
    ['a flag', { type: 'boolean' }],
    ['a bounded number', { type: 'integer', maximum: 10 }],
  ])('may hold %s', (_name, property) => {
    expect(pathsOf(holding(property))).toEqual([]);
  });

  it.each<[string, JsonSchema]>([
    ['text without an end', { type: 'string' }],
    ['a list without an end', { type: 'array', items: { type: 'boolean' } }],
    ['an object without an end', { type: 'object', properties: {} }],
    ['a number without an end', { type: 'integer' }],
    ['a limit that is no number', { type: 'string', maxLength: '5' }],
    ['a negative length', { type: 'string', maxLength: -1 }],
    ['a unit that is not known', { type: 'integer', maximum: 5, unit: 'major' }],
    ['a pattern nobody could explain', { type: 'string', maxLength: 5, pattern: '^a$' }],
    ['a pattern that takes time', { type: 'string', maxLength: 50, pattern: '^(a+)+$', description: 'x' }],
    ['a format that is not known', { type: 'string', maxLength: 5, format: 'uuid' }],
    ['a reference out of the schema', { $ref: 'https://example.com/schema' }],
    ['a reference to the whole', { $ref: '#' }],
    ['a reference to nothing', { $ref: '#/$defs/nothing' }],
    [
      'required names it does not describe',
      { type: 'object', properties: {}, additionalProperties: false, required: ['y'] },
    ],
  ])('may not hold %s', (_name, property) => {
    expect(pathsOf(holding(property))).toEqual(['$.holder.schema.properties.x']);
  });

  it('is looked at everywhere', () => {
    const text = { type: 'string' };
    const schema = holding(
      { type: 'array', maxItems: 1, items: text },
      { $defs: { a: text }, anyOf: [text], if: text, then: text, else: text },
    );
    expect([...pathsOf(schema)].sort()).toEqual(
      ['$defs.a', 'anyOf[0]', 'else', 'if', 'properties.x.items', 'then'].map((each) => `$.holder.schema.${each}`),
    );
  });

  it('uses no other keywords', () => {
    expect(pathsOf(holding({ type: 'array', maxItems: 5, uniqueItems: true }))).toEqual([
      '$.holder.schema.properties.x.uniqueItems',
    ]);
  });

  it('describes an object', () => {
    expect(pathsOf({ type: 'array', maxItems: 1 })).toEqual(['$.holder.schema.type']);
  });

  it('has no definition that leads back to itself, directly or through another', () => {
    const ref = (name: string): JsonSchema => ({ $ref: `#/$defs/${name}` });
    const $defs = { a: holding(ref('b')), b: holding(ref('a')), c: holding(ref('a')), d: holding({ type: 'boolean' }) };
    expect(pathsOf(holding(ref('c'), { $defs }))).toEqual(['$.holder.schema.$defs.a', '$.holder.schema.$defs.b']);
  });
});

describe('a simple pattern', () => {
  it.each([
    ['^[0-9]{5}-?[0-9]{3}$'],
    ['^[A-Za-z]{3}$'],
    ['^a(b|c)?$'],
    ['^(?:ab|cd)$'],
    ['^\\d{2}\\.\\d$'],
    ['^[+*]$'],
  ])('is %s', (pattern) => expect(isSimplePattern(pattern)).toBe(true));

  it.each([
    ['a'],
    ['^a'],
    ['a$'],
    ['^a+$'],
    ['^a*$'],
    ['^a{2,}$'],
    ['^(ab){3}$'],
    ['^(a)\\1$'],
    ['^(?=a)b$'],
    ['^(?<n>a)$'],
  ])('is not %s', (pattern) => expect(isSimplePattern(pattern)).toBe(false));
});
