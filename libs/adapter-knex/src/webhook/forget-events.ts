import { write, type Statement } from '../engine/committer.js';
import type { Engine } from '../engine/engine.js';
import { composed, type SqlWords } from '../engine/sql-words.js';
import { integerIn, textIn, type Execute } from '../engine/sql.js';
import { eachRow } from '../engine/statements.js';
import { writeOrder } from '../engine/write-order.js';

/** Events in sequence, behind a position that has passed some of them. */
type Line = {
  readonly positions: string;
  /** The column of the positions' owner, and of the events'. */
  readonly of: string;
  readonly events: string;
  readonly ofEvents: string;
  /** The last sequence that nobody needs any more, over the positions as `p`. */
  readonly passed: (words: SqlWords) => string;
};

const firstOfLines = `(select min(l.next) - 1 from webhook_line l where l.endpoint_id = p.id)`;

/** What waits at an endpoint, on its main line or a side line, is kept. */
export const endpointEvents: Line = {
  positions: 'endpoint_progress',
  of: 'id',
  events: 'webhook_event',
  ofEvents: 'endpoint_id',
  passed: ({ least }) =>
    `case when p.lines > 0 then ${least(`coalesce(${firstOfLines}, p.cursor)`, 'p.cursor')} else p.cursor end`,
};

/** Of a feed that is published, what was not published yet is kept. */
export const feedEvents: Line = {
  positions: 'feed_owner',
  of: 'owner_id',
  events: 'feed_event',
  ofEvents: 'owner_id',
  passed: () => 'case when (select stream from event_feed) is null then p.last_sequence else p.relayed end',
};

/** How many positions are looked at in one go, and how many events of one are deleted in one transaction. */
const [positionsAtATime, eventsAtATime] = [500, 5_000];

/**
 * Deletes events that were passed and are older than so many milliseconds, those of each position from its first on.
 * @returns how many: while it is not 0, there may be more
 */
export async function forgetEvents(
  { read, committer }: Pick<Engine, 'read' | 'committer'>,
  line: Line,
  keptMs: number,
): Promise<number> {
  const ids = (await read(oldSql(line)(read.words), [keptMs, positionsAtATime])).map((row) => textIn(row, 'id'));
  const forget = forgetting(line);
  let deleted = 0;
  // One after the other: other writes wait for one of these transactions, not for all.
  for (const id of ids) {
    const [some] = await committer.commit([write(forget, { id, keptMs })]);
    deleted += some as number;
  }
  return deleted;
}

type Old = { readonly id: string; readonly keptMs: number };

/** Positions whose first event is old and passed. */
const oldSql = ({ positions, of, events, ofEvents, passed }: Line) =>
  composed(
    (words) => `select p.${of} as id from ${positions} p
       join ${events} v on v.${ofEvents} = p.${of} and v.sequence = p.first_kept_sequence
     where v.appended_at < ${words.now} - ? and p.first_kept_sequence <= ${passed(words)} limit ?`,
  );

const forgetting = ({ positions, of, events, ofEvents, passed }: Line): Statement<Old, number> => ({
  ...eachRow<Old, number>(`forget ${events}`, writeOrder.deletion, async (execute: Execute, { id, keptMs }) => {
    const { words } = execute;
    // Locked in a statement of its own: what is read after it is as the last transaction left it.
    const lock = words.lockRows('change', positions);
    if (lock !== '') await execute(`select 1 from ${positions} where ${of} = ? ${lock}`, [id]);
    const [row] = await execute(
      `select p.first_kept_sequence, ${passed(words)} as passed from ${positions} p where p.${of} = ?`,
      [id],
    );
    if (row === undefined) return 0;
    const first = integerIn(row, 'first_kept_sequence');
    const last = Math.min(integerIn(row, 'passed'), first + eventsAtATime - 1);
    const [young] = await execute(
      `select min(sequence) as first from ${events}
       where ${ofEvents} = ? and sequence between ? and ? and appended_at >= ${words.now} - ?`,
      [id, first, last, keptMs],
    );
    const next = young?.['first'] === null || young === undefined ? last + 1 : integerIn(young, 'first');
    await execute(`delete from ${events} where ${ofEvents} = ? and sequence between ? and ?`, [id, first, next - 1]);
    await execute(`update ${positions} set first_kept_sequence = ? where ${of} = ?`, [next, id]);
    return next - first;
  }),
  alone: true,
});
