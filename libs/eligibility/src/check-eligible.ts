import { checkList, checkOption, type ErrorProperties } from '@affinity-engine/kernel';
import { eligibilityError } from './errors.js';
import { reasonSentences, type Reason } from './reasons.js';

/**
 * Refuses a sale if there are reasons against it.
 * @param about what else is known of the sale: properties of the error
 * @throws NOT-ELIGIBLE with every reason: its code, its group, and a sentence
 * @throws OPTION-INVALID for a value that is not a list of reasons
 */
export function checkEligible(reasons: readonly Reason[], about: ErrorProperties = {}): void {
  checkList('reasons', reasons);
  if (reasons.length === 0) return;
  for (const { code } of reasons) checkOption('code', code, Object.keys(reasonSentences));
  throw eligibilityError('NOT-ELIGIBLE', {
    ...about,
    reasons: reasons.map((reason) => ({ ...reason, message: reasonSentences[reason.code] })),
  });
}
