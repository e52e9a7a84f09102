import { describe, it, expect } from '@jest/globals';
import { purposes, type Purpose } from '@affinity-engine/agency-default';
import fc from 'fast-check';
import type { AgencyNumberChange, Owner, SentAgencyNumber } from './agency-number.js';
import { aBrokerOwner, agencyFixtures, anAccountOwner, aSentNumber } from './testing/index.js';

const runs = Number(process.env['PROPERTY_RUNS'] ?? 10_000);
const owners: readonly Owner[] = [aBrokerOwner, anAccountOwner];

type Step =
  | { readonly kind: 'register'; readonly owner: Owner; readonly sent: readonly SentAgencyNumber[] }
  | { readonly kind: 'change'; readonly pick: number; readonly change: AgencyNumberChange };

const flags = fc.record({ tenders: fc.boolean(), calculations: fc.boolean() });
const sent = fc
  .record({ number: fc.constantFrom('A', 'B', 'C'), active: fc.boolean(), defaultFor: flags, identified: fc.boolean() })
  .map(({ identified, ...fields }) => ({ ...aSentNumber(fields), externalUniqueId: identified ? 'new' : null }));
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('register' as const),
    owner: fc.constantFrom(...owners),
    sent: fc.array(sent, { minLength: 1, maxLength: 4 }),
  }),
  fc.record({
    kind: fc.constant('change' as const),
    pick: fc.nat(20),
    change: fc.oneof(
      fc.record({ active: fc.boolean() }),
      fc.record({
        defaultFor: fc.oneof(fc.record({ tenders: fc.boolean() }), fc.record({ calculations: fc.boolean() }), flags),
      }),
    ),
  }),
);

/** One line of history: a message about an entry. */
type Line = { readonly entry: number; readonly said: AgencyNumberChange };
type Entry = { readonly owner: Owner; readonly number: string; readonly identified: boolean };

/** A plain model: entries in the order received, with every message about them. */
class Book {
  readonly entries: Entry[] = [];
  readonly history: Line[] = [];

  send(owner: Owner, { number, externalUniqueId, active, defaultFor }: SentAgencyNumber): void {
    const same = this.entries.flatMap((each, at) => (each.owner === owner && each.number === number ? [at] : []));
    const known = same.find((at) => this.entries[at]?.identified === false) ?? same.at(-1);
    const entry = externalUniqueId === null ? known : undefined;
    if (entry === undefined) this.entries.push({ owner, number, identified: externalUniqueId !== null });
    this.history.push({ entry: entry ?? this.entries.length - 1, said: { active, defaultFor } });
  }

  isActive(entry: number): boolean {
    return (
      this.history.filter((line) => line.entry === entry).findLast(({ said }) => said.active !== undefined)?.said
        .active ?? false
    );
  }

  /** The rule, read from the last line to the first. */
  defaultOf(owner: Owner, purpose: Purpose): number | null {
    for (let at = this.history.length - 1; at >= 0; at -= 1) {
      const { entry, said } = this.history[at] as Line;
      if (this.entries[entry]?.owner !== owner || said.defaultFor?.[purpose] !== true || !this.isActive(entry))
        continue;
      const later = this.history.slice(at + 1).filter((line) => line.entry === entry);
      if (later.every((line) => line.said.defaultFor?.[purpose] !== false)) return entry;
    }
    return null;
  }
}

describe('any sequence of registrations, flags and deactivations', () => {
  it('offers what a re-reading of the whole history offers, with the same default', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        const { register, change, numbers, offered } = agencyFixtures();
        const book = new Book();
        const ids: string[] = [];
        let externalIds = 0;
        for (const each of steps) {
          if (each.kind === 'register') {
            const sets = each.sent.map((one) => ({
              ...one,
              externalUniqueId: one.externalUniqueId === null ? null : `x-${(externalIds += 1)}`,
            }));
            await register([{ insurer: { baFinId: '5405' }, numbers: sets }], each.owner, 'user-1');
            for (const one of sets) book.send(each.owner, one);
            ids.splice(
              0,
              ids.length,
              ...[...numbers()].sort((a, b) => idNumber(a.id) - idNumber(b.id)).map(({ id }) => id),
            );
          } else if (ids.length > 0) {
            const entry = each.pick % ids.length;
            await change(ids[entry] as string, book.entries[entry]?.owner as Owner, each.change, 'user-1');
            book.history.push({ entry, said: each.change });
          }
        }
        const entries = book.entries.map((_, at) => at);
        for (const purpose of purposes) {
          const [own, account] = owners.map((owner) => book.defaultOf(owner, purpose));
          const expected = own ?? account ?? null;
          const choices = await offered({ baFinId: '5405' }, aBrokerOwner, purpose);
          expect(choices.find(({ isDefault }) => isDefault)?.entry.id ?? null).toBe(
            expected === null ? null : ids[expected],
          );
          expect(choices.map(({ entry }) => entry.id).sort()).toEqual(
            entries
              .filter((at) => book.isActive(at))
              .map((at) => ids[at])
              .sort(),
          );
        }
      }),
      { numRuns: runs },
    );
  }, 120_000);
});

/** Identifiers count up: entries in the order received. */
const idNumber = (id: string): number => Number(id.replace('id-', ''));
