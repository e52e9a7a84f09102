import type { Affinity, Cancellation, Particular } from './affinity.js';

/**
 * What an affinity says of persons. It can be erased; what is left is the record of the policy. The partner's own identifier
 * of the cover is not part of it: it is looked up, so it stays readable until then.
 */
export type AffinityPerson = {
  readonly holder: Particular | null;
  readonly item: Particular | null;
  readonly holderDocument: string | null;
  readonly cancelDescription: string | null;
};

/** Nobody: what is left of a person after an erasure. */
export const nobody: AffinityPerson = {
  holder: null,
  item: null,
  holderDocument: null,
  cancelDescription: null,
};

export const personOf = ({ holder, item, holderDocument, cancellation }: Affinity): AffinityPerson => ({
  holder,
  item,
  holderDocument,
  cancelDescription: cancellation?.description ?? null,
});

/** An affinity with another person, or with {@link nobody}. */
export const withPerson = (
  affinity: Affinity,
  { holder, item, holderDocument, cancelDescription }: AffinityPerson,
): Affinity => ({
  ...affinity,
  holder,
  item,
  holderDocument,
  cancellation: affinity.cancellation && describedAs(affinity.cancellation, cancelDescription),
});

const describedAs = (cancellation: Cancellation, description: string | null): Cancellation => ({
  ...cancellation,
  description,
});
