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
