import { describe, expect, it } from '@jest/globals';
import type { Entry } from '@affinity-engine/questionnaire';
import { codes, derivedOfOffer } from './codes.js';
import { questionProblems } from './question-problems.js';
import { aQuotationProduct } from './testing/index.js';

const { entries } = aQuotationProduct().questionnaire;
const without = (code: string): readonly Entry[] => entries.filter((entry) => entry.code !== code);
const withQuestion = (code: string, change: object): readonly Entry[] =>
  entries.map((entry) => (entry.code === code ? ({ ...entry, ...change } as Entry) : entry));
const placeOf = (code: string): string => `questionnaire.entries[${entries.findIndex((entry) => entry.code === code)}]`;

/** A variant whose only question has a code. */
const variantOf = (code: string): object => ({
  questions: [{ code, type: 'integer', text: code, required: true, choices: [{ value: 1, text: '1' }] }],
});

const types: Readonly<Record<string, Entry['type']>> = {
  'BROKERAGE-COMMISSION': 'decimal',
  'GRIEVANCE-DISCOUNT': 'decimal',
  'LIMIT-DEDUCTIBLE': 'variants',
  'INSURED-NAME': 'text',
  IDENTITY: 'text',
  'INSURED-ADDRESS-STATE': 'choice',
  'START-VIGENCY-DATE': 'date',
  'INSURED-BIRTH-DATE': 'date',
  'PAYMENT-METHOD': 'choice',
  'PAYMENT-INSTALLMENT-IDENTIFIER': 'guid',
  'DUE-DAY': 'integer',
  'NET-VALUE': 'derived',
  'INTEREST-VALUE': 'derived',
  'TAX-VALUE': 'derived',
  'TOTAL-VALUE': 'derived',
  'INSTALLMENT-NUMBER': 'derived',
  PEP: 'choice',
};
const always = ['LIMIT-DEDUCTIBLE', 'INSURED-NAME', 'PAYMENT-METHOD', 'PAYMENT-INSTALLMENT-IDENTIFIER'];

describe('a question that others read', () => {
  it('is each that a quotation goes by, and who is politically exposed', () => {
    const read = [...Object.values(codes), ...Object.keys(derivedOfOffer), 'PEP'];
    expect(Object.keys(types).sort()).toEqual(read.sort());
  });

  it.each(Object.entries(types))('by the code %s is of the type %s, or its answers cannot be read', (code, type) => {
    const problems = questionProblems(withQuestion(code, { type: 'boolean' }));
    expect(problems).toEqual([{ path: `${placeOf(code)}.type`, expected: type }]);
  });

  it.each(Object.keys(types).filter((code) => !always.includes(code)))('by the code %s may be missing', (code) => {
    expect(questionProblems(without(code))).toEqual([]);
  });

  it.each(always)('by the code %s has to be there', (code) => {
    const expected = `a question ${code} of type ${types[code]}`;
    expect(questionProblems(without(code))).toEqual([{ path: 'questionnaire.entries', expected }]);
  });

  it('is derived from the offer that was chosen, or there is no value to derive', () => {
    const path = `${placeOf('TAX-VALUE')}.from`;
    const problems = questionProblems(withQuestion('TAX-VALUE', { from: ['PAYMENT-METHOD'] }));
    expect(problems).toEqual([{ path, expected: 'PAYMENT-INSTALLMENT-IDENTIFIER' }]);
  });

  it('has no choice beside those that are looked for to find politically exposed persons', () => {
    const choices = ['NO', 'YES', 'RELATION', 'FORMERLY'].map((value) => ({ value, text: value }));
    const problems = questionProblems(withQuestion('PEP', { choices }));
    expect(problems).toEqual([{ path: `${placeOf('PEP')}.choices[3].value`, expected: 'one of NO, YES, RELATION' }]);
  });
});

describe('a question of a variant', () => {
  const problem = (code: string) => ({
    path: `${placeOf('LIMIT-DEDUCTIBLE')}.questions[0].code`,
    expected: `a code of its own; ${code} is read outside of variants`,
  });

  it.each(['CLAIMS', 'LIMIT-DEDUCTIBLE'])('has a code no entry has: %s is one', (code) => {
    expect(questionProblems(withQuestion('LIMIT-DEDUCTIBLE', variantOf(code)))).toEqual([problem(code)]);
  });

  it.each(['GRIEVANCE-DISCOUNT', 'PEP', 'TAX-VALUE'])('has no code that is never looked for there: %s', (code) => {
    const changed = withQuestion('LIMIT-DEDUCTIBLE', variantOf(code)).map((entry) =>
      entry.code === code ? { ...entry, code: 'ANOTHER' } : entry,
    );
    expect(questionProblems(changed)).toEqual([problem(code)]);
  });

  it('has any other code', () => {
    expect(questionProblems(withQuestion('LIMIT-DEDUCTIBLE', variantOf('FRANCHISE')))).toEqual([]);
  });
});
