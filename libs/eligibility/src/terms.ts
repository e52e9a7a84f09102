import type { PlainDate } from '@affinity-engine/kernel';

/** A closed group is sold only through associated codes, an open one through any code. As the typelist writes them. */
export type GroupType = 'Open' | 'Closed';

/** The conditions of an affinity group. An empty list, or a day that is null, does not restrict anything. */
export type GroupTerms = {
  readonly groupId: string;
  readonly type: GroupType;
  readonly productIds: readonly string[];
  readonly jurisdictions: readonly string[];
  /** The first and last day, both included. */
  readonly startDay: PlainDate | null;
  readonly endDay: PlainDate | null;
  /** The codes associated with the group, active or not. */
  readonly producerCodeIds: readonly string[];
};

/** The producer code of a sale: none was named, the named one does not exist, or it is active or inactive. */
export type SellingCode =
  | { readonly status: 'none' }
  | { readonly status: 'unknown'; readonly named: string }
  | { readonly status: 'active' | 'inactive'; readonly id: string };

/** A sale to check. */
export type Sale = {
  readonly productId: string;
  /** The day to check: today when a sale is prepared, the first day of cover when it is contracted. */
  readonly on: PlainDate;
  /** Where the holder lives, as groups write it (`NY`, `BR_SP`); null if not yet known. */
  readonly jurisdiction: string | null;
  readonly producerCode: SellingCode;
};

/** A sale as a seller requests it: its groups, and its code (the id or the text of the code). */
export type SaleRequest = Omit<Sale, 'producerCode'> & {
  readonly groupIds: readonly string[];
  readonly producerCode: string | null;
};
