import { describe, expect, it } from '@jest/globals';
import type { AgencyNumberSet, SentAgencyNumber } from './agency-number.js';
import { aBrokerOwner, agencyFixtures, anAccountOwner, aSentNumber } from './testing/index.js';

/** Each number in a set of its own, as operators send them. */
const each = (...numbers: readonly Partial<SentAgencyNumber>[]): readonly AgencyNumberSet[] =>
  numbers.map((number) => ({ insurer: { id: 'ins-5405' }, numbers: [aSentNumber(number)] }));
const both = { tenders: true, calculations: true };

describe('a preview of a registration', () => {
  it('says which numbers are new, changed and unchanged, with what changes from what to what', async () => {
    const { register, preview, numbers } = agencyFixtures();
    await register(
      each({ number: 'A', matchCode: 'old' }, { number: 'B', internalComment: 'kept' }),
      aBrokerOwner,
      'u',
    );
    const sent = each(
      { number: 'A', matchCode: 'new', active: false, collectionType: 'mga' },
      { number: 'B', internalComment: 'kept' },
      { number: 'C' },
    );
    const { lines, ...counts } = await preview(sent, aBrokerOwner);
    expect(counts).toEqual({ added: 1, updated: 2 });
    const [a, b] = numbers().map(({ id }) => id);
    const calm = { becomesDefaultFor: [], problems: [] };
    expect(lines).toEqual([
      {
        ...{ ...calm, outcome: 'changed', id: a },
        changes: [
          { field: 'matchCode', from: 'old', to: 'new' },
          { field: 'collectionType', from: null, to: 'mga' },
          { field: 'active', from: true, to: false },
        ],
      },
      { ...calm, outcome: 'unchanged', id: b, changes: [] },
      { ...calm, outcome: 'added', id: null, changes: [] },
    ]);
  });

  it('changes nothing', async () => {
    const { register, preview, numbers, audit } = agencyFixtures();
    await register(each({ number: 'A' }), aBrokerOwner, 'u');
    const before = [numbers(), audit()];
    await preview(each({ number: 'A', active: false }, { number: 'B' }), aBrokerOwner);
    expect([numbers(), audit()]).toEqual(before);
  });

  it('names the numbers that become defaults, also where nothing else of them changes', async () => {
    const { register, preview, offer } = agencyFixtures();
    const first = each({ number: 'A', defaultFor: both }, { number: 'B', defaultFor: both });
    await register(first, aBrokerOwner, 'u');
    const becoming = async (...sent: readonly Partial<SentAgencyNumber>[]) =>
      (await preview(each(...sent), aBrokerOwner)).lines.map((line) => [line.outcome, line.becomesDefaultFor]);
    const again = { number: 'A', defaultFor: both };
    expect(await becoming(again)).toEqual([['changed', ['tenders', 'calculations']]]);
    expect(await becoming(again, { number: 'B', defaultFor: both })).toEqual([
      ['unchanged', []],
      ['unchanged', []],
    ]);
    expect(await becoming({ ...again, active: false })).toEqual([['changed', []]]);
    expect(await becoming({ number: 'C', defaultFor: { tenders: true, calculations: false } })).toEqual([
      ['added', ['tenders']],
    ]);
    await register(each(again), aBrokerOwner, 'u');
    expect(await offer({ id: 'ins-5405' }, aBrokerOwner, 'tenders')).toEqual(['A*', 'B']);
  });

  it('has a line for each faulty number with all that is wrong with it, beside those of the good ones', async () => {
    const { register, preview } = agencyFixtures();
    await register(each({ externalUniqueId: 'used' }), anAccountOwner, 'u');
    const sets: readonly AgencyNumberSet[] = [
      ...each({ number: 'good' }, { number: 'A', externalUniqueId: 'used' }),
      { insurer: { baFinId: '9999' }, numbers: [aSentNumber({ externalUniqueId: 'used' })] },
      ...each({ number: 'good too' }),
    ];
    const { lines, added } = await preview(sets, aBrokerOwner);
    expect(added).toBe(2);
    expect(lines.map(({ outcome, problems }) => [outcome, problems.map(({ code }) => code)])).toEqual([
      ['added', []],
      ['faulty', ['EXTERNAL-ID-USED']],
      ['faulty', ['INSURER-UNKNOWN', 'EXTERNAL-ID-USED']],
      ['added', []],
    ]);
  });

  it('counts a number that comes twice once, as it comes last', async () => {
    const { preview } = agencyFixtures();
    const { lines, added } = await preview(each({ number: 'A' }, { number: 'A', active: false }), aBrokerOwner);
    expect([added, lines.map(({ outcome }) => outcome)]).toEqual([1, ['superseded', 'added']]);
  });

  it('says what the registration then does', async () => {
    const { register, preview } = agencyFixtures();
    await register(each({ number: 'A' }, { number: 'B', externalUniqueId: 'x' }), aBrokerOwner, 'u');
    const sent = each({ number: 'B' }, { number: 'A', externalUniqueId: 'y' }, { number: 'C' }, { number: 'A' });
    const { added, updated } = await preview(sent, aBrokerOwner);
    expect(await register(sent, aBrokerOwner, 'u')).toMatchObject({ added, updated });
  });
});
