import { errorsOf } from '@affinity-engine/kernel';

/** Every error of this context: code → sentence. */
export const quotationErrors = {
  'ANSWERS-NOT-EVALUATED': 'One or more answers could not be evaluated.',
  'CARD-INVALID': 'The credit card is not what a charge needs.',
  'CHECKOUT-UNDER-WAY': 'The quotation is being checked out; its payment is not decided yet.',
  'NAMES-TOO-MANY': 'There are too many quotations to sort them by the name of the insured.',
  'OPERATION-UNKNOWN': 'There is no product with this operation code.',
  'PAYMENT-REFUSED': 'The payment was refused.',
  'PAYMENT-UNDECIDED': 'The payment provider did not answer; check out again.',
  'PAYMENT-UNMATCHED':
    'The card was charged for a proposal that no longer stands; the charge is on record, to be returned.',
  'PROPOSAL-MISSING': 'The quotation has no proposal yet.',
  'PROPOSAL-SUPERSEDED': 'This is not the proposal that stands now.',
  'PROPOSALS-EXHAUSTED': 'No further proposal can be made of this quotation.',
  'QUOTATION-CONFIRMED': 'The quotation was checked out already.',
  'QUOTATION-EXPIRED': 'The quotation has expired; make a new one.',
  'QUOTATION-NOT-FOUND': 'There is no such quotation.',
  'REFERRAL-DECLINED': 'An underwriter has declined this proposal; make another one.',
  'REFERRAL-OPEN': 'An underwriter has to release this quotation first.',
  'REGISTER-NUMBER-REFUSED': 'The register number is not one of this subscription.',
  'SUBSCRIPTION-UNKNOWN': 'There is no such subscription.',
} as const;

export type QuotationErrorCode = keyof typeof quotationErrors;

export const quotationError = errorsOf(quotationErrors);
