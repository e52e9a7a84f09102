import { proposalOf } from './parts-of.js';
import type { Quotation } from './quotation.js';

/** How a quotation stands with underwriting. */
export const underwritingStates = ['approved', 'referred', 'released', 'declined', 'refused'] as const;

/**
 * - `approved`: no rule stands against it
 * - `referred`: the variant that is proposed waits for an underwriter
 * - `released`, `declined`: what the underwriter decided of the proposal
 * - `refused`: the rules decline every variant
 */
export type UnderwritingState = (typeof underwritingStates)[number];

/** How a quotation stands with underwriting: by its proposal, or by all its variants before there is one. */
export function underwritingOf(quotation: Quotation): UnderwritingState {
  const { variants } = quotation;
  const proposal = proposalOf(quotation);
  if (proposal !== null) {
    if (proposal.declined) return 'declined';
    if (proposal.released) return 'released';
    const proposed = variants.find(({ id }) => id === proposal.variantId);
    return proposed?.underwriting.decision === 'refer' ? 'referred' : 'approved';
  }
  const refused = variants.length > 0 && variants.every(({ underwriting }) => underwriting.decision === 'decline');
  return refused ? 'refused' : 'approved';
}
