import type { FeedEvent, FeedLists } from './feed.js';

/** Whether a stream whose last event of an owner is `last` has, or had, an event. */
export const isThere = ({ incarnation, sequence }: FeedEvent, last: FeedEvent | null): boolean =>
  last !== null && (incarnation < last.incarnation || (incarnation === last.incarnation && sequence <= last.sequence));

/**
 * The owners of whom a stream lacks the event before the first that is to be published, although it is kept.
 * @param there the last event of each owner that the stream has
 */
export async function ownersLacking(
  lists: FeedLists,
  toPublish: ReadonlyMap<string, readonly FeedEvent[]>,
  there: ReadonlyMap<string, FeedEvent | null>,
): Promise<readonly string[]> {
  const lacking = [...toPublish].map(async ([ownerId, [first]]) => {
    const last = there.get(ownerId) ?? null;
    const before = (first?.sequence ?? 1) - 1;
    const follows = last !== null && last.sequence === before && last.incarnation === first?.incarnation;
    if (before === 0 || follows) return [];
    const [kept] = await lists.events(ownerId, { after: before - 1, limit: 1 });
    return kept?.sequence === before && !isThere(kept, last) ? [ownerId] : [];
  });
  return (await Promise.all(lacking)).flat();
}
