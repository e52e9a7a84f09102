import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { schemaOf } from './checks.js';
import { knownOnly } from './known-only.js';

const schema = schemaOf(
  z.strictObject({
    name: z.string(),
    place: z.strictObject({ code: z.string() }).nullable(),
    list: z.array(z.strictObject({ id: z.string() })),
    either: z.union([z.string(), z.strictObject({ id: z.string() })]),
    named: z
      .strictObject({ id: z.string(), code: z.string() })
      .partial()
      .meta({ anyOf: [{ required: ['id'] }] }),
    open: z.record(z.string(), z.int()),
  }),
);

describe('the known part of a value', () => {
  it.each<[string, unknown, unknown]>([
    ['leaves out properties at the top', { name: 'x', other: 1 }, { name: 'x' }],
    ['leaves out properties below', { place: { code: 'NY', other: 1 } }, { place: { code: 'NY' } }],
    ['leaves out properties in lists', { list: [{ id: 'a', other: 1 }, 7] }, { list: [{ id: 'a' }, 7] }],
    ['looks at the branch of the value’s kind', { either: { id: 'a', other: 1 } }, { either: { id: 'a' } }],
    ['looks at the properties beside a choice', { named: { code: 'a', other: 1 } }, { named: { code: 'a' } }],
    ['leaves open objects as they are', { open: { anything: 1 } }, { open: { anything: 1 } }],
    ['leaves null', { place: null }, { place: null }],
    [
      'leaves what is of another kind to the check',
      { name: { other: 1 }, list: 'x' },
      { name: { other: 1 }, list: 'x' },
    ],
    ['leaves a text', 'x', 'x'],
  ])('%s', (_, value, known) => {
    expect(knownOnly(schema, value)).toEqual(known);
  });

  it('is empty for an empty schema', () => {
    expect(knownOnly({}, { any: 1 })).toEqual({});
  });
});
