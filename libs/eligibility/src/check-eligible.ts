import { refusal } from './errors.js';
import { reasonSentences, type Reason } from './reasons.js';

/**
 * Refuses a sale there are reasons against.
 * @throws NOT-ELIGIBLE with every reason: its code, the group that gives it, and a sentence
 */
export function checkEligible(reasons: readonly Reason[]): void {
  if (reasons.length === 0) return;
  throw refusal('NOT-ELIGIBLE', {
    reasons: reasons.map((reason) => ({ ...reason, message: reasonSentences[reason.code] })),
  });
}
