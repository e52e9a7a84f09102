import type { Instant, PlainDate } from '@affinity-engine/kernel';
import type { Brand, Plan, Product } from '@affinity-engine/catalogue';

export type AffinityId = string;
export type PartnerId = string;

/** The status of a certificate. A renewed one stays in force until its last day. */
export type AffinityStatus = 'pending' | 'issued' | 'renewed' | 'canceled' | 'expired';

/** Why a cover ends early. */
export type CancelReason = 'requested-by-holder' | 'default' | 'claimed' | 'insurer';

/** JSON as received, after the check against the product's own schema. */
export type Particular = Readonly<Record<string, unknown>>;

/** The price of the cover over its whole term, in minor units: `total = net + fees + tax`. */
export type AffinityPremium = {
  readonly net: number;
  readonly fees: number;
  readonly tax: number;
  readonly total: number;
  readonly currency: string;
};

/** The end of a cover and its refund, in minor units. */
export type Cancellation = {
  readonly reason: CancelReason;
  readonly description: string | null;
  readonly at: Instant;
  /** The refund rule that applied: `regret`, `before-start`, `not-issued`, `pro-rata`, `short-rate`, `claimed`. */
  readonly rule: string;
  readonly paid: number;
  readonly kept: number;
  readonly refund: number;
  readonly taxRefund: number;
};

/** The terms a partner contracts. A renewal keeps them, except the days. */
export type AffinityTerms = {
  readonly lifetimeStart: PlainDate;
  /** The last day of cover. */
  readonly lifetimeEnd: PlainDate;
  readonly holder: Particular | null;
  readonly item: Particular | null;
  /** The partner's own identifier of the cover, such as an order number; several may have the same. */
  readonly externalReference: string | null;
};

/** One person's certificate of cover under a partner's programme (pt *certificado individual*). */
export type Affinity = AffinityTerms & {
  readonly id: AffinityId;
  readonly partnerId: PartnerId;
  readonly requestId: string;
  readonly productId: string;
  readonly productVersion: string;
  readonly planId: string;
  readonly status: AffinityStatus;
  readonly certificateNumber: string;
  /** The day the cover ended early, null if it did not. */
  readonly dateEnd: PlainDate | null;
  /** CPF or CNPJ of the holder without punctuation, for searches. */
  readonly holderDocument: string | null;
  readonly premium: AffinityPremium;
  /** Amount paid to date. The dialect has no payment call: a partner pays the premium when it contracts. */
  readonly paid: number;
  readonly createdAt: Instant;
  readonly issuedAt: Instant | null;
  /** When the embedded insurer answers; null if no answer is pending or a real insurer calls back. */
  readonly answerDueAt: Instant | null;
  readonly cancellation: Cancellation | null;
  readonly renewedFrom: AffinityId | null;
  readonly renewedBy: AffinityId | null;
  /** Counts changes; updates are guarded by it. */
  readonly version: number;
};

/** A partner's standing with an insurer. Only an active partner contracts. */
export type InsurerStanding = 'active' | 'suspended' | 'pending';

/** The organisation that distributes cover to its own people; policyholder of the group policy (pt *estipulante*). */
export type Partner = {
  readonly id: PartnerId;
  readonly name: string;
  readonly legalName: string;
  readonly cnpj: string;
  readonly email: string;
  readonly phone: string;
  readonly productIds: readonly string[];
  /** Standing by insurer id; active for insurers without an entry. */
  readonly standings: Readonly<Record<string, InsurerStanding>>;
  /** The affinity groups it sells under; without any it is not restricted. */
  readonly affinityGroupIds: readonly string[];
  /** The producer code it sells through unless a sale names another. */
  readonly defaultProducerCode: string | null;
  readonly createdAt: Instant;
  readonly version: number;
};

/** The single-use step before contracting: pins the product version and offers its plans. */
export type AffinityRequest = {
  readonly id: string;
  readonly partnerId: PartnerId;
  readonly productId: string;
  readonly productVersion: string;
  /** The producer code that was named; null for the partner's default. */
  readonly producerCode: string | null;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  readonly usedBy: AffinityId | null;
};

/** The documents of a certificate. */
export type AttachmentType = 'certificate' | 'general-conditions' | 'prize-draw-regulation' | 'cancellation';

/** Everything a document states; printing needs no other source. */
export type DocumentFacts = {
  readonly affinity: Affinity;
  readonly partner: Partner;
  /** The partner's color and picture, if it has some. */
  readonly partnerBrand?: Brand | null;
  readonly product: Product;
  readonly plan: Plan;
  /** Marks every page: there is no such contract. */
  readonly isSpecimen?: true;
};
