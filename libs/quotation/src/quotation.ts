import type { Instant } from '@affinity-engine/kernel';
import type { Installment, Offer } from '@affinity-engine/premium';
import type { Answered } from '@affinity-engine/questionnaire';
import type { VariantPrice } from '@affinity-engine/quotation-product';

export type QuotationId = string;

/** One way to pay, with the identifier a proposal chooses it by. Amounts are minor units. */
export type OfferedInstallments = Offer & { readonly id: string };

/** The ways to pay by one payment method. */
export type PaymentOption = { readonly method: string; readonly offers: readonly OfferedInstallments[] };

/** One variant of the cover, priced. A variant that is declined keeps its price and cannot be proposed. */
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
  /** Somebody politically exposed, or close to one: the insurer looks closer. Never a reason to decline. */
  readonly enhancedDiligence: boolean;
  /** As they are kept and shown. They may change answers of contracting, see {@link answersOf}. */
  readonly answers: readonly Answered[];
  /** Codes of contracting that it leaves blank. */
  readonly withdrawn: readonly string[];
  /** The variants as contracting priced them, where the proposal has changed them; their offers can still be chosen. */
  readonly contracted: readonly PricedVariant[];
  /** Whether an underwriter has released what the rules referred. */
  readonly released: boolean;
};

/** Keeps everything else off a quotation while its payment is not decided. */
export type PaymentLock = {
  readonly proposalNumber: string;
  /** Until then whoever asked for the payment waits for it; afterwards somebody else may ask again. */
  readonly until: Instant;
};

/** How a proposal was accepted. */
export type Confirmation = {
  readonly at: Instant;
  /** What the payment provider calls the charge, null where nothing was charged. */
  readonly paymentReference: string | null;
  /** Adds up to the total, its interest and its tax, to the cent. */
  readonly schedule: readonly Installment[];
};

/** What every quotation has: answers to a product's questionnaire, with their prices. */
export type Quoted = {
  readonly id: QuotationId;
  readonly subscriptionId: string;
  /** The broker it is quoted for, as the subscription knows it. Text: leading zeros count. */
  readonly registerNumber: string;
  /** 10 digits. */
  readonly number: string;
  readonly operationCode: string;
  /** Of every amount. */
  readonly currency: string;
  readonly productVersion: string;
  /** Those of contracting, as they are kept and shown, in the order of the questionnaire. */
  readonly answers: readonly Answered[];
  readonly variants: readonly PricedVariant[];
  /** How many proposals were made so far. */
  readonly proposals: number;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  /** Counts changes; an update is guarded by it. */
  readonly version: number;
};

/** Priced, and not proposed since. */
export type Draft = Quoted & { readonly status: 'draft' };

/** Proposed, and not accepted yet. */
export type Proposed = Quoted & {
  readonly status: 'proposed';
  readonly proposal: Proposal;
  /** There while its payment is not decided: until then nothing else happens to the quotation. */
  readonly paymentLock: PaymentLock | null;
};

/** Its proposal was accepted. */
export type Confirmed = Quoted & {
  readonly status: 'confirmed';
  readonly proposal: Proposal;
  readonly confirmation: Confirmation;
};

/** Its days were over before a proposal was accepted. */
export type Expired = Quoted & { readonly status: 'expired'; readonly proposal: Proposal | null };

export type Quotation = Draft | Proposed | Confirmed | Expired;

export type QuotationStatus = Quotation['status'];

/** A status as it is kept, listed and shown: what is proposed is a draft still. */
export type ListedStatus = Exclude<QuotationStatus, 'proposed'>;

/** A key with which brokers' systems quote. */
export type Subscription = {
  readonly id: string;
  readonly name: string;
  /** The brokers it may quote for. */
  readonly registerNumbers: readonly string[];
  /** The partner whose affinity groups bind what is sold with the key; null where none does. */
  readonly partnerId: string | null;
  /** Digest of the key; the key itself is shown once and never kept. */
  readonly keyHash: string;
  readonly createdAt: Instant;
  readonly revokedAt: Instant | null;
  readonly version: number;
};
