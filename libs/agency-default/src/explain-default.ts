import { defaultEntry } from './default-entry.js';
import type { Flagged, Purpose } from './entry.js';

/** Why an entry with the flag is the default, or is not. */
export type Verdict = 'default' | 'inactive' | 'sent-earlier' | 'farther-owner';

export type DefaultLine<Entry> = { readonly entry: Entry; readonly verdict: Verdict };

/**
 * Explains {@link defaultEntry}: every entry with the flag and its verdict, the nearest owner's first, the last sent
 * first.
 * @throws everything {@link defaultEntry} throws
 */
export function explainDefault<Entry extends Flagged>(
  owners: readonly (readonly Entry[])[],
  purpose: Purpose,
): readonly DefaultLine<Entry>[] {
  const chosen = defaultEntry(owners, purpose);
  return owners.flatMap((entries) => {
    const decides = entries.some((entry) => entry === chosen);
    return entries
      .filter(({ flags }) => flags[purpose] !== null)
      .sort((one, other) => (other.flags[purpose] ?? 0) - (one.flags[purpose] ?? 0))
      .map((entry) => ({ entry, verdict: verdictOn(entry, chosen, decides) }));
  });
}

function verdictOn<Entry extends Flagged>(entry: Entry, chosen: Entry | null, decides: boolean): Verdict {
  if (entry === chosen) return 'default';
  if (!entry.active) return 'inactive';
  return decides ? 'sent-earlier' : 'farther-owner';
}
