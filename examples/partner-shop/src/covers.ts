import type { VerifiedWebhook } from '@affinity-engine/client';
import type { Journal, Line } from './journal.js';

/** What the shop knows of a cover that it sold. */
export type Cover = { readonly orderId: string; readonly affinityId: string; readonly status: string };

type EventLine = Extract<Line, { kind: 'event' }>;

/** The covers that were sold, as the webhooks say they are. */
export type Covers = {
  sold(orderId: string, affinityId: string): Promise<void>;
  /** Keeps an event once. One that is known changes nothing, and neither does an old one that is sent again. */
  keep(webhook: VerifiedWebhook): Promise<'kept' | 'known'>;
  find(orderId: string): Cover | null;
};

/** Everything that is known is in the journal: it is read again when the shop starts. */
export function coversIn(journal: Journal): Covers {
  const keeping = new Map<string, Promise<void>>();
  const orders = new Map<string, string>();
  const newest = new Map<string, EventLine>();
  const apply = (line: Line): void => {
    if (line.kind === 'order') return void orders.set(line.orderId, line.affinityId);
    keeping.set(line.id, Promise.resolve());
    const about = (line.body as { readonly id?: string }).id ?? '';
    // A replay brings an old event after newer ones: only a later one says how the cover is now.
    if (line.sequence > (newest.get(about)?.sequence ?? 0)) newest.set(about, line);
  };
  journal.lines.forEach(apply);
  const append = async (line: Line): Promise<void> => {
    await journal.append(line);
    apply(line);
  };
  return {
    sold: (orderId, affinityId) =>
      orders.has(orderId) ? Promise.resolve() : append({ kind: 'order', orderId, affinityId }),
    async keep({ id, sequence, body }) {
      const before = keeping.get(id);
      const work = before ?? append({ kind: 'event', id, sequence, body });
      keeping.set(id, work);
      await work.catch((failure: unknown) => {
        keeping.delete(id); // it was not kept: the engine sends it again
        throw failure;
      });
      return before === undefined ? 'kept' : 'known';
    },
    find(orderId) {
      const affinityId = orders.get(orderId);
      if (affinityId === undefined) return null;
      const body = newest.get(affinityId)?.body as { readonly event: { readonly type: string } } | undefined;
      return { orderId, affinityId, status: body?.event.type ?? 'sold' };
    },
  };
}
