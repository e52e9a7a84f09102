import type { VerifiedWebhook } from '@affinity-engine/client';
import type { Journal, Line } from './journal.js';

/** What the shop knows of a cover that it sold. */
export type Cover = { readonly orderId: string; readonly affinityId: string; readonly status: string };

type EventLine = Extract<Line, { kind: 'event' }>;

/** The covers that were sold, as the webhooks say they are. */
export type Covers = {
  /** Keeps what was sold, once for an order. */
  sold(orderId: string, affinityId: string): Promise<'kept' | 'known'>;
  /** Keeps an event once. One that is known changes nothing, and neither does an old one that is sent again. */
  keep(webhook: VerifiedWebhook): Promise<'kept' | 'known'>;
  find(orderId: string): Cover | null;
};

/** Everything that is known is in the journal: it is read again when the shop starts. */
export function coversIn(journal: Journal): Covers {
  // By what they must be written once for: also while the first one is on its way to the disk.
  const written = new Map<string, Promise<void>>();
  const orders = new Map<string, string>();
  const newest = new Map<string, EventLine>();
  const apply = (line: Line): void => {
    written.set(keyOf(line), Promise.resolve());
    if (line.kind === 'order') return void orders.set(line.orderId, line.affinityId);
    const about = (line.body as { readonly id?: string }).id ?? '';
    // A replay brings an old event after newer ones: only a later one says how the cover is now.
    if (line.sequence > (newest.get(about)?.sequence ?? 0)) newest.set(about, line);
  };
  journal.lines.forEach(apply);
  const append = async (line: Line): Promise<void> => {
    await journal.append(line);
    apply(line);
  };
  const once = async (line: Line): Promise<'kept' | 'known'> => {
    const before = written.get(keyOf(line));
    const work = before ?? append(line);
    written.set(keyOf(line), work);
    await work.catch((failure: unknown) => {
      written.delete(keyOf(line)); // it was not kept: it is sent again
      throw failure;
    });
    return before === undefined ? 'kept' : 'known';
  };
  return {
    sold: (orderId, affinityId) => once({ kind: 'order', orderId, affinityId }),
    keep: ({ id, sequence, body }) => once({ kind: 'event', id, sequence, body }),
    find(orderId) {
      const affinityId = orders.get(orderId);
      if (affinityId === undefined) return null;
      const body = newest.get(affinityId)?.body as { readonly event: { readonly type: string } } | undefined;
      return { orderId, affinityId, status: body?.event.type ?? 'sold' };
    },
  };
}

const keyOf = (line: Line): string => `${line.kind} ${line.kind === 'order' ? line.orderId : line.id}`;
