import { describe, it, expect } from '@jest/globals';
import { choices, defaultEntry, explainDefault, flagsAfter, lastFlagged, noFlags, purposes } from './index.js';
import type { Flagged, Flags } from './index.js';

type Entry = Flagged & { readonly number: string };

/** `['A', 3]`: flagged for both purposes since 3; `['A', 3, false]`: inactive; `['A']`: without flags. */
type Brief = readonly [number: string, place?: number | null, active?: boolean];

const entry = ([number, place = null, active = true]: Brief): Entry => ({
  number,
  active,
  flags: { tenders: place, calculations: place },
});
const owner = (...briefs: readonly Brief[]): readonly Entry[] => briefs.map(entry);

describe('the default of one owner', () => {
  it.each<[string, readonly Brief[], string | null]>([
    ['is none where nothing was sent', [], null],
    ['is none where no entry carries the flag', [['A'], ['B']], null],
    ['is the one that carries the flag', [['A'], ['B', 1]], 'B'],
    [
      'is the last that was sent with the flag',
      [
        ['A', 1],
        ['B', 2],
        ['C', 3],
      ],
      'C',
    ],
    [
      'is the last that was sent, wherever it stands in the list',
      [
        ['A', 3],
        ['B', 1],
        ['C', 2],
      ],
      'A',
    ],
    [
      'is the latest active one before an inactive one',
      [
        ['A', 1],
        ['B', 2],
        ['C', 3, false],
      ],
      'B',
    ],
    [
      'goes back over several inactive ones',
      [
        ['A', 1],
        ['B', 2, false],
        ['C', 3, false],
      ],
      'A',
    ],
    ['is none where all that carry the flag are inactive', [['A', 1, false], ['B'], ['C', 2, false]], null],
    ['may have been the first there ever was', [['A', 0]], 'A'],
  ])('%s', (_, briefs, number) => {
    const entries = owner(...briefs);
    for (const purpose of purposes) {
      expect(lastFlagged(entries, purpose)?.number ?? null).toBe(number);
      expect(lastFlagged([...entries].reverse(), purpose)?.number ?? null).toBe(number);
    }
  });

  it('is found apart for tenders and for calculations', () => {
    const of = (number: string, flags: Flags): Entry => ({ number, active: true, flags });
    const entries = [
      of('A', { tenders: 5, calculations: null }),
      of('B', { tenders: null, calculations: 4 }),
      of('C', { tenders: 1, calculations: 2 }),
    ];
    expect(purposes.map((purpose) => lastFlagged(entries, purpose)?.number)).toEqual(['A', 'B']);
  });
});

describe('the default of a broker', () => {
  it.each<[string, readonly Brief[], readonly Brief[], string | null]>([
    ['is its own, though the account sent one later', [['own', 1]], [['account', 2]], 'own'],
    ['is the account’s where it has none', [['own']], [['account', 2]], 'account'],
    ['is the account’s where its own is inactive', [['own', 9, false]], [['account', 2]], 'account'],
    ['is none where neither has one', [['own']], [['account', 2, false]], null],
  ])('%s', (_, own, account, number) => {
    expect(defaultEntry([owner(...own), owner(...account)], 'tenders')?.number ?? null).toBe(number);
  });
});

describe('what users choose from', () => {
  it('are the active entries, the broker’s before the account’s, one of them the default', () => {
    const own = owner(['A'], ['B', 4], ['C', 5, false]);
    const account = owner(['D', 9], ['E', 1, false], ['F']);
    expect(choices([own, account], 'tenders').map(({ entry: { number }, isDefault }) => [number, isDefault])).toEqual([
      ['A', false],
      ['B', true],
      ['D', false],
      ['F', false],
    ]);
  });

  it('may be without a default', () => {
    expect(choices([owner(['A'])], 'calculations')).toEqual([{ entry: entry(['A']), isDefault: false }]);
  });
});

describe('an explanation', () => {
  it('says of every entry that carries the flag what became of it', () => {
    const own = owner(['A', 2], ['B', 4], ['C', 5, false], ['D']);
    const account = owner(['E', 9], ['F', 1, false]);
    const lines = explainDefault([own, account], 'tenders');
    expect(lines.map(({ entry: { number }, verdict }) => [number, verdict])).toEqual([
      ['C', 'inactive'],
      ['B', 'default'],
      ['A', 'sent-earlier'],
      ['E', 'farther-owner'],
      ['F', 'inactive'],
    ]);
  });
});

describe('the flags of an entry', () => {
  it('are what was sent last, and when', () => {
    const first = flagsAfter(noFlags, { tenders: true, calculations: false }, 1);
    expect(first).toEqual({ tenders: 1, calculations: null });
    expect(flagsAfter(first, { calculations: true }, 2)).toEqual({ tenders: 1, calculations: 2 });
    expect(flagsAfter(first, { tenders: true }, 3)).toEqual({ tenders: 3, calculations: null });
    expect(flagsAfter(first, { tenders: false }, 4)).toEqual(noFlags);
    expect(flagsAfter(first, {}, 5)).toEqual(first);
  });
});
