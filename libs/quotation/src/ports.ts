import type { Reason } from '@affinity-engine/eligibility';
import type { TaxRow } from '@affinity-engine/premium';
import type { Audit, Instant, PlainDate, Work } from '@affinity-engine/kernel';
import type { QuotationProduct } from '@affinity-engine/quotation-product';
import type { Card } from './card.js';
import type { UnderwritingState } from './underwriting.js';
import type { ListedStatus, Proposed, Quotation, QuotationId, Subscription } from './quotation.js';

export interface Quotations {
  find(id: QuotationId): Promise<Quotation | null>;
  add(quotation: Quotation): void;
  /** Guarded by `version`. */
  save(quotation: Quotation): void;
}

export interface Subscriptions {
  find(id: string): Promise<Subscription | null>;
  findByKeyHash(keyHash: string): Promise<Subscription | null>;
  add(subscription: Subscription): void;
  /** Guarded by `version`. */
  save(subscription: Subscription): void;
}

/** The ports of one unit of work. */
export type QuotationPorts = {
  readonly quotations: Quotations;
  readonly subscriptions: Subscriptions;
  readonly audit: Audit;
  readonly eligibility: SaleEligibility;
  /** Rejects with PARTNER-UNKNOWN for an unknown id. */
  readonly partners: { assertExists(id: string): Promise<void> };
};

export type QuotationWork = Work<QuotationPorts>;

export type QuotationSort = 'status' | 'insuredName' | 'product' | 'createdAt' | 'number';

/** The filter and order of a list. */
export type QuotationQuery = {
  readonly subscriptionId?: string;
  readonly registerNumber?: string;
  /** Whole words of the insured's name, ignoring accents and capitals; the beginning of the number; or the whole identity. */
  readonly search?: string;
  readonly operationCode?: string;
  /** One of these. */
  readonly operationCodes?: readonly string[];
  readonly status?: ListedStatus;
  /** Days of creation, first and last included, UTC. */
  readonly startDate?: PlainDate;
  readonly endDate?: PlainDate;
  readonly enhancedDiligence?: boolean;
  readonly underwritingState?: UnderwritingState;
  /** Whose time ends before this moment. */
  readonly expiresBefore?: Instant;
  readonly sort: readonly { readonly by: QuotationSort; readonly descending: boolean }[];
  readonly skip: number;
  readonly limit: number;
};

/** Reads over quotations. */
export interface QuotationLists {
  /** Sorted by the insured's name, of at most `mostSortedByName` quotations. */
  page(query: QuotationQuery): Promise<readonly Quotation[]>;
  count(query: QuotationQuery): Promise<number>;
  /**
   * Ids of drafts and proposed quotations that have ended at `now`, without those that are being paid; at most
   * `limit`.
   */
  ended(now: Instant, limit: number): Promise<readonly QuotationId[]>;
  /** Quotations whose payment is undecided, at most `limit`. */
  beingPaid(limit: number): Promise<readonly Proposed[]>;
}

/** The products as configured today, and every version a quotation pinned. */
export interface QuotationProducts {
  current(): readonly QuotationProduct[];
  taxes(): readonly TaxRow[];
  /** @throws OPERATION-UNKNOWN if that version was never loaded */
  at(operationCode: string, version: string): Promise<QuotationProduct>;
}

/** A sale to check against the affinity groups of the subscription's partner. */
export type PartnerSale = {
  readonly partnerId: string;
  readonly productId: string;
  /** The first day of cover; today if it is not given. */
  readonly on: PlainDate;
  readonly jurisdiction: string | null;
};

/** The reasons against a sale, by the affinity groups of its partner. */
export interface SaleEligibility {
  /** Every reason; empty is eligible, and then the groups are guarded until the unit commits. */
  reasonsAgainst(sale: PartnerSale): Promise<readonly Reason[]>;
}

/** Makes numbers of ten digits, each once. */
export interface QuotationNumbers {
  next(): Promise<string>;
}

/** Most calls of one subscription. */
export type CallLimitSettings = { readonly perMinute: number; readonly perDay: number };

/** Counts the calls of each subscription, for all processes. */
export interface CallLimits {
  /**
   * Counts a call, in a minute and a day that begin with the first call. A refused call counts towards neither.
   * @returns null if the call is admitted; else the limit it would exceed, and the seconds until that is reset, at
   *   least 1. The limit of the day comes first.
   */
  take(subscriptionId: string): Promise<CallLimitExceeded | null>;
}

export type CallLimitExceeded = { readonly exceeded: 'rate' | 'quota'; readonly seconds: number };

/** A card to charge once. `reference` identifies the charge for ever: a repeat charges nothing more. */
export type CardCharge = {
  readonly reference: string;
  /** Minor units, over all installments. */
  readonly amount: number;
  readonly currency: string;
  readonly installments: number;
  readonly card: Card;
};

export type PaymentOutcome =
  | { readonly outcome: 'accepted'; readonly reference: string }
  | { readonly outcome: 'refused'; readonly reason: string };

/**
 * The payment port. It does not store or log the card beyond the charge. It answers within two minutes or rejects, and
 * charges a reference once: asked again after a charge, it repeats its answer, for any card.
 */
export interface Payments {
  charge(charge: CardCharge): Promise<PaymentOutcome>;
  /** The provider's name of the charge for a reference, null if nothing was charged. */
  charged(reference: string): Promise<string | null>;
}
