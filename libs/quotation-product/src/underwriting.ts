import { isMet } from '@affinity-engine/questionnaire';
import type { Condition, Values } from '@affinity-engine/questionnaire';

/** What a rule says where it holds: take the risk, let an underwriter look at it first, or do not take it. */
export type Decision = 'approve' | 'refer' | 'decline';

export type UnderwritingRule = {
  readonly code: string;
  /** What is told of it, as a sentence. */
  readonly text: string;
  readonly decision: Decision;
  readonly when: Condition;
};

export type UnderwritingNote = Pick<UnderwritingRule, 'code' | 'text' | 'decision'>;

/** What the rules come to: the gravest decision counts, `approve` where none holds. */
export type Underwriting = { readonly decision: Decision; readonly evaluations: readonly UnderwritingNote[] };

const gravest = ['decline', 'refer', 'approve'] as const satisfies readonly Decision[];

/** Holds every rule against the answers to contracting and those of a variant; each that holds is told. */
export function underwrite(rules: readonly UnderwritingRule[], values: Values): Underwriting {
  const met = rules.filter(({ when }) => isMet(when, values));
  const decision = gravest.find((each) => met.some((rule) => rule.decision === each)) ?? 'approve';
  return { decision, evaluations: met.map(({ code, text, decision: said }) => ({ code, text, decision: said })) };
}
