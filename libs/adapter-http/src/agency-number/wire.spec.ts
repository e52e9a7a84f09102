import { describe, expect, it } from '@jest/globals';
import { DomainError, isDomainError } from '@affinity-engine/kernel';
import { edgeError, edgeErrors, reportedError } from '../edge/errors.js';
import { errorAnswerOf, kinds } from './errors.js';

const agencyErrorOf = (thrown: unknown, reference: string) => errorAnswerOf(reportedError(thrown, kinds, reference));

import { changeOf, collectionTypes, momentWire, setsOf, tidied } from './wire.js';

describe('a body', () => {
  it.each([
    [{ agencyNumber: ' 17 ' }, { agencyNumber: '17' }],
    [{ agencyNumber: ' ' }, { agencyNumber: '' }],
    [{ matchCode: '', externalUniqueId: ' ', collectionType: '\t' }, {}],
    [{ sets: [{ baFinId: '', insurerId: ' 5036 ' }] }, { sets: [{ insurerId: '5036' }] }],
    [{ defaultForTenders: '' }, { defaultForTenders: '' }],
    [
      { matchCode: null, active: false, count: 0 },
      { matchCode: null, active: false, count: 0 },
    ],
    [null, null],
    [[' a '], ['a']],
    [17, 17],
  ])('%j is tidied to %j', (sent, tidy) => {
    expect(tidied(sent)).toEqual(tidy);
  });
});

describe('the words of the contract', () => {
  it('are these for who collects the premium', () => {
    expect(collectionTypes).toEqual({
      broker: 'broker_collection',
      insurer: 'insurer_collection',
      mga: 'mga_collection',
    });
  });

  it('become a registration', () => {
    const agencyNumber = { agencyNumber: 'N', defaultForTenders: true, defaultForCalculations: false, active: true };
    const sent = {
      agencyNumberSets: [
        { baFinId: '5405', agencyNumbers: [{ ...agencyNumber, collectionType: 'mga_collection' as const }] },
      ],
    };
    expect(setsOf(sent)).toEqual([
      {
        insurer: { baFinId: '5405' },
        numbers: [
          {
            number: 'N',
            matchCode: null,
            externalInsurerId: null,
            externalUniqueId: null,
            collectionType: 'mga',
            internalComment: null,
            active: true,
            defaultFor: { tenders: true, calculations: false },
          },
        ],
      },
    ]);
  });

  it('leave out of a change what was not sent', () => {
    expect(changeOf({ defaultForTenders: false })).toEqual({ defaultFor: { tenders: false } });
    expect(changeOf({ active: true })).toEqual({ active: true, defaultFor: {} });
  });

  it('write moments in UTC, to the second', () => {
    expect(momentWire(Date.UTC(2026, 10, 22, 6, 5, 4) / 1000)).toBe('2026-11-22 06:05:04');
  });
});

describe('an error', () => {
  it.each<[unknown, string]>([
    [edgeError('ROUTE-UNKNOWN'), 'There is no such call.'],
    [new DomainError('CLIENT-INVALID', 'x'), 'API User is not existing or deactivated.'],
    [new DomainError('OWNER-REQUIRED', 'x'), 'X-Broker-Token, X-Account-Token: expected at least one of them'],
  ])('is answered with 200: %s', (thrown, error) => {
    expect(isDomainError(thrown)).toBe(true);
    expect(agencyErrorOf(thrown, 'r')).toEqual({ status: 200, body: { error } });
  });

  it.each([
    ['CONTENT-TYPE-INVALID', 415],
    ['RATE-EXCEEDED', 429],
    ['DATABASE-UNAVAILABLE', 503],
    ['SHUTTING-DOWN', 503],
  ] as const)('of the gate has a status of its own: %s', (code, status) => {
    expect(agencyErrorOf(edgeError(code), 'r')).toEqual({ status, body: { error: edgeErrors[code] } });
  });

  it('that was not expected is answered with 200 and a reference only', () => {
    const { status, body } = agencyErrorOf(new Error('secret'), 'ref-1');
    expect([status, JSON.stringify(body)]).toEqual([200, expect.stringContaining('Reference: ref-1')]);
    expect(JSON.stringify(body)).not.toContain('secret');
  });
});
