import type { Actor, Clock, Ids, Once } from '@affinity-engine/kernel';
import { quotationError } from './errors.js';
import type { QuotationWork, Subscriptions } from './ports.js';
import type { Subscription } from './quotation.js';

/** Makes keys and their digests; only the digests are stored. */
export interface SubscriptionKeys {
  make(): string;
  hash(key: string): string;
}

export type NewSubscription = Pick<Subscription, 'name' | 'registerNumbers' | 'partnerId'>;

/** A subscription with its key, which cannot be read again. */
export type SubscriptionWithKey = { readonly subscription: Subscription; readonly key: string };

/** Makes a subscription with a key. @throws PARTNER-UNKNOWN */
export const createSubscription =
  (work: QuotationWork, clock: Clock, ids: Ids, keys: SubscriptionKeys) =>
  (input: NewSubscription, by: Actor, once?: Once<SubscriptionWithKey>): Promise<SubscriptionWithKey> =>
    work.run(async ({ subscriptions, partners, audit }) => {
      if (input.partnerId !== null) await partners.assertExists(input.partnerId);
      const key = keys.make();
      const subscription: Subscription = {
        id: ids.next(),
        name: input.name,
        registerNumbers: input.registerNumbers,
        partnerId: input.partnerId,
        keyHash: keys.hash(key),
        createdAt: clock.now(),
        revokedAt: null,
        version: 1,
      };
      subscriptions.add(subscription);
      audit.append({ actor: by, action: 'subscription.created', subject: subscription.id });
      return { subscription, key };
    }, once);

/** Gives a subscription a new key; the old one becomes invalid. @throws SUBSCRIPTION-UNKNOWN */
export const rotateSubscriptionKey =
  (work: QuotationWork, keys: SubscriptionKeys) =>
  (id: string, by: Actor, once?: Once<SubscriptionWithKey>): Promise<SubscriptionWithKey> =>
    work.run(async ({ subscriptions, audit }) => {
      const subscription = await subscriptionOf(subscriptions, id);
      const key = keys.make();
      const rotated: Subscription = { ...subscription, keyHash: keys.hash(key) };
      subscriptions.save(rotated);
      audit.append({ actor: by, action: 'subscription.rotated', subject: id });
      return { subscription: { ...rotated, version: subscription.version + 1 }, key };
    }, once);

/** Ends a subscription, for good. @throws SUBSCRIPTION-UNKNOWN */
export const revokeSubscription =
  (work: QuotationWork, clock: Clock) =>
  (id: string, by: Actor, once?: Once<Subscription>): Promise<Subscription> =>
    work.run(async ({ subscriptions, audit }) => {
      const subscription = await subscriptionOf(subscriptions, id);
      if (subscription.revokedAt !== null) return subscription;
      const revoked: Subscription = { ...subscription, revokedAt: clock.now() };
      subscriptions.save(revoked);
      audit.append({ actor: by, action: 'subscription.revoked', subject: id });
      return { ...revoked, version: subscription.version + 1 };
    }, once);

/** The subscription of a key, null if the key is unknown or the subscription has ended. */
export const subscriptionOfKey =
  (work: QuotationWork, keys: SubscriptionKeys) =>
  async (key: string): Promise<Subscription | null> => {
    const found = await work.run(({ subscriptions }) => subscriptions.findByKeyHash(keys.hash(key)));
    return found === null || found.revokedAt !== null ? null : found;
  };

/** @throws SUBSCRIPTION-UNKNOWN */
export async function subscriptionOf(subscriptions: Subscriptions, id: string): Promise<Subscription> {
  const subscription = await subscriptions.find(id);
  if (subscription === null) throw quotationError('SUBSCRIPTION-UNKNOWN', { id });
  return subscription;
}
