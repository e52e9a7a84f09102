import { checkEntries, checkOwners } from './checked.js';
import type { Flagged, Purpose } from './entry.js';

/**
 * The default among one owner's entries at one insurer: of the active ones with the flag, the one last sent with it.
 * Null if there is none. The order of `entries` does not matter.
 * @throws OPTION-INVALID for an unknown purpose, and for invalid entries
 */
export function lastFlagged<Entry extends Flagged>(entries: readonly Entry[], purpose: Purpose): Entry | null {
  checkEntries(entries, purpose);
  return lastOf(entries, purpose);
}

function lastOf<Entry extends Flagged>(entries: readonly Entry[], purpose: Purpose): Entry | null {
  let last: Entry | null = null;
  for (const entry of entries) {
    const place = entry.active ? entry.flags[purpose] : null;
    if (place !== null && place > (last?.flags[purpose] ?? -Infinity)) last = entry;
  }
  return last;
}

/**
 * The default among several owners, the nearest first: a broker's own entries, then those of its account. The first
 * owner that has a default decides.
 * @throws OPTION-INVALID for an unknown purpose, and for invalid owners or entries
 */
export function defaultEntry<Entry extends Flagged>(
  owners: readonly (readonly Entry[])[],
  purpose: Purpose,
): Entry | null {
  checkOwners(owners, purpose);
  for (const entries of owners) {
    const found = lastOf(entries, purpose);
    if (found !== null) return found;
  }
  return null;
}

/** An entry of the list that users choose from. */
export type OfferedEntry<Entry> = { readonly entry: Entry; readonly isDefault: boolean };

/**
 * The entries users choose from: all active ones, the nearest owner's first; at most one is the default.
 * @throws OPTION-INVALID for an unknown purpose, and for invalid owners or entries
 */
export function choices<Entry extends Flagged>(
  owners: readonly (readonly Entry[])[],
  purpose: Purpose,
): readonly OfferedEntry<Entry>[] {
  const chosen = defaultEntry(owners, purpose);
  return owners
    .flat()
    .filter(({ active }) => active)
    .map((entry) => ({ entry, isDefault: entry === chosen }));
}
