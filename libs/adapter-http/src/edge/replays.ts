import type { Actor, Once } from '@affinity-engine/kernel';
import type { previewReplay, rangeByTime, replayEvents, ReplayRange } from '@affinity-engine/webhook';
import type { z } from 'zod';
import { replayOf, type Replayed } from './deliveries.js';
import type { replayBody } from './delivery-schemas.js';

export type ReplayUseCases = {
  readonly replayEvents: ReturnType<typeof replayEvents>;
  readonly previewReplay: ReturnType<typeof previewReplay>;
  readonly rangeByTime: ReturnType<typeof rangeByTime>;
};

/**
 * Sends events again, or says what would be sent. With `ownerId`, only of an endpoint of this owner. The answer to a repeat is
 * presented from the first result: what is sent is found before the unit of work.
 */
export async function replayed(
  { replayEvents: replay, previewReplay: preview, rangeByTime: byTime }: ReplayUseCases,
  id: string,
  body: z.output<typeof replayBody>,
  { by, once, ownerId }: { readonly by: Actor; readonly once: Once<Replayed> | undefined; readonly ownerId?: string },
): Promise<Replayed> {
  const asked = replayOf(body);
  const range: ReplayRange =
    'eventId' in asked || typeof asked.from === 'number'
      ? (asked as ReplayRange)
      : await byTime(id, asked as never, ownerId);
  const found = { ...(await preview(id, range, ownerId)), dryRun: body.dry_run === true };
  if (found.dryRun) return found;
  await replay(id, found, by, once && { ...once, answer: () => once.answer(found) }, ownerId);
  return found;
}
