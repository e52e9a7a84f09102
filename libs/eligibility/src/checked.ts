import { checkDay, checkOption, optionRefusal } from '@affinity-engine/kernel';
import type { GroupTerms, GroupType, Sale } from './terms.js';

const types: readonly GroupType[] = ['Open', 'Closed'];
const standings = ['none', 'unknown', 'inactive', 'active'];

/** Lets a text pass. @throws OPTION-INVALID */
export function checkText(name: string, given: unknown): void {
  if (typeof given !== 'string') throw optionRefusal(name, 'a text', given);
}

/** Lets a list pass. @throws OPTION-INVALID */
export function checkList(name: string, given: unknown): void {
  if (!Array.isArray(given)) throw optionRefusal(name, 'a list', given);
}

/**
 * Lets a sale pass that says all there is to be known of it. What is misspelled or left out would be no bound, and admit
 * what the groups do not.
 * @throws OPTION-INVALID, DATE-INVALID
 */
export function checkSale({ productId, on, jurisdiction, producerCode }: Sale): void {
  checkText('productId', productId);
  checkDay('on', on);
  if (jurisdiction !== null) checkText('jurisdiction', jurisdiction);
  const { standing, id } = (producerCode ?? {}) as { readonly standing?: unknown; readonly id?: unknown };
  checkOption('producerCode.standing', standing, standings);
  if (standing === 'active' || standing === 'inactive') checkText('producerCode.id', id);
}

/** Lets the terms of a group pass that bind as they are written. @throws OPTION-INVALID, DATE-INVALID */
export function checkTerms(terms: GroupTerms): void {
  const { type, productIds, jurisdictions, producerCodeIds, startDay, endDay } = terms;
  checkOption('type', type, types);
  for (const [name, list] of Object.entries({ productIds, jurisdictions, producerCodeIds })) checkList(name, list);
  if (startDay !== null) checkDay('startDay', startDay);
  if (endDay !== null) checkDay('endDay', endDay);
}
