import type { Instant } from '@affinity-engine/kernel';
import type { KeptRefusal, Refusal, RefusalGroup } from './refusal.js';

/** How often one client was refused so within an hour. */
export type RefusalCount = Pick<Refusal, 'clientId' | 'partnerId' | 'operation' | 'code'> & {
  readonly hour: Instant;
  readonly count: number;
  readonly firstAt: Instant;
  readonly lastAt: Instant;
};

/** What is written at once: each pair of client, operation, code and hour has one count. */
export type RefusalBatch = { readonly counts: readonly RefusalCount[]; readonly refusals: readonly Refusal[] };

/** Keeps refusals, beside all other work. */
export interface RefusalKeeping {
  /**
   * Adds counts up, and keeps refusals: of one client at most so many in an hour, for all processes together. A
   * reference that is there stays as it is.
   */
  keep(batch: RefusalBatch, mostPerHour: number): Promise<void>;
}

/** The filter of a list; `from` and `to` are the first moment and the first one after. */
export type RefusalFilter = {
  readonly partnerId?: string;
  readonly clientId?: string;
  readonly operation?: string;
  readonly code?: string;
  readonly from?: Instant;
  readonly to?: Instant;
};

/** A page of a list: those before a refusal, at most `limit`. */
export type RefusalQuery = RefusalFilter & {
  readonly before?: Pick<KeptRefusal, 'at' | 'number'>;
  readonly limit: number;
};

/** Hours from `from` on, those that begin before `to`. */
export type RefusalGroupQuery = {
  readonly partnerId?: string;
  readonly from: Instant;
  readonly to: Instant;
  readonly limit: number;
};

/** Reads over what is kept. */
export interface RefusalLists {
  /** With a partner: null for another one's. */
  find(reference: string, partnerId?: string): Promise<KeptRefusal | null>;
  /** Newest first. */
  page(query: RefusalQuery): Promise<readonly KeptRefusal[]>;
  /** By code, operation and partner, the most frequent first, then by these. */
  groups(query: RefusalGroupQuery): Promise<readonly RefusalGroup[]>;
}
