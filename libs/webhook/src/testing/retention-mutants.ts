import type { MemoryDeliveries } from './memory-deliveries.js';
import type { EndpointRow, StoredEvent } from './memory-store.js';

type Forget = (memory: MemoryDeliveries, keptMs: number) => void;

/** Deletes from the first event on while they may go. */
const forgetting =
  (mayGo: (event: StoredEvent, row: EndpointRow, isOld: boolean) => boolean, mark = true): Forget =>
  ({ store: { rows, clock } }, keptMs) => {
    for (const row of rows.values()) {
      const isOver = (event: StoredEvent) => mayGo(event, row, event.appendedAt < clock.now() - keptMs);
      while (row.events[0] !== undefined && isOver(row.events[0])) row.events.shift();
      if (mark) row.firstKeptSequence = row.events[0]?.sequence ?? row.lastSequence + 1;
    }
  };

const isFree = ({ sequence }: StoredEvent, { cursor, lines }: EndpointRow, of: readonly string[]) =>
  sequence <= cursor && [...lines.values()].every(({ kind, next }) => !of.includes(kind) || sequence < next);

/** What the deletion of old events may do wrong. */
export const retentionMutants: Readonly<Record<string, Forget>> = {
  'deletes nothing': () => undefined,
  'deletes young events': forgetting((event, row) => isFree(event, row, ['held', 'replay'])),
  'deletes events that wait': forgetting((_event, _row, isOld) => isOld),
  'deletes events of a held lane': forgetting((event, row, isOld) => isOld && isFree(event, row, ['replay'])),
  'deletes events that are to be sent again': forgetting((event, row, isOld) => isOld && isFree(event, row, ['held'])),
  'keeps skipped events': forgetting(
    (event, row, isOld) => isOld && !event.skipped && isFree(event, row, ['held', 'replay']),
  ),
  'does not say from where on events are kept': forgetting(
    (event, row, isOld) => isOld && isFree(event, row, ['held', 'replay']),
    false,
  ),
};
