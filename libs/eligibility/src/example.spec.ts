import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
// example
import { plainDate } from '@affinity-engine/kernel';
import { holderJurisdiction, reasonsAgainst, type GroupTerms } from '@affinity-engine/eligibility';

const group: GroupTerms = {
  groupId: 'pc:909',
  type: 'Closed',
  productIds: ['personal-life'],
  jurisdictions: ['NY', 'BR_SP'],
  startDay: plainDate('2026-01-01'),
  endDay: plainDate('2026-12-31'),
  producerCodeIds: ['pc:6', 'pc:7'],
};
const sale = { productId: 'personal-life', on: plainDate('2026-12-31'), jurisdiction: holderJurisdiction('BR', 'SP') };

const admitted = reasonsAgainst([group], { ...sale, producerCode: { status: 'active', id: 'pc:6' } });
// []: eligible
const refused = reasonsAgainst([group], {
  productId: 'bike',
  on: plainDate('2027-01-01'),
  jurisdiction: null, // not known yet
  producerCode: { status: 'active', id: 'pc:8' },
});
// PRODUCER-CODE-NOT-IN-GROUP, GROUP-ENDED, PRODUCT-NOT-IN-GROUP, each with groupId: 'pc:909'
// end

it('does what the README shows', () => {
  expect(admitted).toEqual([]);
  expect(refused).toEqual(
    ['PRODUCER-CODE-NOT-IN-GROUP', 'GROUP-ENDED', 'PRODUCT-NOT-IN-GROUP'].map((code) => ({ code, groupId: 'pc:909' })),
  );
});

it('is what the README shows', () => {
  const [, shown = ''] = readFileSync(import.meta.filename, 'utf8').split(/^\/\/ (?:example|end)\n/m);
  expect(readFileSync(`${import.meta.dirname}/../README.md`, 'utf8')).toContain(shown);
});
