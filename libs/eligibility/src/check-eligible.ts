import { checkList, checkOption } from '@affinity-engine/kernel';
import { eligibilityError } from './errors.js';
import { reasonSentences, type Reason } from './reasons.js';

/**
 * Refuses a sale there are reasons against.
 * @throws NOT-ELIGIBLE with every reason: its code, the group that gives it, and a sentence
 * @throws OPTION-INVALID for what is no list of reasons
 */
export function checkEligible(reasons: readonly Reason[]): void {
  checkList('reasons', reasons);
  if (reasons.length === 0) return;
  for (const { code } of reasons) checkOption('code', code, Object.keys(reasonSentences));
  throw eligibilityError('NOT-ELIGIBLE', {
    reasons: reasons.map((reason) => ({ ...reason, message: reasonSentences[reason.code] })),
  });
}
