import type { EndpointId } from '@affinity-engine/webhook';
import type { Lock, LockKey } from '../engine/committer.js';
import { composed, rowsAsText } from '../engine/sql-words.js';
import type { Execute } from '../engine/sql.js';
import { writeOrder } from '../engine/write-order.js';

/** Endpoints by their ids, and by those of their owners. */
export const endpointLockSql = composed(({ isAmong, rowsAsTable, lockRows }) => {
  const asked = rowsAsTable([{ name: 'value', type: 'text' }]);
  const ofOwners = `select id from endpoint_configuration where ${isAmong('owner_id', asked)}`;
  return `select id from endpoint_progress where ${isAmong('id', asked)} or ${isAmong('id', ofOwners)}
     order by id ${lockRows('change', 'endpoint_progress')}`;
});

/**
 * Locks the rows of endpoints in the order of their ids: events, claims and progress of many endpoints are written in
 * one transaction, and two of them must not wait for each other. It is a statement of its own: what is read after it
 * is as the last transaction left it.
 */
export const endpointLock: Lock = {
  order: writeOrder.event,
  async take(execute, keys) {
    if (execute.words.lockRows('change', 'endpoint_progress') === '') return;
    const valuesOf = (column: string) => [...new Set(keys.flatMap(([of, value]) => (of === column ? [value] : [])))];
    await execute(
      endpointLockSql(execute.words),
      ['id', 'owner_id'].map((column) => rowsAsText(valuesOf(column).map((value) => [value]))),
    );
  },
};

export const byId = (id: EndpointId): LockKey => ['id', id];
export const byOwner = (ownerId: string): LockKey => ['owner_id', ownerId];

/** Locks one endpoint, for a set that is not merged with others. */
export async function lockEndpoint(execute: Execute, id: EndpointId): Promise<void> {
  const lock = execute.words.lockRows('change', 'endpoint_progress');
  if (lock !== '') await execute(`select id from endpoint_progress where id = ? ${lock}`, [id]);
}
