import { checkDay, checkList, checkOption, checkText } from '@affinity-engine/kernel';
import type { GroupTerms, GroupType, Sale } from './terms.js';

const types: readonly GroupType[] = ['Open', 'Closed'];
const statuses = ['none', 'unknown', 'inactive', 'active'];

/** Validates a sale; a missing field would otherwise act as no restriction. @throws OPTION-INVALID, DATE-INVALID */
export function checkSaleInput({ productId, on, jurisdiction, producerCode }: Sale): void {
  checkText('productId', productId);
  checkDay('on', on);
  if (jurisdiction !== null) checkText('jurisdiction', jurisdiction);
  const { status, id } = (producerCode ?? {}) as { readonly status?: unknown; readonly id?: unknown };
  checkOption('producerCode.status', status, statuses);
  if (status === 'active' || status === 'inactive') checkText('producerCode.id', id);
}

/** Validates the terms of a group, for the same reason. @throws OPTION-INVALID, DATE-INVALID */
export function checkTerms(terms: GroupTerms): void {
  const { type, productIds, jurisdictions, producerCodeIds, startDay, endDay } = terms;
  checkOption('type', type, types);
  for (const [name, list] of Object.entries({ productIds, jurisdictions, producerCodeIds })) checkList(name, list);
  if (startDay !== null) checkDay('startDay', startDay);
  if (endDay !== null) checkDay('endDay', endDay);
}
