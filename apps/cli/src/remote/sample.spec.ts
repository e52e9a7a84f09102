import { describe, expect, it } from '@jest/globals';
import { sampleOf } from './sample.js';

describe('a sample', () => {
  it.each([
    [
      'what is required, from its examples',
      { required: ['a'], properties: { a: { examples: [1, 2] }, b: { examples: [3] } } },
      { a: 1 },
    ],
    ['a choice', { enum: ['x', 'y'] }, 'x'],
    ['a constant', { const: null }, null],
    ['the first of several forms', { oneOf: [{ required: ['a'], properties: { a: { const: 1 } } }, {}] }, { a: 1 }],
    [
      'all parts',
      {
        allOf: [{ required: ['a'], properties: { a: { const: 1 } } }],
        required: ['b'],
        properties: { b: { const: 2 } },
      },
      { a: 1, b: 2 },
    ],
    ['nothing without an example', { type: 'string' }, undefined],
  ])('has %s', (_, schema, sample) => {
    expect(sampleOf(schema)).toEqual(sample);
  });
});
