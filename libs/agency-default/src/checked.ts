import { checkList, checkOption, checkSwitch, optionError } from '@affinity-engine/kernel';
import { purposes, type Flagged, type Purpose } from './entry.js';

/** Validates the entries of one owner. @throws OPTION-INVALID */
export function checkEntries(entries: readonly Flagged[], purpose: Purpose): void {
  checkOption('purpose', purpose, purposes);
  checkOwnEntries(entries, purpose);
}

/** Validates the entries of several owners. @throws OPTION-INVALID */
export function checkOwners(owners: readonly (readonly Flagged[])[], purpose: Purpose): void {
  checkOption('purpose', purpose, purposes);
  checkList('owners', owners);
  for (const entries of owners) checkOwnEntries(entries, purpose);
}

function checkOwnEntries(entries: readonly Flagged[], purpose: Purpose): void {
  checkList('entries', entries);
  for (const { active, flags } of entries) {
    // Guards against `active: 'false'`, which is truthy.
    checkSwitch('active', active);
    const place: unknown = (flags as Partial<Flagged['flags']> | undefined)?.[purpose];
    if (!isPlace(place)) throw optionError(`flags.${purpose}`, 'a number, or null', place);
  }
}

const isPlace = (given: unknown): boolean => given === null || Number.isFinite(given);
