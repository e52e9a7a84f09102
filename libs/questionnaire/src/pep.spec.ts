import { describe, expect, it } from '@jest/globals';
import type { Answer } from './answer.js';
import { evaluate } from './evaluate.js';
import { needsEnhancedDiligence, pepQuestions } from './pep.js';
import { questionnaireProblems } from './problems.js';
import type { Questionnaire } from './question.js';
import { answersOf } from './testing/index.js';

const questionnaire: Questionnaire = {
  stages: ['contracting', 'proposal'],
  entries: [
    {
      code: 'PERSON-TYPE',
      stage: 'contracting',
      type: 'choice',
      text: 'Tipo de pessoa',
      required: true,
      choices: ['NATURAL', 'LEGAL'].map((value) => ({ value, text: value })),
    },
    ...pepQuestions,
  ],
};
const evaluation = (answers: readonly Answer[]) => evaluate(questionnaire, answers);
const problems = (byCode: Readonly<Record<string, unknown>>) =>
  evaluation(answersOf(byCode)).unevaluated.map(({ code, reason }) => `${code} ${reason}`);

const related = { 'PEP-NAME': 'Maria', 'PEP-PARENTING': 'OTHER', 'PEP-IDENTITY': '529.982.247-25' };
const notApplicable = Object.keys(related).map((code) => `${code} not-applicable`);

describe('political exposure', () => {
  it('is asked by questions without a problem', () => {
    expect(questionnaireProblems(questionnaire)).toEqual([]);
  });

  it.each([
    [
      'has to be answered by a natural person',
      { 'PERSON-TYPE': 'NATURAL' },
      ['PEP missing', 'PEP-NAME depends', 'PEP-PARENTING depends'],
    ],
    ['may be none', { 'PERSON-TYPE': 'NATURAL', PEP: 'NO' }, []],
    ['may be one’s own', { 'PERSON-TYPE': 'NATURAL', PEP: 'YES' }, []],
    ['may be another’s, with name and relation', { 'PERSON-TYPE': 'NATURAL', PEP: 'RELATION', ...related }, []],
    [
      'that is another’s needs name and relation, and no CPF',
      { 'PERSON-TYPE': 'NATURAL', PEP: 'RELATION' },
      ['PEP-NAME missing', 'PEP-PARENTING missing'],
    ],
    [
      'that is another’s needs a CPF that checks, where there is one',
      { 'PERSON-TYPE': 'NATURAL', PEP: 'RELATION', ...related, 'PEP-IDENTITY': '529.982.247-26' },
      ['PEP-IDENTITY malformed'],
    ],
    ['that is none has nobody else in it', { 'PERSON-TYPE': 'NATURAL', PEP: 'NO', ...related }, notApplicable],
    ['that is one’s own has nobody else in it', { 'PERSON-TYPE': 'NATURAL', PEP: 'YES', ...related }, notApplicable],
    ['is nothing a company has', { 'PERSON-TYPE': 'LEGAL' }, []],
    ['answered by a company is refused, even none', { 'PERSON-TYPE': 'LEGAL', PEP: 'NO' }, ['PEP not-applicable']],
    [
      'answered by a company is refused, and so is who it is',
      { 'PERSON-TYPE': 'LEGAL', PEP: 'RELATION', ...related },
      ['PEP not-applicable', ...notApplicable],
    ],
    [
      'can’t be judged where the kind of person is not known',
      { PEP: 'RELATION', ...related },
      ['PERSON-TYPE missing', 'PEP depends', 'PEP-NAME depends', 'PEP-PARENTING depends', 'PEP-IDENTITY depends'],
    ],
    [
      'is answered in capitals',
      { 'PERSON-TYPE': 'NATURAL', PEP: 'no' },
      ['PEP not-a-choice', 'PEP-NAME depends', 'PEP-PARENTING depends'],
    ],
  ])('%s', (_, answers, expected) => {
    expect(problems(answers)).toEqual(expected);
  });

  it.each([
    ['YES', 'NATURAL', {}, true],
    ['RELATION', 'NATURAL', related, true],
    ['NO', 'NATURAL', {}, false],
    ['YES', 'LEGAL', {}, false],
    [null, 'LEGAL', {}, false],
  ])('%s of a %s person asks for enhanced diligence or does not', (pep, personType, others, expected) => {
    const { values } = evaluation(answersOf({ 'PERSON-TYPE': personType, PEP: pep, ...others }));
    expect(needsEnhancedDiligence(values)).toBe(expected);
  });
});
