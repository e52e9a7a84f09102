import type { Subscription, Subscriptions } from '@affinity-engine/quotation';
import type { Knex } from 'knex';
import { fixed, instant, instantOrNull, json, key, text, textOrNull, version } from '../engine/columns.js';
import { write, type Write } from '../engine/committer.js';
import { findBy } from '../engine/reads.js';
import { insertInto, updateOf } from '../engine/statements.js';
import { table } from '../engine/table.js';
import { writeOrder } from '../engine/write-order.js';

export const subscriptionTable = table<Subscription>('subscription', {
  id: key(text()),
  name: text(),
  registerNumbers: json(),
  partnerId: fixed(textOrNull()),
  keyHash: text(),
  createdAt: fixed(instant()),
  revokedAt: instantOrNull(),
  version: version(),
});

const insertSubscription = insertInto(subscriptionTable, writeOrder.subscription);
const updateSubscription = updateOf(subscriptionTable, writeOrder.subscription);

export function knexSubscriptions(reader: Knex): (writes: Write[]) => Subscriptions {
  const [find, findByKeyHash] = [findBy(reader, subscriptionTable, 'id'), findBy(reader, subscriptionTable, 'keyHash')];
  return (writes) => ({
    find,
    findByKeyHash,
    add: (subscription) => void writes.push(write(insertSubscription, subscription)),
    save: (subscription) => void writes.push(write(updateSubscription, subscription)),
  });
}
