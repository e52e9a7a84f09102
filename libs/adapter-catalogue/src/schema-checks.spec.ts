import { describe, expect, it } from '@jest/globals';
import type { JsonSchema } from '@affinity-engine/catalogue';
import { schemaChecks } from './schema-checks.js';

const checkOf = schemaChecks();
const paging: JsonSchema = {
  type: 'object',
  properties: {
    rows: { type: 'integer', minimum: 1, maximum: 100 },
    all: { type: 'boolean' },
    by: { oneOf: [{ type: 'string', enum: ['a', 'b'] }, { type: 'null' }] },
  },
  required: ['rows'],
  additionalProperties: false,
};

describe('a check of any schema', () => {
  it('names paths from the value on, and the value itself the body', () => {
    const check = checkOf(paging);
    expect(check({ rows: 5, by: null })).toEqual([]);
    expect(check({ rows: 500 })).toEqual([{ path: 'rows', expected: 'a whole number from 1 to 100' }]);
    expect(check({})).toEqual([
      { path: 'rows', expected: 'a whole number from 1 to 100; it is missing', kind: 'missing' },
    ]);
    expect(check([])).toEqual([{ path: 'body', expected: 'an object' }]);
  });

  it('lists a choice once', () => {
    expect(checkOf(paging)({ rows: 5, by: 'c' })).toEqual([{ path: 'by', expected: 'one of a, b or null' }]);
  });

  it('reads text as a number only with coerce', () => {
    const query = { rows: '5', all: 'true' };
    expect(checkOf(paging)({ ...query })).toHaveLength(2);
    expect(checkOf(paging, { coerce: true })(query)).toEqual([]);
    expect(query).toEqual({ rows: 5, all: true });
  });

  it.each(['0x10', '1e1', '5.0', ' 5', '+5', '05', '0b1', '5_0', 'Infinity', '', '٥', '-0'])(
    'reads no other text than decimal digits as a number: "%s"',
    (rows) => {
      expect(checkOf(paging, { coerce: true })({ rows })).toEqual([
        { path: 'rows', expected: 'a whole number from 1 to 100' },
      ]);
    },
  );

  it.each(['1', '0', 'TRUE', 'null', ''])('reads no other text than true and false as a switch: "%s"', (all) => {
    expect(checkOf(paging, { coerce: true })({ rows: '5', all })).toEqual([{ path: 'all', expected: 'true or false' }]);
  });
});

describe('a body of one of several forms', () => {
  const forms: JsonSchema = {
    anyOf: [
      {
        type: 'object',
        properties: { id: { type: 'string', minLength: 1 } },
        required: ['id'],
        additionalProperties: false,
      },
      {
        type: 'object',
        properties: { from: { type: 'integer', minimum: 1 }, to: { type: 'integer', minimum: 1 } },
        required: ['from', 'to'],
        additionalProperties: false,
      },
    ],
  };
  const kinds: JsonSchema = {
    oneOf: ['card', 'ticket'].map((kind) => ({
      type: 'object',
      properties: { kind: { const: kind }, [kind]: { type: 'string' }, day: { type: 'integer' } },
      required: ['kind', kind],
      additionalProperties: false,
    })),
  };

  it.each<[string, JsonSchema, unknown, readonly string[]]>([
    ['with fewer problems', forms, { from: 1 }, ['to: a whole number of at least 1; it is missing']],
    [
      'whose values are wrong',
      forms,
      { from: 0, to: 'x' },
      ['from: a whole number of at least 1', 'to: a whole number of at least 1'],
    ],
    ['of the only property', forms, { id: '' }, ['id: text of at least 1 character']],
    [
      'that a property names',
      kinds,
      { kind: 'ticket', card: 'x', day: 'x' },
      ['ticket: text; it is missing', 'card: no such property; known are kind, ticket, day', 'day: a whole number'],
    ],
    ['of all where none is nearer', kinds, { kind: 'cash' }, ['body: an object or an object']],
    ['of all where it is no object', forms, 5, ['body: an object or an object']],
  ])('is answered with the problems of the form %s', (_, schema, value, expected) => {
    expect(
      checkOf(schema)(value)
        .map(({ path, expected: wanted }) => `${path}: ${wanted}`)
        .sort(),
    ).toEqual([...expected].sort());
  });

  it('is answered with the problems of an object that may be null, where an object was sent', () => {
    const holder: JsonSchema = { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] };
    const schema: JsonSchema = { type: 'object', properties: { holder: { anyOf: [holder, { type: 'null' }] } } };
    expect(checkOf(schema)({ holder: {} })).toEqual([
      { path: 'holder.name', expected: 'text; it is missing', kind: 'missing' },
    ]);
  });

  it('is answered where it has more problems than a call has room for arguments', () => {
    const many = Object.fromEntries(Array.from({ length: 150_000 }, (_, at) => [`x${at}`, 1]));
    expect(checkOf(forms)({ id: 'a', ...many })[0]).toMatchObject({ path: 'x0', kind: 'unknown' });
  });
});
