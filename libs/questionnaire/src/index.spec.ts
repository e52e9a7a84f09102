import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import * as questionnaire from './index.js';

const readme = readFileSync(`${import.meta.dirname}/../README.md`, 'utf8');

describe('the questionnaire library', () => {
  it('has these public names', () => {
    expect(Object.keys(questionnaire).sort().join(' ')).toBe(
      'evaluate isMet isPossible mostItems needsEnhancedDiligence pepQuestions questionnaireErrors questionnaireProblems upTo valuesOf',
    );
  });

  it('explains its refusals in its README, and no other', () => {
    const rows = [...readme.matchAll(/^\| `([A-Z-]+)` \| (.+?) \|$/gm)].map(([, code, sentence]) => [code, sentence]);
    expect(Object.fromEntries(rows)).toEqual(questionnaire.questionnaireErrors);
  });

  it('explains every reason in its README as its type does, and no other', () => {
    const source = readFileSync(`${import.meta.dirname}/answer.ts`, 'utf8');
    const [, union = ''] = /export type UnevaluatedReason =([^;]+);/.exec(source) ?? [];
    const reasons = [...union.matchAll(/'([a-z-]+)'/g)].map(([, reason]) => reason);
    const rows = (text: string) => [...text.matchAll(/^(?: \* )?\| ([a-z]+(?:-[a-z]+)*) \| (\S.*) \|$/gm)];
    const section = readme.split('\n## Reasons\n')[1]?.split('\n## ')[0] ?? '';
    expect(reasons.length).toBeGreaterThan(5);
    expect(rows(source).map(([, reason]) => reason)).toEqual(reasons);
    expect(rows(section).map(([, ...row]) => row)).toEqual(rows(source).map(([, ...row]) => row));
  });

  it('explains every problem in its README, and no other', () => {
    const source = readFileSync(`${import.meta.dirname}/problem.ts`, 'utf8');
    const [, union = ''] = /export type ProblemName =([^;]+);/.exec(source) ?? [];
    const names = [...union.matchAll(/'([a-z-]+)'/g)].map(([, name]) => name);
    const section = readme.split('\n## Problems\n')[1]?.split('\n## ')[0] ?? '';
    expect(names.length).toBeGreaterThan(5);
    expect([...section.matchAll(/`([a-z]+(?:-[a-z]+)*)`/g)].map(([, name]) => name).sort()).toEqual(names);
  });
});
