import type { Progress } from '@affinity-engine/webhook';
import { instantOrNull, integer } from '../engine/columns.js';
import { composed, type SqlWords } from '../engine/sql-words.js';
import { shape } from '../engine/table.js';

/**
 * An SQL expression over the events `v` that side lines of endpoint `e` hold back; `none` without side lines. A line
 * without a subject holds one event. The join starts from the lines, which are few, and reads no other lane.
 */
export const ofHeld = (
  { joinInOrder, least }: SqlWords,
  what: string,
  none: string,
): string => `case when e.lines > 0 then (select ${what}
  from webhook_line l ${joinInOrder('webhook_event v', 'webhook_event_by_subject')}
    on v.endpoint_id = l.endpoint_id and v.skipped = 0
    and v.subject = coalesce(l.subject, (select f.subject from webhook_event f
      where f.endpoint_id = l.endpoint_id and f.sequence = l.next))
    and v.sequence between l.next and ${least('coalesce(l."to", e.cursor)', 'e.cursor')}
  where l.endpoint_id = e.id and l.kind = 'held') else ${none} end`;

/** How many events wait, including those held in their lanes. */
export const waitingSql = composed(
  (words) => `e.last_sequence - e.cursor + ${ofHeld(words, 'count(distinct v.sequence)', '0')}`,
);

/** A time of the oldest waiting event, null if none waits. */
export const oldestSql = (words: SqlWords, time: 'occurred_at' | 'appended_at'): string => {
  const head = `(select h.${time} from webhook_event h where h.endpoint_id = e.id and h.sequence = e.cursor + 1)`;
  const held = ofHeld(words, `min(v.${time})`, 'null');
  return `case when e.lines > 0 then coalesce(${words.least(head, held)}, ${held}, ${head}) else ${head} end`;
};

/** The columns of {@link progressShape} that are not the endpoint's own. */
export const progressSql = composed(
  (words) => `${waitingSql(words)} as waiting, ${oldestSql(words, 'occurred_at')} as oldest_waiting,
  case when e.lines > 0 then (select count(*) from webhook_line l where l.endpoint_id = e.id and l.kind = 'replay')
    else 0 end as replays`,
);

export const progressShape = shape<Progress>({
  lastSequence: integer(),
  firstKeptSequence: integer(),
  cursor: integer(),
  waiting: integer(),
  failures: integer(),
  dueAt: instantOrNull(),
  oldestWaiting: instantOrNull(),
  replays: integer(),
});
