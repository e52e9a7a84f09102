import type { AffinityRequest, AffinityRequests } from '@affinity-engine/affinity';
import type { Knex } from 'knex';
import { batched } from '../engine/batched.js';
import * as column from '../engine/columns.js';
import type { Row } from '../engine/columns.js';
import { write, type Value, type Write } from '../engine/committer.js';
import { insertInto, updateOf } from '../engine/statements.js';

const columns = [
  'id',
  'partner_id',
  'product_id',
  'product_version',
  'producer_code',
  'created_at',
  'expires_at',
  'used_by',
] as const;

const insertRequest = insertInto('affinity_request', columns, 10);

/** Guarded by its own emptiness: `used_by` is set once. */
const useRequest = updateOf(
  'affinity_request',
  { key: ['id'], guard: [], set: ['used_by'], unless: 'affinity_request.used_by is not null' },
  10,
);

/** Affinity requests read at once, written with the unit of work. */
export function knexAffinityRequests(reader: Knex): (writes: Write[]) => AffinityRequests {
  const byId = batched<string, AffinityRequest>(async (ids) => {
    const rows = (await reader('affinity_request').whereIn('id', ids as string[])) as Row[];
    return new Map(rows.map((row) => [column.text(row, 'id'), requestFrom(row)]));
  });
  return (writes) => ({
    async find(id, by) {
      const request = await byId(id);
      return request?.partnerId === by ? request : null;
    },
    add: (request) => void writes.push(write(insertRequest, toRow(request))),
    use: (request, affinityId) => void writes.push(write(useRequest, { id: request.id, used_by: affinityId })),
  });
}

const requestFrom = (row: Row): AffinityRequest => ({
  id: column.text(row, 'id'),
  partnerId: column.text(row, 'partner_id'),
  productId: column.text(row, 'product_id'),
  productVersion: column.text(row, 'product_version'),
  producerCode: column.textOrNull(row, 'producer_code'),
  createdAt: column.instantOf(row, 'created_at'),
  expiresAt: column.instantOf(row, 'expires_at'),
  usedBy: column.textOrNull(row, 'used_by'),
});

const toRow = (request: AffinityRequest): Record<(typeof columns)[number], Value> => ({
  id: request.id,
  partner_id: request.partnerId,
  product_id: request.productId,
  product_version: request.productVersion,
  producer_code: request.producerCode,
  created_at: column.milliseconds(request.createdAt),
  expires_at: column.milliseconds(request.expiresAt),
  used_by: request.usedBy,
});
