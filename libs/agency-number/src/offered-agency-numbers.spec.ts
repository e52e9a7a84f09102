import { describe, it, expect } from '@jest/globals';
import type { AgencyNumber, AgencyNumberSet, SentAgencyNumber } from './agency-number.js';
import { refusalOf } from '@affinity-engine/kernel/testing';
import { aBrokerOwner, agencyFixtures, anAccountOwner, aSentNumber } from './testing/index.js';

const at5405 = (...numbers: readonly Partial<SentAgencyNumber>[]): readonly AgencyNumberSet[] => [
  { insurer: { baFinId: '5405' }, numbers: numbers.map(aSentNumber) },
];
const both = { tenders: true, calculations: true };
const insurer = { baFinId: '5405' };
const otherBroker = { ...aBrokerOwner, brokerId: 'broker-2' };

describe('what users choose from', () => {
  it('are a broker’s own numbers and its account’s; an account sees its own', async () => {
    const { register, offer } = agencyFixtures();
    await register(at5405({ number: 'ours', defaultFor: both }), anAccountOwner, 'user-1');
    await register(at5405({ number: 'mine' }), aBrokerOwner, 'user-1');
    await register(at5405({ number: 'theirs', defaultFor: both }), otherBroker, 'user-1');
    await register(
      at5405({ number: 'foreign', defaultFor: both }),
      { accountId: 'account-2', brokerId: null },
      'user-2',
    );
    expect(await offer(insurer, aBrokerOwner, 'tenders')).toEqual(['mine', 'ours*']);
    expect(await offer(insurer, otherBroker, 'tenders')).toEqual(['theirs*', 'ours']);
    expect(await offer(insurer, anAccountOwner, 'tenders')).toEqual(['ours*']);
  });

  it('follows flags and deactivation', async () => {
    const { register, change, numbers, offer } = agencyFixtures();
    await register(
      at5405({ number: 'A', defaultFor: both }, { number: 'B', defaultFor: both }),
      aBrokerOwner,
      'user-1',
    );
    const idOf = (number: string) => numbers().find((each) => each.number === number)?.id ?? '';
    const set = (number: string, what: Parameters<typeof change>[2]) =>
      change(idOf(number), aBrokerOwner, what, 'user-1');
    const offered = () => offer(insurer, aBrokerOwner, 'calculations');
    expect(await offered()).toEqual(['A', 'B*']);
    await set('B', { active: false });
    expect(await offered()).toEqual(['A*']);
    await set('A', { defaultFor: { calculations: false } });
    expect(await offered()).toEqual(['A']);
    expect(await offer(insurer, aBrokerOwner, 'tenders')).toEqual(['A*']);
    await set('B', { active: true });
    expect(await offered()).toEqual(['A', 'B*']);
    await set('A', { defaultFor: { calculations: true } });
    expect(await offered()).toEqual(['A*', 'B']);
  });

  it('needs an insurer that is known', async () => {
    const { offer } = agencyFixtures();
    expect(await refusalOf(offer({}, aBrokerOwner, 'tenders'))).toBe('INSURER-REQUIRED');
    expect(await refusalOf(offer({ baFinId: '0' }, aBrokerOwner, 'tenders'))).toBe('INSURER-UNKNOWN');
    expect(await offer({ insurerId: '5036' }, aBrokerOwner, 'tenders')).toEqual([]);
  });
});

describe('a change', () => {
  it('is the owner’s alone', async () => {
    const { register, change, numbers, audit } = agencyFixtures();
    await register(at5405({}), aBrokerOwner, 'user-1');
    const id = numbers()[0]?.id ?? '';
    const before = [numbers(), audit()];
    for (const owner of [anAccountOwner, otherBroker, { accountId: 'account-2', brokerId: null }]) {
      expect(await refusalOf(change(id, owner, { active: false }, 'user-1'))).toBe('AGENCY-NUMBER-UNKNOWN');
    }
    expect(await refusalOf(change('nothing', aBrokerOwner, { active: false }, 'user-1'))).toBe('AGENCY-NUMBER-UNKNOWN');
    expect([numbers(), audit()]).toEqual(before);
  });

  it('of an operator is of whichever owner’s number, and answers the number as it is then', async () => {
    const { register, change, numbers, clock, offer } = agencyFixtures();
    await register(at5405({ matchCode: 'old', defaultFor: { tenders: true, calculations: false } }), aBrokerOwner, 'u');
    const { flags: _flags, ...before } = numbers()[0] as AgencyNumber;
    clock.advance({ days: 1 });
    const set = (what: Parameters<typeof change>[2]) => change(before.id, null, what, 'operator');
    const now = { ...before, changedAt: clock.now() };
    expect(await set({ matchCode: 'new', defaultFor: { calculations: true } })).toEqual({
      ...{ ...now, matchCode: 'new', defaultFor: both },
    });
    expect(await set({ matchCode: null, active: false })).toEqual({
      ...{ ...now, matchCode: null, active: false, defaultFor: both },
    });
    expect(numbers()[0]).toMatchObject({ matchCode: null, active: false });
    expect(await offer(insurer, aBrokerOwner, 'tenders')).toEqual([]);
    expect(await refusalOf(change('nothing', null, { active: true }, 'operator'))).toBe('AGENCY-NUMBER-UNKNOWN');
  });

  it('leaves a line in the trail', async () => {
    const { register, change, numbers, audit } = agencyFixtures();
    await register(at5405({}), aBrokerOwner, 'user-1');
    const id = numbers()[0]?.id ?? '';
    await change(id, aBrokerOwner, { active: false }, 'user-1');
    expect(audit().at(-1)).toEqual({
      actor: 'user-1',
      action: 'agency-number.changed',
      subject: id,
      details: { active: false },
    });
  });
});
