import { isDeepStrictEqual } from 'node:util';
import { describe, it } from '@jest/globals';
import fc from 'fast-check';
import type { Answer } from './answer.js';
import { evaluate } from './evaluate.js';
import type { Evaluation } from './evaluation.js';
import { answersOf, contractingAnswers, partnerGiven, partnerQuestionnaire, proposalAnswers } from './testing/index.js';

declare const propertyRuns: number;
const few = { numRuns: Math.ceil(propertyRuns / 10) };

const evaluation = (answers: readonly Answer[]): Evaluation => evaluate(partnerQuestionnaire, answers, partnerGiven);
const text = ({ values, ...rest }: Evaluation): string => JSON.stringify({ values: [...values], ...rest });
const codes = partnerQuestionnaire.entries.map(({ code }) => code);

const people = [
  [...contractingAnswers(), ...proposalAnswers],
  [...contractingAnswers('LEGAL'), ...proposalAnswers.filter(({ code }) => code.startsWith('PAYMENT'))],
];

/** Right, wrong, odd and unknown answers. */
const others: readonly Answer[] = [
  ...codes.flatMap((code) => [null, '', 7, 'x', true, [], {}, '__proto__'].map((answer) => ({ code, answer }))),
  ...['NATURAL', 'LEGAL'].map((answer) => ({ code: 'PERSON-TYPE', answer })),
  ...['NO', 'YES', 'RELATION'].map((answer) => ({ code: 'PEP', answer })),
  ...['CREDIT-CARD', 'TICKET'].map((answer) => ({ code: 'PAYMENT-METHOD', answer })),
  ...['529.982.247-25', '11.222.333/0001-81'].map((answer) => ({ code: 'IDENTITY', answer })),
  ...answersOf({ CLAIMS: '2', RETROACTIVITY: 6, CATEGORIES: ['SURGERY'], 'PEP-IDENTITY': '529.982.247-25' }),
  ...answersOf({ 'GRIEVANCE-DISCOUNT': '12.50', 'BROKERAGE-COMMISSION': 15, 'DUE-DAY': '20' }),
  ...['__proto__', 'constructor', 'NOBODY', ''].map((code) => ({ code, answer: 1 })),
];

/** Sets of answers: valid, except for some that are left out or added. */
const sheets: fc.Arbitrary<readonly Answer[]> = fc
  .tuple(
    fc.constantFrom(...people),
    fc.array(fc.nat(30), { maxLength: 3 }),
    fc.array(fc.constantFrom(...others), { maxLength: 4 }),
  )
  .map(([person, out, put]) => [...person.filter((_, index) => !out.includes(index)), ...put]);

/** A random order: each answer is swapped with one that the seed picks (R. A. Fisher and F. Yates). */
function shuffled(answers: readonly Answer[], seed: number): readonly Answer[] {
  const [order, state] = [[...answers], { seed }];
  for (let last = order.length - 1; last > 0; last -= 1) {
    state.seed = (Math.imul(state.seed, 1_664_525) + 1_013_904_223) >>> 0;
    const other = (state.seed >>> 8) % (last + 1);
    [order[last], order[other]] = [order[other] as Answer, order[last] as Answer];
  }
  return order;
}

describe('for any answers', () => {
  it('the order of the answers means nothing', () => {
    fc.assert(
      fc.property(sheets, fc.integer({ min: 0, max: 0xffff_ffff }), (answers, seed) => {
        return text(evaluation(answers)) === text(evaluation(shuffled(answers, seed)));
      }),
      { numRuns: propertyRuns },
    );
  });

  it('each code is evaluated or listed, and what depends on a code that is not evaluated says so', () => {
    fc.assert(
      fc.property(sheets, (answers) => {
        const { values, unevaluated } = evaluation(answers);
        const listed = unevaluated.map(({ code }) => code);
        const reason = new Map(unevaluated.map((each) => [each.code, each.reason]));
        const open = new Set(listed.filter((code) => reason.get(code) !== 'not-applicable'));
        const inOrder = codes.filter((code) => reason.has(code)).join() === listed.join();
        const apart = listed.every((code) => !values.has(code));
        const depending = unevaluated.every(({ reason, on = [] }) => (reason === 'depends') === on.length > 0);
        const grounded = unevaluated.every(({ on = [] }) => on.every((code) => open.has(code)));
        const fallen = partnerQuestionnaire.entries.every((entry) => {
          return entry.type !== 'derived' || !entry.from.some((code) => open.has(code)) || open.has(entry.code);
        });
        return inOrder && apart && depending && grounded && fallen;
      }),
      few,
    );
  });

  it('answers that were kept are kept again as they are', () => {
    fc.assert(
      fc.property(sheets, (answers) => {
        const first = evaluation(answers);
        const again = evaluation(first.answers);
        const kept = new Map(again.answers.map((each) => [each.code, JSON.stringify(each)]));
        if (first.unevaluated.length === 0 && text(again) !== text({ ...first, unknown: [], doubled: [] }))
          return false;
        return first.answers.every((each) => kept.get(each.code) === JSON.stringify(each));
      }),
      few,
    );
  });

  it('nothing that JSON can hold makes it fail, and what is kept is JSON', () => {
    const asked = fc.record({ code: fc.oneof(fc.constantFrom(...codes), fc.string()), answer: fc.jsonValue() });
    fc.assert(
      fc.property(fc.array(asked, { maxLength: 8 }), (added) => {
        const { answers } = evaluation([...contractingAnswers().slice(0, 5), ...added]);
        return isDeepStrictEqual(JSON.parse(JSON.stringify(answers)), answers);
      }),
      few,
    );
  });
});
