import { describe, it, expect } from '@jest/globals';
import fc from 'fast-check';
import { choices, defaultEntry, explainDefault, flagsAfter, noFlags, purposes } from './index.js';
import type { Flagged, Purpose, SentFlags } from './index.js';

const runs = Number(process.env['PROPERTY_RUNS'] ?? 10_000);

/** One message: an entry of an owner with its flags and whether it is active; a field left out stays. */
type Sent = { readonly owner: number; readonly number: number; readonly active?: boolean; readonly flags: SentFlags };

const flags = fc.record({ tenders: fc.boolean(), calculations: fc.boolean() }, { requiredKeys: [] });
const sent: fc.Arbitrary<Sent> = fc.record(
  { owner: fc.nat(1), number: fc.nat(4), active: fc.boolean(), flags },
  { requiredKeys: ['owner', 'number', 'flags'] },
);
const histories = fc.array(sent, { maxLength: 25 });

const same = (one: Sent, other: Sent): boolean => one.owner === other.owner && one.number === other.number;

/**
 * The rule, applied to the whole history: the active entry last sent with a flag it still carries; of the nearer owner
 * if it has one.
 */
function reread(history: readonly Sent[], purpose: Purpose): string | null {
  for (const owner of [0, 1]) {
    for (let at = history.length - 1; at >= 0; at -= 1) {
      const one = history[at] as Sent;
      if (one.owner !== owner || one.flags[purpose] !== true) continue;
      const later = history.slice(at + 1).filter((other) => same(one, other));
      if (later.some((other) => other.flags[purpose] === false)) continue;
      const sent = history.filter((other) => same(one, other) && other.active !== undefined);
      if (sent.at(-1)?.active ?? true) return nameOf(one);
    }
  }
  return null;
}

const nameOf = ({ owner, number }: Pick<Sent, 'owner' | 'number'>): string => `${owner}/${number}`;

type Entry = Flagged & { readonly name: string };

/** The stored result of a history: one entry each, with its current flags. */
function kept(history: readonly Sent[]): readonly (readonly Entry[])[] {
  const owners = [new Map<string, Entry>(), new Map<string, Entry>()] as const;
  history.forEach((one, place) => {
    const entries = owners[one.owner] as Map<string, Entry>;
    const name = nameOf(one);
    const before = entries.get(name) ?? { name, active: true, flags: noFlags };
    entries.set(name, {
      name,
      active: one.active ?? before.active,
      flags: flagsAfter(before.flags, one.flags, place),
    });
  });
  return owners.map((entries) => [...entries.values()]);
}

describe('the default, after any history', () => {
  it('is what the rule says when the whole history is read again', () => {
    fc.assert(
      fc.property(histories, (history) => {
        for (const purpose of purposes) {
          expect(defaultEntry(kept(history), purpose)?.name ?? null).toBe(reread(history, purpose));
        }
      }),
      { numRuns: runs },
    );
  });

  it('is one at most, active, and the only one an explanation calls so', () => {
    fc.assert(
      fc.property(histories, fc.constantFrom(...purposes), (history, purpose) => {
        const owners = kept(history);
        const found = defaultEntry(owners, purpose);
        const offered = choices(owners, purpose);
        expect(offered.filter(({ isDefault }) => isDefault).map(({ entry }) => entry)).toEqual(found ? [found] : []);
        expect(offered.every(({ entry }) => entry.active)).toBe(true);
        const explained = explainDefault(owners, purpose).filter(({ verdict }) => verdict === 'default');
        expect(explained.map(({ entry }) => entry)).toEqual(found ? [found] : []);
      }),
      { numRuns: runs },
    );
  });
});
