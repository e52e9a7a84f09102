export { checkEligible } from './check-eligible.js';
export { eligibilityErrors, type EligibilityErrorCode } from './errors.js';
export { holderJurisdiction } from './holder-jurisdiction.js';
export { reasonsAgainst, reasonSentences, type Reason, type ReasonCode } from './reasons.js';
export type * from './terms.js';
