import type { Audit, Instant, PlainDate, Problem, Work } from '@affinity-engine/kernel';
import type { SaleRequest, Reason } from '@affinity-engine/eligibility';
import type { Brand, Catalogue, Product } from '@affinity-engine/catalogue';
import type {
  Affinity,
  AffinityId,
  AffinityRequest,
  AttachmentType,
  DocumentFacts,
  Particular,
  Partner,
  PartnerId,
} from './affinity.js';

/** The fields a list is filtered by one value of. */
export const affinityFilters = ['status', 'productId', 'holderDocument', 'externalReference'] as const;

export type AffinityFilter = { readonly [Field in (typeof affinityFilters)[number]]?: Affinity[Field] | undefined };

/** The filter and order of a partner's list. */
export type AffinityQuery = AffinityFilter & {
  readonly partnerId: PartnerId;
  readonly lifetimeStartFrom?: PlainDate | undefined;
  readonly lifetimeStartTo?: PlainDate | undefined;
  /** From this instant, included. */
  readonly createdFrom?: Instant | undefined;
  /** Up to this instant, excluded. */
  readonly createdBefore?: Instant | undefined;
  readonly sort: AffinitySort;
  readonly rows: number;
  /** Keyset paging: rows after this place in the order. */
  readonly after?: AffinityPlace | undefined;
  /** How many rows to skip first; the cost grows with it. */
  readonly skip?: number | undefined;
};

/** The order of a list; equal rows by identifier, newest first (oldest first if ascending). */
export type AffinitySort = {
  readonly by: 'createdAt' | 'lifetimeStart';
  readonly descending: boolean;
};

/** A place in a sorted list: the sorted value and the identifier. */
export type AffinityPlace = { readonly value: string; readonly id: AffinityId };

/** Certificates of cover. */
export interface Affinities {
  /** This partner's affinity, otherwise null. */
  find(id: AffinityId, by: PartnerId): Promise<Affinity | null>;
  /** Any partner's affinity: for operators and jobs. */
  findAny(id: AffinityId): Promise<Affinity | null>;
  add(affinity: Affinity): void;
  /** Guarded by `version`: after a concurrent change the unit of work runs again. */
  save(affinity: Affinity): void;
}

/** Reads over many affinities, outside of units of work. */
export interface AffinityLists {
  page(query: AffinityQuery): Promise<readonly Affinity[]>;
  count(query: AffinityQuery): Promise<number>;
  /** Ids of affinities in force or pending whose last day is before `today`; at most `limit`. */
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
  /** Writes nothing: guards that the partner is unchanged at commit. */
  assertUnchanged(partner: Partner): void;
}

/** Every type of event of an affinity. */
export const affinityEventTypes = [
  'affinity.issued',
  'affinity.canceled',
  'affinity.expired',
  'affinity.renewed',
  'affinity.reinstated',
] as const;

export type AffinityEventType = (typeof affinityEventTypes)[number];

/** Every type of event for an insurer. */
export const insurerEventTypes = ['insurer.risk-submitted', 'insurer.risk-withdrawn'] as const;

export type InsurerEventType = (typeof insurerEventTypes)[number];

/** Events of affinities, stored in the same transaction. */
export interface AffinityEvents {
  /** Opens a partner's event stream, so that events wait from the first one on. */
  open(partnerId: PartnerId): void;
  append(type: AffinityEventType, affinity: Affinity, product: Product, at: Instant): void;
  /** Sends a risk to the product's insurer, which calls back, or informs it that no answer is needed any more. */
  tellInsurer(type: InsurerEventType, affinity: Affinity, product: Product, at: Instant): void;
}

/** The brands of partners, beside them: a picture is many times as large as a partner, and only documents need it. */
export interface PartnerBrands {
  find(partnerId: PartnerId): Promise<Brand | null>;
  /** In place of an earlier one. */
  keep(partnerId: PartnerId, brand: Brand): void;
  remove(partnerId: PartnerId): void;
}

/** What is wrong with a brand: white letters cannot be read on its color, its picture cannot be printed. Empty is good. */
export type BrandCheck = (brand: Brand) => readonly Problem[];

/** The ports of one unit of work. */
export type AffinityPorts = {
  readonly affinities: Affinities;
  readonly requests: AffinityRequests;
  readonly partners: Partners;
  readonly brands: PartnerBrands;
  readonly events: AffinityEvents;
  readonly audit: Audit;
  readonly eligibility: Eligibility;
};

export type AffinityWork = Work<AffinityPorts>;

/** The catalogue of today, and every product version a request pinned. */
export interface Products {
  current(): Catalogue;
  /** @throws PRODUCT-UNKNOWN if that version was never loaded. */
  at(productId: string, version: string): Promise<Product>;
  /** Every version of a product that was ever loaded, the newest first; empty for an unknown product. */
  versionsOf(productId: string): Promise<readonly LoadedVersion[]>;
  /** Every version there was of the products that an insurer carried, in the order of their identifiers. */
  carriedBy(insurerId: string): Promise<readonly ProductVersion[]>;
}

export type ProductVersion = Pick<Product, 'id' | 'version'>;

/** A version of a product, and when the engine loaded it first, by the machine's time. */
export type LoadedVersion = { readonly version: string; readonly loadedAt: Instant };

/** The insurer's answer. */
export type InsurerAnswer =
  | { readonly outcome: 'issued' }
  /** Later: at `answerDueAt` from the embedded insurer, or, if that is null, by callback. */
  | { readonly outcome: 'pending'; readonly answerDueAt: Instant | null };

/** The insurer port: asks the insurer to accept a risk. */
export interface Insurers {
  ask(affinity: Affinity, product: Product, now: Instant): Promise<InsurerAnswer>;
}

/** Checks sales against affinity groups and producer codes. */
export interface Eligibility {
  /** Every reason; empty is eligible, and then the groups are guarded until the unit commits. */
  reasonsAgainst(sale: SaleRequest): Promise<readonly Reason[]>;
  /** The identifier of a producer code, given by its identifier or its text; null if not found. */
  codeIdOf(named: string): Promise<string | null>;
  /** Which of these affinity groups exist. */
  knownGroups(ids: readonly string[]): Promise<readonly string[]>;
}

/** A holder or an item, each date of it a day `yyyy-mm-dd`; and what is wrong with it. */
export type CheckedParticulars = { readonly problems: readonly Problem[]; readonly value: Particular };

/** Checks a holder or an item against the product's own schema. A date of birth lies before today. */
export type ParticularsCheck = (
  product: Product,
  kind: 'holder' | 'item',
  value: Particular,
  today: PlainDate,
) => CheckedParticulars;

/** Prints documents. The same facts give the same bytes. */
export interface Documents {
  render(type: AttachmentType, facts: DocumentFacts): Promise<Uint8Array>;
}

/** Stores printed documents, so that every fetch gets the same bytes. */
export interface DocumentShelf {
  find(affinityId: AffinityId, type: AttachmentType): Promise<Uint8Array | null>;
  keep(affinityId: AffinityId, type: AttachmentType, document: Uint8Array): Promise<void>;
  /** Removes every document of an affinity. */
  forget(affinityId: AffinityId): Promise<void>;
}
