import type { Subscription, Subscriptions } from '@affinity-engine/quotation';
import type { Knex } from 'knex';
import { batched } from '../engine/batched.js';
import * as column from '../engine/columns.js';
import type { Row } from '../engine/columns.js';
import { write, type Value, type Write } from '../engine/committer.js';
import { insertInto, updateOf } from '../engine/statements.js';

const changing = ['name', 'register_numbers', 'key_hash', 'revoked_at'] as const;
const columns = ['id', 'partner_id', 'created_at', 'version', ...changing] as const;
type Column = (typeof columns)[number];

const insertSubscription = insertInto('subscription', columns, 3);
const updateSubscription = updateOf<Column>(
  'subscription',
  { key: ['id'], guard: ['version'], set: changing, also: 'version = v.version + 1' },
  3,
);

/** Subscriptions read at once, written with the unit of work. */
export function knexSubscriptions(reader: Knex): (writes: Write[]) => Subscriptions {
  const by = (name: 'id' | 'key_hash') =>
    batched<string, Subscription>(async (values) => {
      const rows = (await reader('subscription').whereIn(name, values as string[])) as Row[];
      return new Map(rows.map((row) => [column.text(row, name), subscriptionFrom(row)]));
    });
  const [byId, byKeyHash] = [by('id'), by('key_hash')];
  return (writes) => ({
    find: byId,
    findByKeyHash: byKeyHash,
    add: (subscription) => void writes.push(write(insertSubscription, toRow(subscription))),
    save: (subscription) => void writes.push(write(updateSubscription, toRow(subscription))),
  });
}

/** All subscriptions in the order of their identifiers. */
export const listSubscriptions =
  (reader: Knex) =>
  async (after: string | null, limit: number): Promise<readonly Subscription[]> => {
    const found = reader('subscription').orderBy('id').limit(limit);
    if (after !== null) found.where('id', '>', after);
    return ((await found) as Row[]).map(subscriptionFrom);
  };

const subscriptionFrom = (row: Row): Subscription => ({
  id: column.text(row, 'id'),
  name: column.text(row, 'name'),
  registerNumbers: column.json<string[]>(row, 'register_numbers'),
  partnerId: column.textOrNull(row, 'partner_id'),
  keyHash: column.text(row, 'key_hash'),
  createdAt: column.instantOf(row, 'created_at'),
  revokedAt: column.instantOrNull(row, 'revoked_at'),
  version: column.integer(row, 'version'),
});

const toRow = (subscription: Subscription): Record<Column, Value> => ({
  id: subscription.id,
  name: subscription.name,
  register_numbers: column.jsonText(subscription.registerNumbers),
  partner_id: subscription.partnerId,
  key_hash: subscription.keyHash,
  created_at: column.milliseconds(subscription.createdAt),
  revoked_at: column.millisecondsOrNull(subscription.revokedAt),
  version: subscription.version,
});
