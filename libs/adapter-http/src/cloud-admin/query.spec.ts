import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { collectionProblems, readCollection, type Fields } from './query.js';
import type { CollectionQuery } from './schemas.js';

const fields: Fields<'id' | 'name' | 'startDate'> = {
  id: { field: 'id', values: 'ids' },
  name: { field: 'name' },
  startDate: { field: 'startDate', values: 'moments' },
};
const attributes = ['name', 'startDate', 'other'];
const asked = (query: CollectionQuery) => readCollection(query, fields);
const filtered = (filter: string | string[]) => asked({ filter }).list.conditions;
const expectedOf = (query: CollectionQuery) =>
  collectionProblems(query, fields, attributes).map(({ expected }) => expected);

describe('a filter', () => {
  it.each([
    ['name:eq:A', [{ field: 'name', operator: 'eq', values: ['A'] }]],
    ['name:cn:A::B', [{ field: 'name', operator: 'cn', values: ['A:B'] }]],
    ['name:eq:::::', [{ field: 'name', operator: 'eq', values: ['::'] }]],
    ['name:in:a,b,c', [{ field: 'name', operator: 'in', values: ['a', 'b', 'c'] }]],
    ['name:in:a,,b,c', [{ field: 'name', operator: 'in', values: ['a,b', 'c'] }]],
    ['name:ni:,,,a,,', [{ field: 'name', operator: 'ni', values: [',', 'a,'] }]],
    [
      'id:in:pc::6,01A22710-1CBE-74C5-B970-C4A5777EC2A7',
      [{ field: 'id', operator: 'in', values: ['pc:6', '01a22710-1cbe-74c5-b970-c4a5777ec2a7'] }],
    ],
    ['name:eq:a,b', [{ field: 'name', operator: 'eq', values: ['a,b'] }]],
    ['startDate:gt:2020-09-09', [{ field: 'startDate', operator: 'gt', values: ['2020-09-09T00:00:00.000Z'] }]],
    [
      'startDate:ni:2020-09-09T02::00::00%2B02::00,2021-01-01'.replace('%2B', '+'),
      [{ field: 'startDate', operator: 'ni', values: ['2020-09-09T00:00:00.000Z', '2021-01-01T00:00:00.000Z'] }],
    ],
    ['startDate:sw:2020-', [{ field: 'startDate', operator: 'sw', values: ['2020-'] }]],
  ])('%s is read', (text, conditions) => {
    expect(filtered(text)).toEqual(conditions);
  });

  it('with any value reads it back once its colons are doubled', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'binary' }), (value) => {
        expect(filtered(`name:eq:${value.replaceAll(':', '::')}`)).toEqual([
          { field: 'name', operator: 'eq', values: [value] },
        ]);
      }),
    );
  });

  it('with any list of values reads it back once its colons and commas are doubled', () => {
    const value = fc.string({ minLength: 1, unit: 'grapheme-ascii' });
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 5 }), (values) => {
        const doubled = values.map((each) => each.replaceAll(':', '::').replaceAll(',', ',,')).join(',');
        // Where commas meet, pairs count from the left.
        if (values.some((each) => each.startsWith(','))) return;
        expect(filtered(`name:in:${doubled}`)).toEqual([{ field: 'name', operator: 'in', values }]);
      }),
    );
  });

  it('that is repeated applies with the others: all must hold', () => {
    expect(filtered(['name:sw:A', 'name:ne:AB'])).toHaveLength(2);
  });

  it.each([
    ['name', 'field:op:value, not name'],
    ['name:eq', 'field:op:value, not name:eq'],
    ['name:eq:', 'a value for name'],
    ['name:is:A', 'an operator, one of eq, ne, lt, gt, le, ge, in, ni, sw, cn, not is'],
    ['color:eq:A', 'a field, one of id, name, startDate, not color'],
    ['toString:eq:A', 'a field, one of id, name, startDate, not toString'],
    ['name:eq:a:b', 'colons doubled within a:b'],
    ['name:eq:a:::b', 'colons doubled within a:::b'],
    ['startDate:eq:soon', 'a moment for startDate, not soon'],
  ])('%s is refused: expected %s', (text, expected) => {
    expect(expectedOf({ filter: text })).toEqual([expected]);
  });
});

describe('a collection', () => {
  it('has 25 to a page by default, and one more is read', () => {
    expect(asked({})).toEqual({
      list: { conditions: [], sort: [], skip: 0, rows: 26 },
      size: 25,
      offset: 0,
    });
    expect(asked({ pageSize: 3, pageOffset: 9 })).toMatchObject({ list: { skip: 9, rows: 4 }, size: 3, offset: 9 });
  });

  it('is sorted by several fields, each its own way', () => {
    expect(asked({ sort: 'name,-startDate' }).list.sort).toEqual([
      { field: 'name', descending: false },
      { field: 'startDate', descending: true },
    ]);
  });

  it.each(['*all', '*default', '*default,other', 'other,name'])('may be shown with fields=%s', (names) => {
    expect(expectedOf({ fields: names })).toEqual([]);
  });

  it('lists everything that is wrong with its parameters at once', () => {
    const wrong = { filter: ['color:eq:A', 'name:is:A'], sort: 'size,name', fields: 'name,weight,*none' };
    expect(expectedOf(wrong)).toHaveLength(5);
  });
});
