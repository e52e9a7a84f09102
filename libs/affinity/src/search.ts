import type { Instant, PersonTerm, PlainDate } from '@affinity-engine/kernel';
import type { Affinity, AffinityStatus, PartnerId } from './affinity.js';
import type { AffinityPlace } from './ports.js';

/** What operators look for in the certificates of all partners: all that is given must be so. */
export type AffinitySearch = {
  /** All are found in the holder or the item. Without one, certificates of any person are found. */
  readonly persons?: readonly PersonTerm[];
  readonly partnerId?: PartnerId | undefined;
  /** One of these. */
  readonly productIds?: readonly string[] | undefined;
  readonly status?: AffinityStatus | undefined;
  readonly certificateNumber?: string | undefined;
  readonly lifetimeStartFrom?: PlainDate | undefined;
  readonly lifetimeStartTo?: PlainDate | undefined;
  /** From this instant, included. */
  readonly createdFrom?: Instant | undefined;
  /** Up to this instant, excluded. */
  readonly createdBefore?: Instant | undefined;
  readonly rows: number;
  /** Goes on behind this place. */
  readonly after?: AffinityPlace | undefined;
};

/**
 * What was found, newest first, and the place to go on behind; null at the end. A page may have fewer rows than asked for and
 * still go on: of a common name, only so many certificates are looked at in one go.
 */
export type FoundAffinities = { readonly items: readonly Affinity[]; readonly next: AffinityPlace | null };

/** The risks that insurers were asked for over HTTP and have not answered, the longest waiting first. */
export type UnansweredQuery = {
  /** One of these. */
  readonly productIds?: readonly string[] | undefined;
  /** Asked before this instant. */
  readonly askedBefore?: Instant | undefined;
  readonly rows: number;
  /** Goes on behind this place. */
  readonly after?: AffinityPlace | undefined;
};

/** Searches over the certificates of all partners. */
export interface AffinitySearches {
  /** Newest first; persons are found shortly after the commit. */
  find(search: AffinitySearch): Promise<FoundAffinities>;
  unanswered(query: UnansweredQuery): Promise<FoundAffinities>;
  /** How many {@link unanswered} there are, of these products if they are given, counted no further than `most`. */
  countUnanswered(most: number, productIds?: readonly string[]): Promise<number>;
  /**
   * How many were contracted in each span, of these products if they are given, and their premium by currency, in minor units. A span
   * begins at `from`, and ends before `to`.
   */
  contracted(spans: readonly Span[], productIds?: readonly string[]): Promise<readonly Contracted[]>;
}

export type Span = { readonly from: Instant; readonly to: Instant };

/** What was contracted in a span; canceled ones count, too. */
export type Contracted = { readonly count: number; readonly premium: Readonly<Record<string, number>> };
