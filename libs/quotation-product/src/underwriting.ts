import { isMet } from '@affinity-engine/questionnaire';
import type { Condition, Values } from '@affinity-engine/questionnaire';

/** The decision of a rule: accept the risk, refer it to an underwriter, or decline it. */
export type Decision = 'approve' | 'refer' | 'decline';

export type UnderwritingRule = {
  readonly code: string;
  /** The note shown for the rule, a sentence. */
  readonly text: string;
  readonly decision: Decision;
  readonly when: Condition;
};

export type UnderwritingNote = Pick<UnderwritingRule, 'code' | 'text' | 'decision'>;

/** The result of all rules: the gravest decision counts, `approve` if no rule applies. */
export type Underwriting = { readonly decision: Decision; readonly evaluations: readonly UnderwritingNote[] };

const gravest = ['decline', 'refer', 'approve'] as const satisfies readonly Decision[];

/** Applies every rule to the answers to contracting and those of a variant; the rules that apply leave their notes. */
export function underwrite(rules: readonly UnderwritingRule[], values: Values): Underwriting {
  const met = rules.filter(({ when }) => isMet(when, values));
  const decision = gravest.find((each) => met.some((rule) => rule.decision === each)) ?? 'approve';
  return { decision, evaluations: met.map(({ code, text, decision: said }) => ({ code, text, decision: said })) };
}
