import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Value } from './answer.js';
import { evaluateCondition } from './condition.js';
import type { ValueState } from './condition.js';
import type { Condition } from './question.js';

declare const propertyRuns: number;

/** The values of A, B, …; a code without a value is unknown. */
const looking =
  (values: Readonly<Record<string, Value | undefined>>) =>
  (code: string): ValueState => ({ known: Object.hasOwn(values, code), value: values[code] });

const truth = (condition: Condition, values: Readonly<Record<string, Value | undefined>>) =>
  evaluateCondition(condition, looking(values));
const yes: Condition = { code: 'YES', is: true };
const no: Condition = { code: 'NO', is: true };
const open: Condition = { code: 'OPEN', is: true };

describe('a condition', () => {
  it.each<[string, Condition, Value | undefined, boolean]>([
    ['is the value', { code: 'A', is: 'X' }, 'X', true],
    ['is another value', { code: 'A', is: 'X' }, 'x', false],
    ['is the text of a number', { code: 'A', is: 1 }, '1', false],
    ['is no value where the answer is absent', { code: 'A', is: 'X' }, undefined, false],
    ['is in several', { code: 'A', in: ['X', 'Y'] }, 'Y', true],
    ['is in none of several', { code: 'A', in: ['X', 'Y'] }, 'Z', false],
    ['is an item of a list', { code: 'A', is: 'X' }, ['Y', 'X'], true],
    ['is no item of a list', { code: 'A', is: 'X' }, ['Y'], false],
    ['is answered', { code: 'A', answered: true }, 'X', true],
    ['is not answered', { code: 'A', answered: true }, undefined, false],
    ['is to stay without an answer', { code: 'A', answered: false }, undefined, true],
  ])('on an answer that %s', (_, condition, value, expected) => {
    expect(truth(condition, { A: value })).toBe(expected);
  });

  it.each<[Condition, boolean | 'unknown']>([
    [open, 'unknown'],
    [{ code: 'OPEN', answered: true }, 'unknown'],
    [{ not: open }, 'unknown'],
    [{ not: no }, true],
    [{ all: [yes, yes] }, true],
    [{ all: [yes, open] }, 'unknown'],
    [{ all: [open, no] }, false],
    [{ any: [no, no] }, false],
    [{ any: [no, open] }, 'unknown'],
    [{ any: [open, yes] }, true],
  ])('on answers of which some are unknown: %j is %s', (condition, expected) => {
    expect(truth(condition, { YES: true, NO: false })).toBe(expected);
  });

  const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
    condition: fc.oneof(
      { maxDepth: 4 },
      fc.record({ code: fc.constantFrom('A', 'B', 'C'), is: fc.boolean() }),
      fc.record({ code: fc.constantFrom('A', 'B', 'C'), answered: fc.boolean() }),
      fc.record({ all: fc.array(tie('condition'), { maxLength: 3 }) }),
      fc.record({ any: fc.array(tie('condition'), { maxLength: 3 }) }),
      fc.record({ not: tie('condition') }),
    ),
  }));

  it('never says of unknown answers what some answers would contradict', () => {
    const values = [true, false, undefined];
    fc.assert(
      fc.property(condition, fc.constantFrom(...values), (given, a) => {
        const said = truth(given, { A: a });
        const may = values.flatMap((b) => values.map((c) => truth(given, { A: a, B: b, C: c })));
        expect(may).not.toContain('unknown');
        if (said !== 'unknown') expect(new Set(may)).toEqual(new Set([said]));
      }),
      { numRuns: Math.min(5_000, propertyRuns) },
    );
  });
});
