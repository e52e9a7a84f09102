import type { EndpointId } from '@affinity-engine/webhook';
import type { Lock, LockKey } from '../engine/committer.js';
import { rowsAsText } from '../engine/sql-words.js';
import type { Execute } from '../engine/sql.js';
import { writeOrder } from '../engine/write-order.js';

/**
 * Locks the rows of endpoints in the order of their ids: events, claims and progress of many endpoints are written in
 * one transaction, and two of them must not wait for each other. It is a statement of its own: what is read after it
 * is as the last transaction left it.
 */
export const endpointLock: Lock = {
  order: writeOrder.event,
  async take(execute, keys) {
    const lock = execute.words.lockRows('change', 'webhook_endpoint');
    if (lock === '') return;
    const { rowsAsTable, isAmong } = execute.words;
    const valuesOf = (column: string) => [...new Set(keys.flatMap(([of, value]) => (of === column ? [value] : [])))];
    const asTable = rowsAsTable([{ name: 'value', type: 'text' }]);
    await execute(
      `select id from webhook_endpoint where ${isAmong('id', asTable)} or ${isAmong('owner_id', asTable)} order by id ${lock}`,
      ['id', 'owner_id'].map((column) => rowsAsText(valuesOf(column).map((value) => [value]))),
    );
  },
};

export const byId = (id: EndpointId): LockKey => ['id', id];
export const byOwner = (ownerId: string): LockKey => ['owner_id', ownerId];

/** Locks one endpoint, for a set that is not merged with others. */
export async function lockEndpoint(execute: Execute, id: EndpointId): Promise<void> {
  const lock = execute.words.lockRows('change', 'webhook_endpoint');
  if (lock !== '') await execute(`select id from webhook_endpoint where id = ? ${lock}`, [id]);
}
