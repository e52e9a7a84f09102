import { checkOption, optionRefusal } from '@affinity-engine/kernel';
import { purposes, type Flagged, type Purpose } from './entry.js';

/** Lets a list pass. @throws OPTION-INVALID */
function checkList(name: string, given: unknown): void {
  if (!Array.isArray(given)) throw optionRefusal(name, 'a list', given);
}

const isPlace = (given: unknown): boolean => given === null || Number.isFinite(given);

/**
 * Lets the entries of an owner pass. A purpose there is none of would have no default, and an entry that is active as a text
 * would be so for ever.
 * @throws OPTION-INVALID
 */
export function checkEntries(entries: readonly Flagged[], purpose: Purpose): void {
  checkOption('purpose', purpose, purposes);
  checkList('entries', entries);
  for (const { active, flags } of entries) {
    if (typeof active !== 'boolean') throw optionRefusal('active', 'true or false', active);
    const place: unknown = (flags as Partial<Flagged['flags']> | undefined)?.[purpose];
    if (!isPlace(place)) throw optionRefusal(`flags.${purpose}`, 'a number, or null', place);
  }
}

/** The same of several owners. @throws OPTION-INVALID */
export function checkOwners(owners: readonly (readonly Flagged[])[], purpose: Purpose): void {
  checkOption('purpose', purpose, purposes);
  checkList('owners', owners);
  for (const entries of owners) checkEntries(entries, purpose);
}
