import type { Actor, Audit, Instant, PersonTerm, Work } from '@affinity-engine/kernel';

/** The kinds of records that say something of persons, in the order they are listed. */
export const recordKinds = ['affinity', 'quotation'] as const;

export type RecordKind = (typeof recordKinds)[number];

export type RecordRef = { readonly kind: RecordKind; readonly id: string };

/** Why a record is not erased: a dispute, a request of an authority. */
export type LegalHold = RecordRef & { readonly reason: string; readonly heldBy: Actor; readonly heldSince: Instant };

/** A record that a person is found in. */
export type FoundRecord = RecordRef & {
  /** Counts changes; an erasure is guarded by it. */
  readonly version: number;
  readonly hold: LegalHold | null;
};

/** A contact of an affinity group, by the group's id. */
export type FoundContact = { readonly groupId: string; readonly version: number };

/** The records that say something of persons. */
export interface PersonRecords {
  /** Those that all terms are found in, by kind and id, after a place; at most `limit`. */
  found(terms: readonly PersonTerm[], after: RecordRef | null, limit: number): Promise<readonly FoundRecord[]>;
  find(ref: RecordRef): Promise<FoundRecord | null>;
  /** How many records were added or changed whose persons are not found yet. */
  due(): Promise<number>;
  /**
   * Records whose time was over before a moment, neither erased nor held, at most `limit`: affinities by the last day of their
   * cover, quotations that were never accepted by their end.
   */
  over(kind: RecordKind, before: Instant, limit: number): Promise<readonly FoundRecord[]>;
  /** Everything that is kept of a record, as JSON. */
  content(ref: RecordRef): Promise<object>;
  /** Destroys the key of a record and everything it says of persons elsewhere. Guarded: the record is as it was found, and not held. */
  erase(record: FoundRecord): void;
  /** Ends every link to a document of a record that was given out. Guarded: the record is as it was found. */
  revokeLinks(record: FoundRecord): void;
}

/** From when on links to the documents of a record count, in epoch milliseconds; null for a record that is not there. */
export interface LinksFrom {
  linksFrom(ref: RecordRef): Promise<number | null>;
}

export interface LegalHolds {
  /** By kind and id, after a place. */
  list(after: RecordRef | null, limit: number): Promise<readonly LegalHold[]>;
  /** In place of an earlier one. Guarded: the record is as it was found, so that no erasure crosses it. */
  place(record: FoundRecord, hold: LegalHold): void;
  release(record: FoundRecord): void;
}

/** The contacts of affinity groups, which are clear. */
export interface PersonContacts {
  /** Those whose name has all of these words. */
  named(words: readonly string[]): Promise<readonly FoundContact[]>;
  /** Empties name and telephone. Guarded by the version. */
  overwrite(contact: FoundContact): void;
}

export type PrivacyPorts = {
  readonly records: PersonRecords;
  readonly holds: LegalHolds;
  readonly contacts: PersonContacts;
  readonly audit: Audit;
};

export type PrivacyWork = Work<PrivacyPorts>;

/** What is beside the database: printed documents, and the database's own log. */
export interface PersonTraces {
  /** Removes printed documents of these records. */
  removeDocuments(records: readonly RecordRef[]): Promise<void>;
  /** Has the database forget what it wrote before. */
  settle(): Promise<void>;
}
