import { describe, expect, it } from '@jest/globals';
import { codeOf } from '@affinity-engine/kernel/testing';
import { evaluate } from './evaluate.js';
import { questionnaireProblems } from './problems.js';
import { upTo } from './stages.js';
import { contractingAnswers, partnerQuestionnaire, proposalAnswers } from './testing/index.js';

describe('a stage', () => {
  const contracting = upTo(partnerQuestionnaire, 'contracting');

  it('has what comes up by then, and is a questionnaire without a problem', () => {
    expect(new Set(contracting.entries.map(({ stage }) => stage))).toEqual(new Set(['contracting']));
    expect(contracting.entries).toHaveLength(20);
    expect(questionnaireProblems(contracting)).toEqual([]);
    expect(upTo(partnerQuestionnaire, 'proposal')).toEqual(partnerQuestionnaire);
  });

  it('does not know what comes up later', () => {
    const { unevaluated, unknown } = evaluate(contracting, [...contractingAnswers(), ...proposalAnswers]);
    expect(unevaluated).toEqual([]);
    expect(unknown).toEqual(proposalAnswers.map(({ code }) => code).sort());
  });

  it('is one of the questionnaire’s', () => {
    expect(codeOf(() => upTo(partnerQuestionnaire, 'checkout'))).toBe('QUESTIONNAIRE-INVALID');
  });
});
