import { describe, it, expect } from '@jest/globals';
import { isDomainError } from '@affinity-engine/kernel';
import type { AgencyNumberSet, SentAgencyNumber } from './agency-number.js';
import { refusalOf } from '@affinity-engine/kernel/testing';
import { aBrokerOwner, agencyFixtures, anAccountOwner, aSentNumber, publishedExample } from './testing/index.js';

const at5405 = (...numbers: readonly Partial<SentAgencyNumber>[]): readonly AgencyNumberSet[] => [
  { insurer: { baFinId: '5405' }, numbers: numbers.map(aSentNumber) },
];
const both = { tenders: true, calculations: true };

describe('the published example', () => {
  it('registers five numbers at three insurers', async () => {
    const { register, numbers, audit } = agencyFixtures();
    expect(await register(publishedExample, aBrokerOwner, 'user-1')).toEqual({
      added: 5,
      updated: 0,
      doublyReferenced: 2,
    });
    expect(numbers().map(({ number, insurerId, owner }) => [number, insurerId, owner])).toEqual([
      ['1-agency-number', 'ins-5405', aBrokerOwner],
      ['2-agency-number', 'ins-5405', aBrokerOwner],
      ['3-agency-number', 'ins-5405', aBrokerOwner],
      ['A1', 'ins-5036', aBrokerOwner],
      ['A2', 'ins-61234', aBrokerOwner],
    ]);
    expect(audit()).toEqual([
      {
        actor: 'user-1',
        action: 'agency-numbers.registered',
        subject: 'broker-1',
        details: { added: 5, updated: 0 },
      },
    ]);
  });

  it('makes 3-agency-number the default for both purposes, A1 for tenders and A2 for calculations', async () => {
    const { register, offer } = agencyFixtures();
    await register(publishedExample, aBrokerOwner, 'user-1');
    const offered = async (insurer: AgencyNumberSet['insurer']) => [
      await offer(insurer, aBrokerOwner, 'tenders'),
      await offer(insurer, aBrokerOwner, 'calculations'),
    ];
    const at5405 = ['1-agency-number', '2-agency-number', '3-agency-number*'];
    expect(await offered({ baFinId: '5405' })).toEqual([at5405, at5405]);
    expect(await offered({ insurerId: '5036' })).toEqual([['A1*'], ['A1']]);
    expect(await offered({ supervisingAuthorityId: '61234' })).toEqual([['A2'], ['A2*']]);
  });
});

describe('the same number again', () => {
  it('without an external unique id is the same entry, as it is sent now', async () => {
    const { register, numbers, clock } = agencyFixtures();
    await register(at5405({ matchCode: 'old', internalComment: 'old', defaultFor: both }), aBrokerOwner, 'user-1');
    const [before] = numbers();
    clock.advance({ days: 1 });
    expect(await register(at5405({ matchCode: 'new' }), aBrokerOwner, 'user-1')).toMatchObject({
      added: 0,
      updated: 1,
    });
    expect(numbers()).toEqual([
      {
        ...before,
        matchCode: 'new',
        internalComment: null,
        flags: { tenders: null, calculations: null },
        changedAt: clock.now(),
      },
    ]);
  });

  it('with a new external unique id is another entry', async () => {
    const { register, numbers } = agencyFixtures();
    await register(at5405({}, { externalUniqueId: 'x' }), aBrokerOwner, 'user-1');
    await register(at5405({ externalUniqueId: 'y' }), aBrokerOwner, 'user-1');
    expect(numbers().map(({ externalUniqueId }) => externalUniqueId)).toEqual([null, 'x', 'y']);
  });

  it('without one, where there are several, is the entry without one, else the latest', async () => {
    const { register, numbers } = agencyFixtures();
    await register(at5405({ externalUniqueId: 'x' }, { externalUniqueId: 'y' }), aBrokerOwner, 'user-1');
    await register(at5405({ matchCode: 'first' }), aBrokerOwner, 'user-1');
    const codes = () => numbers().map(({ externalUniqueId, matchCode }) => [externalUniqueId, matchCode]);
    expect(codes()).toEqual([
      ['x', null],
      ['y', 'first'],
    ]);
  });

  it('within one call is written once, as it was sent last, and in that place', async () => {
    const { register, numbers, offer } = agencyFixtures();
    const sent = at5405(
      { number: 'N', defaultFor: both },
      { number: 'M', defaultFor: both },
      { number: 'N', matchCode: 'last', defaultFor: both },
    );
    expect(await register(sent, aBrokerOwner, 'user-1')).toMatchObject({ added: 2, updated: 0 });
    expect(numbers().find(({ number }) => number === 'N')?.matchCode).toBe('last');
    expect([...(await offer({ baFinId: '5405' }, aBrokerOwner, 'tenders'))].sort()).toEqual(['M', 'N*']);
  });

  it('at another insurer, or of another owner, is another entry', async () => {
    const { register, numbers } = agencyFixtures();
    for (const owner of [aBrokerOwner, anAccountOwner, { ...aBrokerOwner, brokerId: 'broker-2' }]) {
      const { added } = await register(
        [...at5405({}), { insurer: { insurerId: '5036' }, numbers: [aSentNumber()] }],
        owner,
        'user-1',
      );
      expect(added).toBe(2);
    }
    expect(numbers()).toHaveLength(6);
  });

  it('sent by many at once is one entry', async () => {
    const { register, numbers } = agencyFixtures();
    const sent = await Promise.all(Array.from({ length: 50 }, () => register(at5405({}), aBrokerOwner, 'user-1')));
    expect([numbers().length, sent.filter(({ added }) => added === 1).length]).toEqual([1, 1]);
  });
});

describe('an external unique id', () => {
  it('is used once in an account, by whichever broker, for ever', async () => {
    const { register, numbers, change } = agencyFixtures();
    await register(at5405({ externalUniqueId: 'x' }), aBrokerOwner, 'user-1');
    await change(numbers()[0]?.id ?? '', aBrokerOwner, { active: false }, 'user-1');
    for (const owner of [aBrokerOwner, anAccountOwner, { ...aBrokerOwner, brokerId: 'broker-2' }]) {
      const again = register(at5405({ number: 'other', externalUniqueId: 'x' }), owner, 'user-1');
      expect(await refusalOf(again)).toBe('EXTERNAL-ID-USED');
    }
    await register(at5405({ externalUniqueId: 'x' }), { accountId: 'account-2', brokerId: null }, 'user-2');
    expect(numbers()).toHaveLength(2);
  });

  it('raced by many is one caller’s', async () => {
    const { register, numbers } = agencyFixtures();
    const race = await Promise.all(
      Array.from({ length: 50 }, (_, one) =>
        refusalOf(register(at5405({ number: `N${one}`, externalUniqueId: 'x' }), aBrokerOwner, 'user-1')),
      ),
    );
    expect(race.filter((code) => code === null)).toHaveLength(1);
    expect(race.filter((code) => code === 'EXTERNAL-ID-USED')).toHaveLength(49);
    expect(numbers()).toHaveLength(1);
  });
});

describe('a registration with anything wrong', () => {
  const bad: readonly AgencyNumberSet[] = [
    {
      insurer: { baFinId: '5405' },
      numbers: [aSentNumber({ externalUniqueId: 'x' }), aSentNumber({ externalUniqueId: 'x' })],
    },
    { insurer: {}, numbers: [aSentNumber()] },
    { insurer: { baFinId: '9999', insurerId: '5036' }, numbers: [aSentNumber({ externalUniqueId: 'used' })] },
    { insurer: { baFinId: '5405', insurerId: '5036' }, numbers: [aSentNumber({ externalUniqueId: 'x' })] },
  ];

  it('stores nothing and lists everything', async () => {
    const { register, numbers, audit } = agencyFixtures();
    await register(at5405({ externalUniqueId: 'used' }), aBrokerOwner, 'user-1');
    const before = [numbers(), audit()];
    const thrown: unknown = await register(bad, aBrokerOwner, 'user-1').catch((failure: unknown) => failure);
    expect(isDomainError(thrown) && thrown.properties['problems']).toEqual([
      { code: 'INSURER-REQUIRED', set: 1 },
      { code: 'INSURER-UNKNOWN', key: 'baFinId', set: 2 },
      { code: 'INSURER-AMBIGUOUS', set: 3 },
      { code: 'EXTERNAL-ID-USED', set: 0, number: 1 },
      { code: 'EXTERNAL-ID-USED', set: 2, number: 0 },
      { code: 'EXTERNAL-ID-USED', set: 3, number: 0 },
    ]);
    expect([numbers(), audit()]).toEqual(before);
  });

  it('is refused as a whole for a problem of its last number', async () => {
    const { register, numbers } = agencyFixtures();
    const many = Array.from({ length: 100 }, (_, one) => ({ number: `N${one}` }));
    await refusalOf(
      register([...at5405(...many), { insurer: { baFinId: 'x' }, numbers: [aSentNumber()] }], aBrokerOwner, 'u'),
    );
    expect(numbers()).toEqual([]);
  });
});

describe('a repeat by one key', () => {
  it('registers once', async () => {
    const { register, numbers } = agencyFixtures();
    const once = { key: 'k', fingerprint: 'f', answer: () => 'done' };
    await register(at5405({ externalUniqueId: 'x' }), aBrokerOwner, 'user-1', once);
    expect(await refusalOf(register(at5405({ externalUniqueId: 'x' }), aBrokerOwner, 'user-1', once))).toBe(
      'ANSWERED-BEFORE',
    );
    expect(numbers()).toHaveLength(1);
  });
});
