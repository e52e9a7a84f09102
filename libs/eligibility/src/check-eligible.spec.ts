import { expect, it } from '@jest/globals';
import { codeOf } from '@affinity-engine/kernel/testing';
import { checkEligible } from './check-eligible.js';
import { holderJurisdiction } from './holder-jurisdiction.js';

it('admits what nothing speaks against', () => {
  expect(codeOf(() => checkEligible([]))).toBeNull();
});

it('refuses with every reason, its group and its sentence', () => {
  const act = () =>
    checkEligible([
      { code: 'PRODUCER-CODE-REQUIRED', groupId: null },
      { code: 'GROUP-ENDED', groupId: 'pc:909' },
    ]);
  expect(act).toThrow(
    expect.objectContaining({
      code: 'NOT-ELIGIBLE',
      properties: {
        reasons: [
          {
            code: 'PRODUCER-CODE-REQUIRED',
            groupId: null,
            message: 'The sale must go through a producer code.',
          },
          { code: 'GROUP-ENDED', groupId: 'pc:909', message: 'The day lies after the last day of the group.' },
        ],
      },
    }),
  );
});

it.each(['AL', 'MA', 'MS', 'MT', 'PA', 'SC'])(
  'distinguishes the Brazilian %s from that of the United States',
  (state) => {
    expect([holderJurisdiction('BR', state), holderJurisdiction('US', state)]).toEqual([`BR_${state}`, state]);
  },
);
