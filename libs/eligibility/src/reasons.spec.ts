import { describe, expect, it } from '@jest/globals';
import { plainDate } from '@affinity-engine/kernel';
import fc from 'fast-check';
import { reasonsAgainst, reasonSentences, type ReasonCode } from './reasons.js';
import type { GroupTerms, GroupType, Sale, SellingCode } from './terms.js';

const [start, end] = [plainDate('2026-03-01'), plainDate('2026-03-31')];

/** Each condition in each of its states, with the reason of that state. */
const codes: Readonly<Record<string, readonly [SellingCode, Readonly<Record<GroupType, readonly ReasonCode[]>>]>> = {
  'none named': [{ status: 'none' }, { Open: ['PRODUCER-CODE-REQUIRED'], Closed: ['PRODUCER-CODE-REQUIRED'] }],
  unknown: [
    { status: 'unknown', named: 'x' },
    { Open: ['PRODUCER-CODE-UNKNOWN'], Closed: ['PRODUCER-CODE-UNKNOWN'] },
  ],
  'inactive, associated': [
    { status: 'inactive', id: 'own' },
    { Open: ['PRODUCER-CODE-INACTIVE'], Closed: ['PRODUCER-CODE-INACTIVE'] },
  ],
  'inactive, not associated': [
    { status: 'inactive', id: 'foreign' },
    { Open: ['PRODUCER-CODE-INACTIVE'], Closed: ['PRODUCER-CODE-INACTIVE', 'PRODUCER-CODE-NOT-IN-GROUP'] },
  ],
  'active, associated': [
    { status: 'active', id: 'own' },
    { Open: [], Closed: [] },
  ],
  'active, not associated': [
    { status: 'active', id: 'foreign' },
    { Open: [], Closed: ['PRODUCER-CODE-NOT-IN-GROUP'] },
  ],
};
const products = {
  'any product': [[], []],
  'its product': [['a', 'p'], []],
  'another product': [['a', 'b'], ['PRODUCT-NOT-IN-GROUP']],
} as const;
const days = {
  'no days': [null, null, '1999-12-31', []],
  'the day before': [start, end, '2026-02-28', ['GROUP-NOT-STARTED']],
  'the first day': [start, end, '2026-03-01', []],
  'the last day': [start, end, '2026-03-31', []],
  'the day after': [start, end, '2026-04-01', ['GROUP-ENDED']],
  'long before, without an end': [start, null, '1999-12-31', ['GROUP-NOT-STARTED']],
  'long after, without an end': [start, null, '2999-12-31', []],
  'long before, without a start': [null, end, '1999-12-31', []],
  'long after, without a start': [null, end, '2999-12-31', ['GROUP-ENDED']],
} as const;
const places = {
  'any place': [[], 'BR_SP', []],
  'its place': [['NY', 'BR_SP'], 'BR_SP', []],
  'another place': [['NY', 'SP'], 'BR_SP', ['JURISDICTION-NOT-IN-GROUP']],
  'a place not known yet': [['NY'], null, []],
} as const;

const combinations = (['Open', 'Closed'] as const).flatMap((type) =>
  Object.entries(codes).flatMap(([code, [producerCode, ofCode]]) =>
    Object.entries(products).flatMap(([product, [productIds, ofProduct]]) =>
      Object.entries(days).flatMap(([day, [startDay, endDay, on, ofDay]]) =>
        Object.entries(places).map(([place, [jurisdictions, jurisdiction, ofPlace]]) => ({
          name: [type, code, product, day, place].join(', '),
          terms: { groupId: 'g', type, productIds, jurisdictions, startDay, endDay, producerCodeIds: ['own', 'other'] },
          sale: { productId: 'p', on: plainDate(on), jurisdiction, producerCode },
          expected: [...ofCode[type], ...ofDay, ...ofProduct, ...ofPlace],
        })),
      ),
    ),
  ),
);

const codesOf = (groups: readonly GroupTerms[], sale: Sale): readonly ReasonCode[] =>
  reasonsAgainst(groups, sale).map(({ code }) => code);

describe('a sale under one group', () => {
  it('is refused for exactly the reasons of its states, in every combination', () => {
    expect(combinations).toHaveLength(2 * 6 * 3 * 9 * 4);
    const wrong = combinations
      .map(({ name, terms, sale, expected }) => ({ name, expected, found: codesOf([terms], sale) }))
      .filter(({ expected, found }) => JSON.stringify(expected) !== JSON.stringify(found));
    expect(wrong).toEqual([]);
  });

  it('is admitted by some combinations and refused with every reason there is by others', () => {
    const found = combinations.map(({ terms, sale }) => codesOf([terms], sale));
    expect(found.filter((reasons) => reasons.length === 0).length).toBeGreaterThan(50);
    expect(new Set(found.flat())).toEqual(new Set(Object.keys(reasonSentences)));
  });

  it('names the group, but for what no group could admit', () => {
    const terms: GroupTerms = {
      groupId: 'pc:909',
      type: 'Closed',
      productIds: ['a'],
      jurisdictions: [],
      startDay: null,
      endDay: null,
      producerCodeIds: [],
    };
    const sale: Sale = {
      productId: 'p',
      on: start,
      jurisdiction: null,
      producerCode: { status: 'inactive', id: 'x' },
    };
    expect(reasonsAgainst([terms], sale)).toEqual([
      { code: 'PRODUCER-CODE-INACTIVE', groupId: null },
      { code: 'PRODUCER-CODE-NOT-IN-GROUP', groupId: 'pc:909' },
      { code: 'PRODUCT-NOT-IN-GROUP', groupId: 'pc:909' },
    ]);
  });
});

describe('a sale of a seller linked to no group', () => {
  it.each(Object.entries(codes))('through a code that is %s is refused only if it is unknown', (_, [code]) => {
    const sale: Sale = { productId: 'p', on: start, jurisdiction: 'BR_SP', producerCode: code };
    const expected = code.status === 'unknown' ? [{ code: 'PRODUCER-CODE-UNKNOWN', groupId: null }] : [];
    expect(reasonsAgainst([], sale)).toEqual(expected);
  });
});

const anyOf = <Value>(...values: readonly Value[]) => fc.constantFrom(...values);
const someTerms: fc.Arbitrary<GroupTerms> = fc.record({
  groupId: anyOf('g', 'h', 'i'),
  type: anyOf<GroupType>('Open', 'Closed'),
  productIds: fc.subarray(['p', 'q', 'r']),
  jurisdictions: fc.subarray(['NY', 'BR_SP', 'BR_RJ']),
  startDay: anyOf(null, ...['2026-01-01', '2026-06-01'].map(plainDate)),
  endDay: anyOf(null, ...['2026-06-30', '2026-12-31'].map(plainDate)),
  producerCodeIds: fc.subarray(['own', 'other']),
});
const someSale: fc.Arbitrary<Sale> = fc.record({
  productId: anyOf('p', 'q', 'z'),
  on: anyOf(...['2025-12-31', '2026-01-01', '2026-06-15', '2026-12-31', '2027-01-01'].map(plainDate)),
  jurisdiction: anyOf(null, 'NY', 'BR_SP', 'CA'),
  producerCode: anyOf<SellingCode>(
    { status: 'none' },
    { status: 'unknown', named: 'x' },
    { status: 'inactive', id: 'own' },
    { status: 'active', id: 'own' },
    { status: 'active', id: 'foreign' },
  ),
});

/** Changes that make a group or a sale worse; each adds one reason if it was not there yet. */
const worse: readonly ((terms: GroupTerms) => GroupTerms)[] = [
  (terms) => ({ ...terms, productIds: ['nothing'] }),
  (terms) => ({ ...terms, jurisdictions: ['nowhere'] }),
  (terms) => ({ ...terms, startDay: plainDate('9999-01-01') }),
  (terms) => ({ ...terms, endDay: plainDate('1900-01-01') }),
  (terms) => ({ ...terms, type: 'Closed', producerCodeIds: [] }),
];

describe('reasons', () => {
  it('never go away because another one comes', () => {
    fc.assert(
      fc.property(fc.array(someTerms, { minLength: 1, maxLength: 3 }), someSale, anyOf(...worse), (groups, sale, w) => {
        const before = reasonsAgainst(groups, sale);
        const after = reasonsAgainst(groups.map(w), sale);
        expect(after).toEqual(expect.arrayContaining([...before]));
      }),
    );
  });

  it('never go away where the code gets worse', () => {
    fc.assert(
      fc.property(fc.array(someTerms, { maxLength: 3 }), someSale, (groups, sale) => {
        const active: Sale = { ...sale, producerCode: { status: 'active', id: 'own' } };
        const inactive: Sale = { ...sale, producerCode: { status: 'inactive', id: 'own' } };
        expect(reasonsAgainst(groups, inactive)).toEqual(expect.arrayContaining([...reasonsAgainst(groups, active)]));
      }),
    );
  });

  it('are none where any one of several groups admits the sale, else those of all', () => {
    fc.assert(
      fc.property(fc.array(someTerms, { minLength: 1, maxLength: 3 }), someSale, (groups, sale) => {
        const each = groups.map((terms) => reasonsAgainst([terms], sale));
        const together = reasonsAgainst(groups, sale);
        const all = new Set(each.flat().map((reason) => JSON.stringify(reason)));
        const expected = each.some((reasons) => reasons.length === 0) ? new Set() : all;
        const ofGroups = together.filter(({ groupId }) => groupId !== null);
        expect(together.length === 0).toBe(expected.size === 0);
        for (const reason of ofGroups) expect(all).toContain(JSON.stringify(reason));
      }),
    );
  });
});
