import { describe, expect, it } from '@jest/globals';
import type { Particular } from '@affinity-engine/affinity';
import { plainDate } from '@affinity-engine/kernel';
import { aProduct } from '@affinity-engine/catalogue/testing';
import { typefaceWithout } from '@affinity-engine/kernel/testing';
import { holderPairs, itemPairs } from './particulars.js';
import { holderProperties, printableParticulars } from './printable-particulars.js';
import { wordingOf } from './wording.js';

const schema = {
  type: 'object',
  properties: {
    model: { type: 'string' },
    value: { type: 'integer' },
    drivers: { type: 'array', items: { type: 'object', properties: { name: { type: 'string' } } } },
    tags: { type: 'array', items: { type: 'string' } },
    metadata: { type: 'object' },
  },
};
const product = aProduct({ item: { required: true, schema } });
const words = wordingOf(product);
const check = printableParticulars((_product, _kind, value) => ({ problems: [], value }), typefaceWithout('山'));
const today = plainDate('2026-11-29');
const pathsOf = (kind: 'holder' | 'item', value: unknown) =>
  check(product, kind, value as Particular, today).problems.map(({ path }) => path);

describe('a holder', () => {
  const properties = Object.entries(holderProperties).flatMap(([part, names]) =>
    names.map((name): [string, string, object] =>
      part === ''
        ? [name, `affinity_holder.${name}`, { [name]: '山' }]
        : [name, `affinity_holder.${part}.${name}`, { [part]: { [name]: '山' } }],
    ),
  );

  it.each(properties)('is printed with its %s, which must be printable: %s', (_, path, holder) => {
    expect(JSON.stringify(holderPairs({ first_name: 'Ana', ...holder }, words))).toContain('山');
    expect(pathsOf('holder', { first_name: 'Ana', ...holder })).toEqual([path]);
  });

  it('may have any character in what is not printed', () => {
    const holder = { gender: '山', occupation: { name: '山' }, contact: { social: '山' }, first_name: 'Ana' };
    expect(JSON.stringify(holderPairs(holder, words))).not.toContain('山');
    expect(pathsOf('holder', holder)).toEqual([]);
  });
});

describe('an item', () => {
  it('must be printable in the properties of its schema, within lists too', () => {
    const item = { model: '山', value: 7, drivers: [{ name: 'Ana' }, { name: '山' }], tags: ['a', '山'] };
    expect(JSON.stringify(itemPairs(item, schema, 'BRL', words))).toContain('山');
    expect(pathsOf('item', item)).toEqual(['item.model', 'item.drivers[1].name', 'item.tags[1]']);
  });

  it('may have any character in its metadata and outside of the schema', () => {
    const item = { metadata: { note: '山' }, secret: '山' };
    expect(JSON.stringify(itemPairs(item, schema, 'BRL', words))).not.toContain('山');
    expect(pathsOf('item', item)).toEqual([]);
  });
});

describe('a holder or an item', () => {
  it('that is wrong has the problems of the first check alone', () => {
    const problem = { path: 'item', expected: 'something else' };
    const both = printableParticulars(
      (_product, _kind, value) => ({ problems: [problem], value }),
      typefaceWithout('山'),
    );
    expect(both(product, 'item', { model: '山' }, today)).toEqual({ problems: [problem], value: { model: '山' } });
  });

  it.each([null, undefined, 7, []])('that is %j has no texts', (value) => {
    expect([...pathsOf('holder', value), ...pathsOf('item', value)]).toEqual([]);
  });
});
