import { defaultEntry } from './default-entry.js';
import type { Flagged, Purpose } from './entry.js';

/** What became of an entry that carries the flag. */
export type Verdict = 'default' | 'inactive' | 'sent-earlier' | 'farther-owner';

export type DefaultLine<Entry> = { readonly entry: Entry; readonly verdict: Verdict };

/**
 * Why {@link defaultEntry} is what it is: every entry that carries the flag, the nearest owner's first, what was sent
 * last before what was sent earlier, and what became of it.
 * @throws what {@link defaultEntry} throws
 */
export function explainDefault<Entry extends Flagged>(
  owners: readonly (readonly Entry[])[],
  purpose: Purpose,
): readonly DefaultLine<Entry>[] {
  const chosen = defaultEntry(owners, purpose);
  return owners.flatMap((entries) => {
    const decides = chosen !== null && entries.includes(chosen);
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
