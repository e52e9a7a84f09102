import type { Audit, Instant, PlainDate, Problem, Work } from '@affinity-engine/kernel';
import type { SaleRequest, Reason } from '@affinity-engine/eligibility';
import type { Catalogue, Product } from '@affinity-engine/catalogue';
import type {
  Affinity,
  AffinityId,
  AffinityRequest,
  AffinityStatus,
  AttachmentType,
  DocumentFacts,
  Partner,
  PartnerId,
} from './affinity.js';

/** Which affinities of a partner to list, and from where on. */
export type AffinityQuery = {
  readonly partnerId: PartnerId;
  readonly status?: AffinityStatus | undefined;
  readonly productId?: string | undefined;
  readonly holderDocument?: string | undefined;
  readonly lifetimeStartFrom?: PlainDate | undefined;
  readonly lifetimeStartTo?: PlainDate | undefined;
  /** From this instant on, itself included. */
  readonly createdFrom?: Instant | undefined;
  /** Up to this instant, itself excluded. */
  readonly createdBefore?: Instant | undefined;
  readonly sort: AffinitySort;
  readonly rows: number;
  /** Keyset: what comes after this place in the sort. */
  readonly after?: AffinityPlace | undefined;
  /** How many to leave out first; costs what it skips. */
  readonly skip?: number | undefined;
};

/** What a list is sorted by; the newest identifier first within equals (oldest first where ascending). */
export type AffinitySort = {
  readonly by: 'createdAt' | 'lifetimeStart';
  readonly descending: boolean;
};

/** A place in a sorted list: the sorted value and the identifier beside it. */
export type AffinityPlace = { readonly value: string; readonly id: AffinityId };

/** Certificates of cover. */
export interface Affinities {
  /** The affinity where it is this partner's, otherwise null. */
  find(id: AffinityId, by: PartnerId): Promise<Affinity | null>;
  /** The affinity whosever it is: for operators and jobs. */
  findAny(id: AffinityId): Promise<Affinity | null>;
  add(affinity: Affinity): void;
  /** Guarded by `version`: somebody else's change meanwhile makes the unit of work run again. */
  save(affinity: Affinity): void;
}

/** Reads over many affinities; outside any unit of work. */
export interface AffinityLists {
  page(query: AffinityQuery): Promise<readonly Affinity[]>;
  count(query: AffinityQuery): Promise<number>;
  /** Ids of affinities in force or pending whose last day lies before `today`; at most `limit`. */
  ended(today: PlainDate, limit: number): Promise<readonly AffinityId[]>;
  /** Ids of pending affinities whose insurer's answer is due at `now`; at most `limit`. */
  answerDue(now: Instant, limit: number): Promise<readonly AffinityId[]>;
}

export interface AffinityRequests {
  find(id: string, by: PartnerId): Promise<AffinityRequest | null>;
  add(request: AffinityRequest): void;
  /** Guarded: a request is used once. */
  use(request: AffinityRequest, affinityId: AffinityId): void;
}

export interface Partners {
  find(id: PartnerId): Promise<Partner | null>;
  findByCnpj(cnpj: string): Promise<Partner | null>;
  add(partner: Partner): void;
  /** Guarded by `version`. */
  save(partner: Partner): void;
  /** Writes nothing: guards that the partner is still as it was read when the unit commits. */
  assertUnchanged(partner: Partner): void;
}

export type AffinityEventType = 'affinity.issued' | 'affinity.canceled' | 'affinity.expired' | 'affinity.renewed';

export type InsurerEventType = 'insurer.risk-submitted' | 'insurer.risk-withdrawn';

/** What happened to an affinity, kept for whoever listens, in the same transaction. */
export interface AffinityEvents {
  /** Opens a partner's line of events, so that they wait from the first one on. */
  open(partnerId: PartnerId): void;
  append(type: AffinityEventType, affinity: Affinity, product: Product, at: Instant): void;
  /** Puts a risk to the product's insurer, who will call back, or tells it that no answer is awaited any more. */
  tellInsurer(type: InsurerEventType, affinity: Affinity, product: Product, at: Instant): void;
}

/** What one unit of work of this context can reach. */
export type AffinityPorts = {
  readonly affinities: Affinities;
  readonly requests: AffinityRequests;
  readonly partners: Partners;
  readonly events: AffinityEvents;
  readonly audit: Audit;
  readonly eligibility: Eligibility;
};

export type AffinityWork = Work<AffinityPorts>;

/** The catalogue as it is today, and as it was when a request pinned it. */
export interface Products {
  current(): Catalogue;
  /** @throws PRODUCT-UNKNOWN where that version was never loaded. */
  at(productId: string, version: string): Promise<Product>;
}

/** What the insurer says when asked for cover. */
export type InsurerAnswer =
  | { readonly outcome: 'issued' }
  /** Later: at `answerDueAt` by itself, or, where that is null, when it calls back. */
  | { readonly outcome: 'pending'; readonly answerDueAt: Instant | null };

/** The insurer port: asks the insurer to take a risk. */
export interface Insurers {
  ask(affinity: Affinity, product: Product, now: Instant): Promise<InsurerAnswer>;
}

/** Asks whoever keeps affinity groups and producer codes what speaks against a sale. */
export interface Eligibility {
  /** Every reason; empty is eligible, and what that rests on is guarded until the unit commits. */
  reasonsAgainst(sale: SaleRequest): Promise<readonly Reason[]>;
  /** The identifier of a producer code, named by that or as people write it; null where no code has this name. */
  codeIdOf(named: string): Promise<string | null>;
  /** Which of these affinity groups exist. */
  knownGroups(ids: readonly string[]): Promise<readonly string[]>;
}

/** Checks a holder or an item against the product's own schema. */
export type ParticularsCheck = (product: Product, kind: 'holder' | 'item', value: unknown) => readonly Problem[];

/** Prints documents. The same facts give the same bytes. */
export interface Documents {
  render(type: AttachmentType, facts: DocumentFacts): Promise<Uint8Array>;
}

/** Where printed documents stay, so that every fetch gets the same bytes. */
export interface DocumentShelf {
  find(affinityId: AffinityId, type: AttachmentType): Promise<Uint8Array | null>;
  keep(affinityId: AffinityId, type: AttachmentType, document: Uint8Array): Promise<void>;
}
