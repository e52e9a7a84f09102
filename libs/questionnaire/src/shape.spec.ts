import { describe, expect, it } from '@jest/globals';
import { questionnaireProblems, type Questionnaire } from './index.js';
import { partnerQuestionnaire } from './testing/index.js';

/** The problems of any value, as plain JavaScript may pass it. */
const problemsOf = (given: unknown) =>
  questionnaireProblems(given as Questionnaire).map(({ path, code, problem, expected }) => {
    expect(problem).toBe('shape-invalid');
    return `${path}${code === '' ? '' : ` of ${code}`}: ${expected}`;
  });
const withEntry = (entry: unknown) => problemsOf({ stages: ['s'], entries: [entry] });
const question = { code: 'A', stage: 's', type: 'text', text: 'A?', required: true };
const types = 'text, integer, decimal, date, guid, boolean, choice, list';

describe('the shape of a questionnaire', () => {
  it('is right in the published one', () => {
    expect(questionnaireProblems(partnerQuestionnaire)).toEqual([]);
  });

  it.each([null, undefined, 7, 'text', []])('is refused as a whole where it is %j', (given) => {
    expect(problemsOf(given)).toEqual([': an object']);
  });

  it('has stages and entries, each a list', () => {
    expect(problemsOf({})).toEqual(['stages: a value; it is missing', 'entries: a value; it is missing']);
    expect(problemsOf({ stages: 's', entries: {} })).toEqual(['stages: a list', 'entries: a list']);
    expect(problemsOf({ stages: [1], entries: [], more: 1 })).toEqual([
      'stages[0]: text',
      'more: no such property; known are stages, entries',
    ]);
  });

  it.each([
    [null, ['entries[0]: an object']],
    [{ code: 'A' }, [`entries[0].type of A: one of ${types}, variants, derived`]],
    [{ code: 7, type: 'constructor' }, [`entries[0].type: one of ${types}, variants, derived`]],
    [
      { type: 'guid' },
      ['code', 'text', 'required', 'stage'].map((name) => `entries[0].${name}: a value; it is missing`),
    ],
    [
      { ...question, required: 'yes' },
      [`entries[0].required of A: ${'a condition: code with is, in or answered; or all, any or not'}`],
    ],
    [
      { ...question, maxLength: -1, minLength: '1' },
      ['maxLength', 'minLength'].map((name) => `entries[0].${name} of A: a whole number, not below zero`),
    ],
    [
      { ...question, min: 1 },
      [
        'entries[0].min of A: no such property; known are code, type, text, required, stage, applies, checkedWith, minLength, maxLength, format, default',
      ],
    ],
    [{ ...question, format: 7 }, ['entries[0].format of A: text']],
    [
      { ...question, format: [{ where: {}, format: 'cpf' }] },
      ['entries[0].format[0].where of A: a condition: code with is, in or answered; or all, any or not'],
    ],
    [
      { ...question, applies: { all: [{ code: 'B', is: null }] } },
      ['entries[0].applies.all[0].is of A: text, a number, true or false'],
    ],
    [
      { ...question, applies: { code: 'B', is: 1, in: [] } },
      ['entries[0].applies.in of A: no such property; known are code, is'],
    ],
    [{ ...question, checkedWith: 'B' }, ['entries[0].checkedWith of A: a list']],
    [
      { ...question, type: 'integer', min: '1', choices: [{ value: '1' }] },
      [
        'entries[0].min of A: a number',
        'entries[0].choices[0].text of A: a value; it is missing',
        'entries[0].choices[0].value of A: a number',
      ],
    ],
    [{ ...question, type: 'date', min: 2026 }, ['entries[0].min of A: text']],
    [{ ...question, type: 'choice', choices: 'X' }, ['entries[0].choices of A: a list']],
    [
      { ...question, type: 'variants', questions: [{ ...question, type: 'variants' }] },
      [`entries[0].questions[0].type of A: one of ${types}`],
    ],
    [
      { ...question, type: 'variants', questions: [question] },
      [
        'entries[0].questions[0].stage of A: no such property; known are code, type, text, required, applies, checkedWith, minLength, maxLength, format, default',
      ],
    ],
    [{ code: 'D', stage: 's', type: 'derived', from: 'A' }, ['entries[0].from of D: a list']],
  ])('is refused in the entry %j', (entry, problems) => {
    expect(withEntry(entry)).toEqual(problems);
  });

  it('ends also where a condition contains itself, once or twice', () => {
    const tooDeep = expect.stringContaining('nested at most 50 deep');
    const once: Record<string, unknown> = {};
    once['not'] = once;
    expect(withEntry({ ...question, applies: once })).toEqual([tooDeep]);
    const twice: Record<string, unknown> = {};
    twice['all'] = [twice, twice];
    expect(withEntry({ ...question, applies: twice })).toEqual([tooDeep, tooDeep]);
    const deep = Array.from({ length: 60 }).reduce<unknown>((inner) => ({ not: inner }), { code: 'A', answered: true });
    expect(withEntry({ ...question, applies: deep })).toEqual([tooDeep]);
  });
});
