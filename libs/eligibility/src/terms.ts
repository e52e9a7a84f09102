import type { PlainDate } from '@affinity-engine/kernel';

/** A closed group is sold only through codes associated with it, an open one through any. As the typelist writes them. */
export type GroupType = 'Open' | 'Closed';

/** What an affinity group says of who may sell what, when and where. An empty list, or no day, says nothing of it. */
export type GroupTerms = {
  readonly groupId: string;
  readonly type: GroupType;
  readonly productIds: readonly string[];
  readonly jurisdictions: readonly string[];
  /** The first and the last day, both included. */
  readonly startDay: PlainDate | null;
  readonly endDay: PlainDate | null;
  /** The codes associated with the group, whatever their status. */
  readonly producerCodeIds: readonly string[];
};

/** The producer code a sale goes through: none was named, nobody knows it, or it is known and active or not. */
export type SellingCode =
  | { readonly status: 'none' }
  | { readonly status: 'unknown'; readonly named: string }
  | { readonly status: 'active' | 'inactive'; readonly id: string };

/** What is to be sold. */
export type Sale = {
  readonly productId: string;
  /** The day that counts: today when a sale is prepared, the first day of cover when it is contracted. */
  readonly on: PlainDate;
  /** Where the holder lives, as the groups write it (`NY`, `BR_SP`); null while it is not known. */
  readonly jurisdiction: string | null;
  readonly producerCode: SellingCode;
};

/** A sale as a seller asks for it: linked to which groups, through which code (its id or the code itself). */
export type SaleRequest = Omit<Sale, 'producerCode'> & {
  readonly groupIds: readonly string[];
  readonly producerCode: string | null;
};
