import type { Reason } from '@affinity-engine/eligibility';
import type { TaxRow } from '@affinity-engine/premium';
import type { Audit, Instant, PlainDate, Work } from '@affinity-engine/kernel';
import type { QuotationProduct } from '@affinity-engine/quotation-product';
import type { Card } from './card.js';
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

/** What one unit of work of this context can reach. */
export type QuotationPorts = {
  readonly quotations: Quotations;
  readonly subscriptions: Subscriptions;
  readonly audit: Audit;
  readonly eligibility: SaleEligibility;
  /** Rejects with PARTNER-UNKNOWN where no partner has this id. */
  readonly partners: { assertExists(id: string): Promise<void> };
};

export type QuotationWork = Work<QuotationPorts>;

export type QuotationSort = 'status' | 'insuredName' | 'product' | 'createdAt' | 'number';

/** Which quotations, in which order. */
export type QuotationQuery = {
  readonly subscriptionId?: string;
  readonly registerNumber?: string;
  /** Part of the insured's name, whatever its accents and capitals, or the beginning of the number or the identity. */
  readonly search?: string;
  readonly operationCode?: string;
  readonly status?: ListedStatus;
  /** Days on which quotations were made, first and last included, UTC. */
  readonly startDate?: PlainDate;
  readonly endDate?: PlainDate;
  readonly enhancedDiligence?: boolean;
  readonly sort: readonly { readonly by: QuotationSort; readonly descending: boolean }[];
  readonly skip: number;
  readonly limit: number;
};

/** Reads over quotations. */
export interface QuotationLists {
  page(query: QuotationQuery): Promise<readonly Quotation[]>;
  count(query: QuotationQuery): Promise<number>;
  /** Ids of drafts and proposed quotations whose days are over at `now`, but for those that are being paid; at most `limit`. */
  ended(now: Instant, limit: number): Promise<readonly QuotationId[]>;
  /** Those whose payment is not decided, at most `limit`. */
  beingPaid(limit: number): Promise<readonly Proposed[]>;
}

/** The products as configured today, and as they were when a quotation pinned them. */
export interface QuotationProducts {
  current(): readonly QuotationProduct[];
  taxes(): readonly TaxRow[];
  /** @throws OPERATION-UNKNOWN where that version was never loaded */
  at(operationCode: string, version: string): Promise<QuotationProduct>;
}

/** A sale, as the affinity groups of the partner behind a subscription see it. */
export type PartnerSale = {
  readonly partnerId: string;
  readonly productId: string;
  /** The first day of cover; today where that is not told. */
  readonly on: PlainDate;
  readonly jurisdiction: string | null;
};

/** What speaks against a sale: the affinity groups of the partner it is made for. */
export interface SaleEligibility {
  /** Every reason; empty is eligible, and what that rests on is guarded until the unit commits. */
  reasonsAgainst(sale: PartnerSale): Promise<readonly Reason[]>;
}

/** Numbers of ten digits, each given out once. */
export interface QuotationNumbers {
  next(): Promise<string>;
}

/** What is to be charged, once: `reference` names it for ever, so that a repeat charges nothing more. */
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
 * The payment port. What it is handed it neither keeps nor logs beyond the charge itself. It answers within two minutes or
 * rejects, and charges a reference once: asked again after it was accepted, it says so again, whatever the card.
 */
export interface Payments {
  charge(charge: CardCharge): Promise<PaymentOutcome>;
  /** What the provider calls the charge that was made for a reference, null where none was. */
  charged(reference: string): Promise<string | null>;
}
