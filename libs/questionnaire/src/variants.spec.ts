import { describe, expect, it } from '@jest/globals';
import type { Answered, Variant } from './answer.js';
import { valuesOf } from './answer.js';
import { evaluate } from './evaluate.js';
import { answersOf, contractingAnswers, partnerGiven, partnerQuestionnaire } from './testing/index.js';
import { upTo } from './stages.js';

const contracting = upTo(partnerQuestionnaire, 'contracting');
const variantsWere = (answer: unknown) => {
  const others = contractingAnswers().filter(({ code }) => code !== 'LIMIT-DEDUCTIBLE');
  const { answers, unevaluated } = evaluate(
    contracting,
    [...others, { code: 'LIMIT-DEDUCTIBLE', answer }],
    partnerGiven,
  );
  return { answered: answers.find(({ code }) => code === 'LIMIT-DEDUCTIBLE'), unevaluated };
};
const variant = (limit: unknown, deductible: unknown) => answersOf({ LIMIT: limit, DEDUCTIBLE: deductible });

describe('limits and deductibles', () => {
  it('are kept and shown as the published reply shows them', () => {
    const { answered, unevaluated } = variantsWere([variant(100000, 'DEFAULT')]);
    const standard = 'Padrão - 10% dos prejuízos indenizáveis com o mínimo de R$ 1.000,00';
    expect(unevaluated).toEqual([]);
    expect(answered).toEqual({
      code: 'LIMIT-DEDUCTIBLE',
      questionText: 'Limite e franquia',
      answer: [
        [
          { code: 'LIMIT', answer: 100000, questionText: 'Limite de cobertura', answerText: 'R$ 100.000' },
          { code: 'DEDUCTIBLE', answer: 'DEFAULT', questionText: 'Franquia', answerText: standard },
        ],
      ],
      answerText: [`R$ 100.000 / ${standard}`],
    } satisfies Answered);
  });

  it('come in the order of their questions, the variants in that of the answer', () => {
    const { answered } = variantsWere([variant('2000000', ' MINIMUM ').toReversed(), variant(30000, 'REDUCED')]);
    const variants = answered?.answer as readonly Variant[];
    expect(variants.map((each) => [...valuesOf(each)])).toEqual([
      [
        ['LIMIT', 2000000],
        ['DEDUCTIBLE', 'MINIMUM'],
      ],
      [
        ['LIMIT', 30000],
        ['DEDUCTIBLE', 'REDUCED'],
      ],
    ]);
  });

  it.each([
    ['is missing', [variant(100000, null)], [{ at: '0.DEDUCTIBLE', reason: 'missing' }]],
    ['is not among the limits', [variant(99999, 'DEFAULT')], [{ at: '0.LIMIT', reason: 'not-a-choice' }]],
    [
      'is of the wrong type, in either variant',
      [variant('much', 'DEFAULT'), variant(30000, 1)],
      [
        { at: '0.LIMIT', reason: 'wrong-type' },
        { at: '1.DEDUCTIBLE', reason: 'wrong-type' },
      ],
    ],
    [
      'is of a question there is not',
      [[...variant(30000, 'DEFAULT'), { code: 'EXCESS', answer: 1 }]],
      [{ at: '0.EXCESS', reason: 'unknown' }],
    ],
    [
      'is there twice',
      [[...variant(30000, 'DEFAULT'), { code: 'LIMIT', answer: 30000 }]],
      [{ at: '0.LIMIT', reason: 'doubled' }],
    ],
    ['is no list of answers', [variant(30000, 'DEFAULT'), 'LIMIT'], [{ at: '1', reason: 'wrong-type' }]],
    ['is no answer', [[{ code: 'LIMIT' }]], [{ at: '0', reason: 'wrong-type' }]],
    ['has no code', [[{ answer: 1 }]], [{ at: '0', reason: 'wrong-type' }]],
    [
      'hides in a prototype',
      [[JSON.parse('{"__proto__": {"code": "LIMIT", "answer": 1}}')]],
      [{ at: '0', reason: 'wrong-type' }],
    ],
  ])('are distinguished where something %s', (_, answer, within) => {
    expect(variantsWere(answer).unevaluated).toEqual([{ code: 'LIMIT-DEDUCTIBLE', reason: 'items', within }]);
  });

  it.each([
    ['missing', []],
    ['missing', null],
    ['wrong-type', { LIMIT: 100000 }],
    ['wrong-type', '[[]]'],
    ['doubled', [variant(30000, 'DEFAULT'), variant('30000', 'DEFAULT')]],
    ['out-of-range', Array.from({ length: 51 }, () => variant(30000, 'DEFAULT'))],
  ])('are %s as a whole for %j', (reason, answer) => {
    expect(variantsWere(answer).unevaluated).toEqual([{ code: 'LIMIT-DEDUCTIBLE', reason }]);
  });
});
