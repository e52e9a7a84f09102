import type { AffinityRequest, AffinityRequests } from '@affinity-engine/affinity';
import type { Knex } from 'knex';
import { fixed, instant, key, text, textOrNull } from '../engine/columns.js';
import { write, type Write } from '../engine/committer.js';
import { findBy } from '../engine/reads.js';
import { insertInto, updateOf } from '../engine/statements.js';
import { table } from '../engine/table.js';
import { writeOrder } from '../engine/write-order.js';

export const requestTable = table<AffinityRequest>('affinity_request', {
  id: key(text()),
  partnerId: fixed(text()),
  productId: fixed(text()),
  productVersion: fixed(text()),
  producerCode: fixed(textOrNull()),
  createdAt: fixed(instant()),
  expiresAt: fixed(instant()),
  usedBy: textOrNull(),
});

const insertRequest = insertInto(requestTable, writeOrder.affinityRequest);

/** Guarded: `used_by` is set once. */
const useRequest = updateOf(requestTable, writeOrder.affinityRequest, {
  unless: 'affinity_request.used_by is not null',
});

export function knexAffinityRequests(reader: Knex): (writes: Write[]) => AffinityRequests {
  const byId = findBy(reader, requestTable, 'id');
  return (writes) => ({
    async find(id, by) {
      const request = await byId(id);
      return request?.partnerId === by ? request : null;
    },
    add: (request) => void writes.push(write(insertRequest, request)),
    use: (request, affinityId) => void writes.push(write(useRequest, { ...request, usedBy: affinityId })),
  });
}
