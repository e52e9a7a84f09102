import { instant, type ListById } from '@affinity-engine/kernel';
import { listByIdContract, unsortedIds } from '@affinity-engine/kernel/testing';
import type { QuotationWork } from '../ports.js';
import type { Subscription } from '../quotation.js';
import { aSubscription } from './data-fixtures.js';

/** What the suite looks at of an adapter: one store without subscriptions, in which a partner `partner-1` is known. */
export type SubscriptionListContractFixtures = {
  readonly work: QuotationWork;
  readonly list: ListById<Subscription>;
  close(): Promise<void>;
};

const revokedAt = instant('2026-02-03T04:05:06.789Z');

const subscriptions: readonly Subscription[] = unsortedIds.map((id, at) =>
  aSubscription({
    id,
    name: `Corretora “${id}”`,
    keyHash: `digest of ${id}`,
    ...(at % 2 === 0 ? { registerNumbers: [], version: at + 1 } : { partnerId: 'partner-1', revokedAt }),
  }),
);

/** What every list of subscriptions keeps. */
export const subscriptionListContract = (name: string, open: () => Promise<SubscriptionListContractFixtures>): void =>
  listByIdContract(`subscriptions, ${name}`, subscriptions, async () => {
    const { work, list, close } = await open();
    const fill = () => work.run(async (unit) => subscriptions.forEach((each) => unit.subscriptions.add(each)));
    return { list, fill, close };
  });
