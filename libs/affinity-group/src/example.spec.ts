import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
// example
import { plainDate } from '@affinity-engine/kernel';
import { countingIds } from '@affinity-engine/kernel/testing';
import {
  associateCode,
  createGroup,
  createOrganization,
  createProducerCode,
  saleReasons,
} from '@affinity-engine/affinity-group';
import { memoryAffinityGroups } from '@affinity-engine/affinity-group/testing';

const { work } = memoryAffinityGroups();
const ids = countingIds('id');
const owner = await createOrganization(work, ids)({ name: 'Armstrong and Company' }, 'operator');
const newCode = { code: '100-002541', organizationId: owner.id, roles: ['account'] };
const code = await createProducerCode(work, ids)(newCode, 'operator');
const group = await createGroup(work, ids, () => ['personal-life'])({ type: 'Closed', name: 'Alumni' }, 'operator');
await associateCode(work, ids)(group.id, code.id, 'operator');

const sale = { groupIds: [group.id], productId: 'personal-life', on: plainDate('2026-01-15'), jurisdiction: null };
const reasons = (producerCode: string | null) => work.run((unit) => saleReasons(unit)({ ...sale, producerCode }));
const eligible = await reasons('100-002541'); // []
const refused = await reasons(null); // [{ code: 'PRODUCER-CODE-REQUIRED', … }]
// end

it('does what the README shows', () => {
  expect([eligible, refused]).toEqual([[], [{ code: 'PRODUCER-CODE-REQUIRED', groupId: null }]]);
});

it('is what the README shows', () => {
  const [, shown = ''] = readFileSync(import.meta.filename, 'utf8').split(/^\/\/ (?:example|end)\n/m);
  expect(readFileSync(`${import.meta.dirname}/../README.md`, 'utf8')).toContain(shown);
});
