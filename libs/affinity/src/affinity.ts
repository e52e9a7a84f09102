import type { Instant, PlainDate } from '@affinity-engine/kernel';
import type { Plan, Product } from '@affinity-engine/catalogue';

export type AffinityId = string;
export type PartnerId = string;

/** Where a certificate stands. Renewed ones stay in force to their own end. */
export type AffinityStatus = 'pending' | 'issued' | 'renewed' | 'canceled' | 'expired';

/** Why a cover ends early. */
export type CancelReason = 'requested-by-holder' | 'default' | 'claimed' | 'insurer';

/** JSON as it came over the wire: what a product's own schema has checked. */
export type Particular = Readonly<Record<string, unknown>>;

/** What the cover costs over its whole term, minor units. `total = net + fees + tax`. */
export type Premium = {
  readonly net: number;
  readonly fees: number;
  readonly tax: number;
  readonly total: number;
  readonly currency: string;
};

/** How a cover was ended and what is given back, minor units. */
export type Cancellation = {
  readonly reason: CancelReason;
  readonly description: string | null;
  readonly at: Instant;
  /** Which refund rule counted: `regret`, `before-start`, `not-issued`, `pro-rata`, `short-rate`, `claimed`. */
  readonly rule: string;
  readonly paid: number;
  readonly kept: number;
  readonly refund: number;
  readonly taxRefund: number;
};

/** One person's certificate of cover under a partner's programme (pt *certificado individual*). */
export type Affinity = {
  readonly id: AffinityId;
  readonly partnerId: PartnerId;
  readonly requestId: string;
  readonly productId: string;
  readonly productVersion: string;
  readonly planId: string;
  readonly status: AffinityStatus;
  readonly certificateNumber: string;
  readonly lifetimeStart: PlainDate;
  /** The last day of cover. */
  readonly lifetimeEnd: PlainDate;
  /** The day the cover ended early, null while it didn't. */
  readonly dateEnd: PlainDate | null;
  readonly holder: Particular | null;
  readonly item: Particular | null;
  /** CPF or CNPJ of the holder without punctuation, for finding. */
  readonly holderDocument: string | null;
  readonly premium: Premium;
  /** What was paid so far. The dialect has no payment call: a partner settles the premium when it contracts. */
  readonly paid: number;
  readonly createdAt: Instant;
  readonly issuedAt: Instant | null;
  /** When the embedded insurer answers, null where none is awaited or a real insurer will call back. */
  readonly answerDueAt: Instant | null;
  readonly cancellation: Cancellation | null;
  readonly renewedFrom: AffinityId | null;
  readonly renewedBy: AffinityId | null;
  /** Counts changes; an update is guarded by it. */
  readonly version: number;
};

/** How a partner stands with an insurer. Only an active partner contracts. */
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
  /** Standing by insurer id; an insurer not named stands active. */
  readonly standings: Readonly<Record<string, InsurerStanding>>;
  /** The affinity groups it sells under; linked to none it is not restricted. */
  readonly affinityGroupIds: readonly string[];
  /** The producer code it sells through where it names no other. */
  readonly defaultProducerCode: string | null;
  readonly createdAt: Instant;
  readonly version: number;
};

/** The prepared, single-use step before contracting: pins the product's version and offers its plans. */
export type AffinityRequest = {
  readonly id: string;
  readonly partnerId: PartnerId;
  readonly productId: string;
  readonly productVersion: string;
  /** The producer code that was named, null where the partner's default counts. */
  readonly producerCode: string | null;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  readonly usedBy: AffinityId | null;
};

/** Which documents a certificate can have. */
export type AttachmentType = 'certificate' | 'general-conditions' | 'prize-draw-regulation' | 'cancellation';

/** All that a document states: complete, so that printing needs no other source. */
export type DocumentFacts = {
  readonly affinity: Affinity;
  readonly partner: Partner;
  readonly product: Product;
  readonly plan: Plan;
};
