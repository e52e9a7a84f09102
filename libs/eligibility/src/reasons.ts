import { checkList } from '@affinity-engine/kernel';
import { checkSaleInput, checkTerms } from './checked.js';
import type { GroupTerms, Sale } from './terms.js';

/** Every reason against a sale: code → sentence. */
export const reasonSentences = {
  'PRODUCER-CODE-REQUIRED': 'The sale must go through a producer code.',
  'PRODUCER-CODE-UNKNOWN': 'There is no such producer code.',
  'PRODUCER-CODE-INACTIVE': 'The producer code is not active.',
  'PRODUCER-CODE-NOT-IN-GROUP': 'The group is closed and the producer code is not associated with it.',
  'GROUP-NOT-STARTED': 'The day lies before the first day of the group.',
  'GROUP-ENDED': 'The day lies after the last day of the group.',
  'PRODUCT-NOT-IN-GROUP': 'The product is none of the group’s products.',
  'JURISDICTION-NOT-IN-GROUP': 'The holder lives in none of the group’s jurisdictions.',
} as const satisfies Record<string, string>;

export type ReasonCode = keyof typeof reasonSentences;

/** One reason against a sale and its group; null if no group could admit the sale. */
export type Reason = { readonly code: ReasonCode; readonly groupId: string | null };

/**
 * Every reason against a sale; empty is eligible.
 *
 * A seller without groups is not restricted, but a code it names must exist. A seller with several groups may sell
 * what any of them admits; otherwise the reasons of all groups are listed.
 *
 * @throws OPTION-INVALID for an unknown group type or code status, and for values that are not lists or texts.
 * @throws DATE-INVALID for an invalid day.
 */
export function reasonsAgainst(groups: readonly GroupTerms[], sale: Sale): readonly Reason[] {
  checkSaleInput(sale);
  checkList('groups', groups);
  groups.forEach(checkTerms);
  const ofCode = codeReasons(sale).filter((code) => groups.length > 0 || code === 'PRODUCER-CODE-UNKNOWN');
  const ofGroups = groups.map((terms) => groupReasons(terms, sale).map((code) => ({ code, groupId: terms.groupId })));
  const admitted = ofGroups.some((reasons) => reasons.length === 0);
  return [...ofCode.map((code) => ({ code, groupId: null })), ...(admitted ? [] : ofGroups.flat())];
}

const codeReasons = ({ producerCode }: Sale): readonly ReasonCode[] =>
  producerCode.status === 'active' ? [] : [codeReason[producerCode.status]];

const codeReason = {
  none: 'PRODUCER-CODE-REQUIRED',
  unknown: 'PRODUCER-CODE-UNKNOWN',
  inactive: 'PRODUCER-CODE-INACTIVE',
} as const;

/** In this order: code, days, product, jurisdiction. */
function groupReasons(terms: GroupTerms, { on, productId, jurisdiction, producerCode }: Sale): readonly ReasonCode[] {
  const foreign = 'id' in producerCode && !terms.producerCodeIds.includes(producerCode.id);
  const against = {
    'PRODUCER-CODE-NOT-IN-GROUP': terms.type === 'Closed' && foreign,
    'GROUP-NOT-STARTED': terms.startDay !== null && on < terms.startDay,
    'GROUP-ENDED': terms.endDay !== null && on > terms.endDay,
    'PRODUCT-NOT-IN-GROUP': lacks(terms.productIds, productId),
    'JURISDICTION-NOT-IN-GROUP': jurisdiction !== null && lacks(terms.jurisdictions, jurisdiction),
  } satisfies Partial<Record<ReasonCode, boolean>>;
  return (Object.keys(against) as (keyof typeof against)[]).filter((code) => against[code]);
}

const lacks = (listed: readonly string[], value: string): boolean => listed.length > 0 && !listed.includes(value);
