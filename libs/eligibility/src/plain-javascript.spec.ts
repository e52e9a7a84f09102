import { describe, expect, it } from '@jest/globals';
import { plainDate } from '@affinity-engine/kernel';
import { checkEligible } from './check-eligible.js';
import { holderJurisdiction } from './holder-jurisdiction.js';
import { reasonsAgainst } from './reasons.js';

/** A value as plain JavaScript may pass it, without the compiler's checks. */
const plain = (given: unknown): never => given as never;

const group = {
  groupId: 'g',
  type: 'Closed',
  productIds: [],
  jurisdictions: [],
  startDay: null,
  endDay: null,
  producerCodeIds: [],
} as const;
const sale = {
  productId: 'p',
  on: plainDate('2026-03-01'),
  jurisdiction: null,
  producerCode: { status: 'active', id: 'own' },
} as const;

const ofGroup = (wrong: object) => () => reasonsAgainst(plain([{ ...group, ...wrong }]), sale);
const ofSale = (wrong: object) => () => reasonsAgainst([group], plain({ ...sale, ...wrong }));

describe('what only plain JavaScript can pass', () => {
  it.each<[string, () => unknown, string, RegExp]>([
    [
      'a type, which would be an open group',
      ofGroup({ type: 'closed' }),
      'OPTION-INVALID',
      /^type: expected one of Open, Closed; it is "closed"\.$/,
    ],
    ['products left out', ofGroup({ productIds: undefined }), 'OPTION-INVALID', /^productIds: expected a list/],
    ['one jurisdiction', ofGroup({ jurisdictions: 'NY' }), 'OPTION-INVALID', /^jurisdictions: expected a list/],
    ['no codes', ofGroup({ producerCodeIds: null }), 'OPTION-INVALID', /^producerCodeIds: expected a list/],
    ['a first day', ofGroup({ startDay: '2026-02-30' }), 'DATE-INVALID', /^startDay: expected a day .*"2026-02-30"/],
    ['a last day that is left out', ofGroup({ endDay: undefined }), 'DATE-INVALID', /^endDay: .*; it is undefined\.$/],
    ['one group', () => reasonsAgainst(plain(group), sale), 'OPTION-INVALID', /^groups: expected a list/],
    ['no product', ofSale({ productId: undefined }), 'OPTION-INVALID', /^productId: expected a text/],
    ['a day', ofSale({ on: '1.3.2026' }), 'DATE-INVALID', /^on: expected a day/],
    ['a place left out', ofSale({ jurisdiction: undefined }), 'OPTION-INVALID', /^jurisdiction: expected a text/],
    ['no code', ofSale({ producerCode: null }), 'OPTION-INVALID', /^producerCode\.status: .*; it is undefined\.$/],
    ['a code as a text', ofSale({ producerCode: 'own' }), 'OPTION-INVALID', /^producerCode\.status: /],
    [
      'a status',
      ofSale({ producerCode: { status: 'Active', id: 'own' } }),
      'OPTION-INVALID',
      /^producerCode\.status: expected one of none, unknown, inactive, active; it is "Active"\.$/,
    ],
    [
      'a status without its code, which a closed group would admit',
      ofSale({ producerCode: { status: 'active' } }),
      'OPTION-INVALID',
      /^producerCode\.id: expected a text; it is undefined\.$/,
    ],
    [
      'the same of a code that is not active, which may yet be associated',
      ofSale({ producerCode: { status: 'inactive' } }),
      'OPTION-INVALID',
      /^producerCode\.id: expected a text; it is undefined\.$/,
    ],
    ['no reasons at all', () => checkEligible(plain(undefined)), 'OPTION-INVALID', /^reasons: expected a list/],
    ['a reason as a text', () => checkEligible(plain('')), 'OPTION-INVALID', /^reasons: expected a list/],
    [
      'an unknown reason',
      () => checkEligible(plain([{ code: 'TOO-LATE', groupId: null }])),
      'OPTION-INVALID',
      /^code: expected one of PRODUCER-CODE-REQUIRED, .*; it is "TOO-LATE"\.$/,
    ],
    ['no state', () => holderJurisdiction('BR', plain(undefined)), 'OPTION-INVALID', /^state: expected a text/],
    ['no country', () => holderJurisdiction(plain(null), 'SP'), 'OPTION-INVALID', /^country: expected a text/],
  ])('is refused with its name: %s', (_, act, code, message) => {
    expect(act).toThrow(expect.objectContaining({ code, message: expect.stringMatching(message) }));
  });
});
