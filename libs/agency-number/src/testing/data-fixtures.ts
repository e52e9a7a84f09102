import type { Insurer } from '@affinity-engine/catalogue';
import { instant } from '@affinity-engine/kernel';
import type { Account, AgencyNumberSet, Broker, Owner, SentAgencyNumber } from '../agency-number.js';
import type { InsurerDirectory, WrittenAgencyNumber } from '../ports.js';

const createdAt = instant('2026-01-02T12:00:00Z');

export const anAccount = (overrides: Partial<Account> = {}): Account => ({
  id: 'account-1',
  name: 'Conta',
  createdAt,
  ...overrides,
});

/** A broker of `account-1`. */
export const aBroker = (overrides: Partial<Broker> = {}): Broker => ({
  id: 'broker-1',
  accountId: 'account-1',
  name: 'Maklerbüro Müller',
  createdAt,
  ...overrides,
});

/** The owner {@link aBroker} is. */
export const aBrokerOwner: Owner = { accountId: 'account-1', brokerId: 'broker-1' };

/** The owner {@link anAccount} is. */
export const anAccountOwner: Owner = { accountId: 'account-1', brokerId: null };

/** An active number without flags and references. */
export const aSentNumber = (overrides: Partial<SentAgencyNumber> = {}): SentAgencyNumber => ({
  number: 'A1',
  matchCode: null,
  externalInsurerId: null,
  externalUniqueId: null,
  collectionType: null,
  internalComment: null,
  active: true,
  defaultFor: { tenders: false, calculations: false },
  ...overrides,
});

/** A number of `broker-1` at `ins-5405`, to be written. */
export const aWrittenNumber = (overrides: Partial<WrittenAgencyNumber> = {}): WrittenAgencyNumber => ({
  ...aSentNumber(),
  id: 'number-1',
  owner: aBrokerOwner,
  insurerId: 'ins-5405',
  createdAt,
  changedAt: createdAt,
  ...overrides,
});

const contact = { phone: '0800 000 0000', email: 'contact@insurer.example', ombudsman: '0800 000 0001' };

/** Three insurers, each known by another number, and a fourth known by all three kinds. */
export const memoryInsurers = (): InsurerDirectory => {
  const insurers: readonly Insurer[] = [
    { id: 'ins-5405', name: 'One', baFinId: '5405', contact },
    { id: 'ins-5036', name: 'Two', insurerId: '5036', contact },
    { id: 'ins-61234', name: 'Three', supervisingAuthorityId: '61234', contact },
    { id: 'ins-all', name: 'Four', baFinId: '1', insurerId: '2', supervisingAuthorityId: '3', contact },
  ];
  return { insurers: () => insurers };
};

/** What the published example registers: five numbers at three insurers. */
export const publishedExample: readonly AgencyNumberSet[] = [
  {
    insurer: { baFinId: '5405' },
    numbers: [
      aSentNumber({
        number: '1-agency-number',
        matchCode: 'comment',
        externalUniqueId: 'uniqueId1',
        collectionType: 'insurer',
        internalComment: 'internal comment',
      }),
      aSentNumber({
        number: '2-agency-number',
        matchCode: 'comment 2',
        externalInsurerId: 'insurerId2',
        collectionType: 'mga',
        internalComment: 'internal comment 2',
      }),
      aSentNumber({
        number: '3-agency-number',
        matchCode: 'comment 3',
        externalInsurerId: 'insurerId3',
        collectionType: 'mga',
        internalComment: 'internal comment 3',
        defaultFor: { tenders: true, calculations: true },
      }),
    ],
  },
  { insurer: { insurerId: '5036' }, numbers: [exampleNumber('A1', 'insurer', { tenders: true, calculations: false })] },
  {
    insurer: { supervisingAuthorityId: '61234' },
    numbers: [exampleNumber('A2', 'mga', { tenders: false, calculations: true })],
  },
];

function exampleNumber(
  text: string,
  collectionType: 'insurer' | 'mga',
  defaultFor: SentAgencyNumber['defaultFor'],
): SentAgencyNumber {
  const texts = { number: text, matchCode: text, externalInsurerId: text, externalUniqueId: text };
  return aSentNumber({ ...texts, internalComment: text, collectionType, defaultFor });
}
