import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
// example
import { evaluate, needsEnhancedDiligence, pepQuestions, questionnaireProblems } from '@affinity-engine/questionnaire';
import type { Choice, Given, Questionnaire } from '@affinity-engine/questionnaire';

const people: readonly Choice[] = [
  { value: 'NATURAL', text: 'Pessoa física' },
  { value: 'LEGAL', text: 'Pessoa jurídica' },
];
const questionnaire: Questionnaire = {
  stages: ['contracting', 'proposal'],
  entries: [
    {
      code: 'PERSON-TYPE',
      stage: 'contracting',
      type: 'choice',
      text: 'Tipo de pessoa',
      required: true,
      choices: people,
    },
    { code: 'CLAIMS', stage: 'contracting', type: 'integer', text: 'Sinistros', required: true, min: 0, max: 2 },
    { code: 'DISCOUNT', stage: 'contracting', type: 'derived', from: ['CLAIMS'] },
    ...pepQuestions,
  ],
};
const problems = questionnaireProblems(questionnaire); // none: fit to be used
const given: Given = { derive: { DISCOUNT: (from) => (from.get('CLAIMS') === 0 ? '10' : '0') } };

const pep = { code: 'PEP', answer: 'YES' };
const natural = { code: 'PERSON-TYPE', answer: ' NATURAL ' };
const good = evaluate(questionnaire, [pep, natural, { code: 'CLAIMS', answer: '0' }], given);
const [discount, flagged] = [good.values.get('DISCOUNT'), needsEnhancedDiligence(good.values)]; // '10', true
const [first] = good.answers; // { code: 'PERSON-TYPE', answer: 'NATURAL', …, answerText: 'Pessoa física' }

const bad = evaluate(
  questionnaire,
  [natural, { code: 'CLAIMS', answer: 3 }, { code: 'PEP-NAME', answer: 'Ana' }],
  given,
);
const why = bad.unevaluated.map(({ code, reason }) => `${code}: ${reason}`);
// CLAIMS: out-of-range, DISCOUNT: depends, PEP: missing, PEP-NAME: depends, PEP-PARENTING: depends
// end

it('does what the README shows', () => {
  expect(problems).toEqual([]);
  expect([discount, flagged]).toEqual(['10', true]);
  expect(first).toEqual({
    code: 'PERSON-TYPE',
    answer: 'NATURAL',
    questionText: 'Tipo de pessoa',
    answerText: 'Pessoa física',
  });
  expect(why.join(', ')).toBe(
    'CLAIMS: out-of-range, DISCOUNT: depends, PEP: missing, PEP-NAME: depends, PEP-PARENTING: depends',
  );
});

it('is what the README shows', () => {
  const [, shown] = readFileSync(import.meta.filename, 'utf8').split(/^\/\/ (?:example|end)\n/m);
  expect(readFileSync(`${import.meta.dirname}/../README.md`, 'utf8')).toContain(shown);
});
