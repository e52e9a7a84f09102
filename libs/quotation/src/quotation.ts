import type { Instant } from '@affinity-engine/kernel';
import type { Installment, Offer } from '@affinity-engine/premium';
import type { Answered } from '@affinity-engine/questionnaire';
import type { VariantPrice } from '@affinity-engine/quotation-product';

export type QuotationId = string;

/** One way to pay, with the identifier a proposal chooses it by. Amounts are minor units. */
export type OfferedInstallments = Offer & { readonly id: string };

/** The ways to pay by one payment method. */
export type PaymentOption = { readonly method: string; readonly offers: readonly OfferedInstallments[] };

/** One priced variant of the cover. A declined one has a price but cannot be proposed. */
export type PricedVariant = Omit<VariantPrice, 'paymentOptions'> & {
  readonly id: string;
  readonly paymentOptions: readonly PaymentOption[];
};

/** The acceptance of a price with a payment choice. */
export type Proposal = {
  /** 14 digits: the quotation's number and a sequence of four. */
  readonly number: string;
  readonly sequence: number;
  readonly madeAt: Instant;
  readonly variantId: string;
  readonly offerId: string;
  readonly method: string;
  /**
   * The insured is politically exposed, or close to a person who is: the insurer checks more closely. Never a reason
   * to decline.
   */
  readonly enhancedDiligence: boolean;
  /** As stored and shown. They may replace answers of contracting, see {@link answersOf}. */
  readonly answers: readonly Answered[];
  /** Codes of contracting that the proposal leaves blank. */
  readonly withdrawn: readonly string[];
  /** The variants as contracting priced them, if the proposal changed them; their offers can still be chosen. */
  readonly contracted: readonly PricedVariant[];
  /** Whether an underwriter has released a referred proposal. */
  readonly released: boolean;
  /** Whether an underwriter has declined a referred proposal: it cannot be checked out. */
  readonly declined: boolean;
};

/** Locks a quotation while its payment is undecided. */
export type PaymentLock = {
  readonly proposalNumber: string;
  /** Until then the checkout waits for its payment; afterwards another one may ask for the result. */
  readonly until: Instant;
};

/** How a proposal was accepted. */
export type Confirmation = {
  readonly at: Instant;
  /** The provider's name of the charge, null if nothing was charged. */
  readonly paymentReference: string | null;
  /** Its amounts add up exactly to the total, its interest and its tax. */
  readonly schedule: readonly Installment[];
};

/** The fields of every quotation: answers to a product's questionnaire, with their prices. */
export type Quoted = {
  readonly id: QuotationId;
  readonly subscriptionId: string;
  /** The broker's register number. Text: leading zeros count. */
  readonly registerNumber: string;
  /** 10 digits. */
  readonly number: string;
  readonly operationCode: string;
  /** The currency of every amount. */
  readonly currency: string;
  readonly productVersion: string;
  /** The answers of contracting, as stored and shown, in questionnaire order. */
  readonly answers: readonly Answered[];
  readonly variants: readonly PricedVariant[];
  /** How many proposals were made to date. */
  readonly proposals: number;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  /** Counts changes; updates are guarded by it. */
  readonly version: number;
};

/** Priced, without a current proposal. */
export type Draft = Quoted & { readonly status: 'draft' };

/** Proposed, not accepted yet. */
export type Proposed = Quoted & {
  readonly status: 'proposed';
  readonly proposal: Proposal;
  /** Set while its payment is undecided; nothing else may change the quotation then. */
  readonly paymentLock: PaymentLock | null;
};

/** Its proposal was accepted. */
export type Confirmed = Quoted & {
  readonly status: 'confirmed';
  readonly proposal: Proposal;
  readonly confirmation: Confirmation;
};

/** It ended before a proposal was accepted. */
export type Expired = Quoted & { readonly status: 'expired'; readonly proposal: Proposal | null };

export type Quotation = Draft | Proposed | Confirmed | Expired;

export type QuotationStatus = Quotation['status'];

/** The status as stored, listed and shown: a proposed quotation is still a draft there. */
export type ListedStatus = Exclude<QuotationStatus, 'proposed'>;

/** A key with which brokers' systems quote. */
export type Subscription = {
  readonly id: string;
  readonly name: string;
  /** The brokers it may quote for. */
  readonly registerNumbers: readonly string[];
  /** The partner whose affinity groups restrict sales with the key, if any. */
  readonly partnerId: string | null;
  /** Digest of the key; the key itself is shown once and not stored. */
  readonly keyHash: string;
  readonly createdAt: Instant;
  readonly revokedAt: Instant | null;
  readonly version: number;
};
