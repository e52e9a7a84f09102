import type { Instant } from '@affinity-engine/kernel';
import { quotationError, type QuotationErrorCode } from './errors.js';
import { proposalOf, quotedOf } from './parts-of.js';
import type { Confirmation, Confirmed, Draft, Expired, PricedVariant } from './quotation.js';
import type { Proposal, Proposed, Quotation, QuotationStatus, Quoted } from './quotation.js';

/** The events of a quotation. */
export type QuotationEvent = 'edit' | 'propose' | 'release' | 'decline' | 'check-out' | 'expire';

type Lifecycle = Record<QuotationStatus, Partial<Record<QuotationEvent, QuotationStatus>>>;

/** All transitions. Any other is refused. */
export const quotationLifecycle = {
  draft: { edit: 'draft', propose: 'proposed', expire: 'expired' },
  proposed: {
    ...{ edit: 'draft', propose: 'proposed', release: 'proposed', decline: 'proposed' },
    ...{ 'check-out': 'confirmed', expire: 'expired' },
  },
  confirmed: {},
  expired: {},
} as const satisfies Lifecycle;

type StatusWith<Event extends QuotationEvent> = {
  [Status in QuotationStatus]: Event extends keyof (typeof quotationLifecycle)[Status] ? Status : never;
}[QuotationStatus];

/** A quotation whose status allows an event. */
export type Allowing<Event extends QuotationEvent> = Extract<Quotation, { readonly status: StatusWith<Event> }>;

/** The error of each status. A proposed quotation refuses only while its payment is undecided. */
const refusals = {
  draft: 'PROPOSAL-MISSING',
  proposed: 'CHECKOUT-UNDER-WAY',
  confirmed: 'QUOTATION-CONFIRMED',
  expired: 'QUOTATION-EXPIRED',
} as const satisfies Record<QuotationStatus, QuotationErrorCode>;

/**
 * Returns the quotation if its status allows the event.
 * @throws PROPOSAL-MISSING, QUOTATION-CONFIRMED, QUOTATION-EXPIRED if the table has no such transition
 * @throws CHECKOUT-UNDER-WAY for anything but checkout while a payment is undecided
 */
export function allow<Event extends QuotationEvent>(quotation: Quotation, event: Event): Allowing<Event> {
  if (isAllowed(quotation, event) && (event === 'check-out' || !isLocked(quotation))) return quotation;
  throw quotationError(refusals[quotation.status], { id: quotation.id });
}

const isAllowed = <Event extends QuotationEvent>(quotation: Quotation, event: Event): quotation is Allowing<Event> =>
  event in quotationLifecycle[quotation.status];

const isLocked = (quotation: Quotation): boolean => quotation.status === 'proposed' && quotation.paymentLock !== null;

/** With new prices; the proposal is dropped. */
export const edited = (
  quotation: Allowing<'edit'>,
  priced: Pick<Quoted, 'operationCode' | 'currency' | 'productVersion' | 'answers' | 'variants'>,
): Draft => ({ ...quotedOf(quotation), ...priced, status: 'draft' });

export const proposed = (
  quotation: Allowing<'propose'>,
  proposal: Proposal,
  variants: readonly PricedVariant[],
): Proposed => ({
  ...quotedOf(quotation),
  variants,
  proposals: proposal.sequence,
  status: 'proposed',
  proposal,
  paymentLock: null,
});

export const released = (quotation: Allowing<'release'>): Proposed => ({
  ...quotation,
  proposal: { ...quotation.proposal, released: true, declined: false },
});

export const declined = (quotation: Allowing<'decline'>): Proposed => ({
  ...quotation,
  proposal: { ...quotation.proposal, released: false, declined: true },
});

export const confirmed = (quotation: Allowing<'check-out'>, confirmation: Confirmation): Confirmed => ({
  ...quotedOf(quotation),
  status: 'confirmed',
  proposal: quotation.proposal,
  confirmation,
});

export const expired = (quotation: Allowing<'expire'>): Expired => ({
  ...quotedOf(quotation),
  status: 'expired',
  proposal: proposalOf(quotation),
});

/** Whether a quotation has ended but is not marked as expired yet. One that is being paid does not expire. */
export const hasExpired = (quotation: Quotation, now: Instant): quotation is Allowing<'expire'> =>
  isAllowed(quotation, 'expire') && !isLocked(quotation) && quotation.expiresAt <= now;

/** The quotation as of now: expired after its last day, even if the expiry job has not run yet. */
export const asOf = (quotation: Quotation, now: Instant): Quotation =>
  hasExpired(quotation, now) ? expired(quotation) : quotation;
