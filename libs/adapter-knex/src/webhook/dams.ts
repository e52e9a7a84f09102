import { eventId, type Attempt, type Dam, type EndpointId } from '@affinity-engine/webhook';
import type { Engine } from '../engine/engine.js';
import { instant } from '../engine/columns.js';
import { integerIn, integerOrNullIn, textIn, type Row } from '../engine/sql.js';
import { attemptTable } from './attempts.js';

/** The heads of held lanes that failed, and the head of the main line where that failed; the least of them. */
const dammed = ({ least }: Engine['words']): string => {
  const main = 'case when e.failures > 0 and e.last_sequence > e.cursor then e.cursor + 1 end';
  const lane = `case when e.lines > 0 then (select min(l.next) from webhook_line l
    where l.endpoint_id = e.id and l.kind = 'held' and l.failures > 0) end`;
  return `case when ${lane} is null then ${main} when ${main} is null then ${lane} else ${least(lane, main)} end`;
};

const at = instant();

/** What holds back others at these endpoints, with one query for all, and one for the last attempts. */
export async function damsOf(
  { reader, words }: Pick<Engine, 'reader' | 'words'>,
  ids: readonly EndpointId[],
): Promise<ReadonlyMap<EndpointId, Dam>> {
  if (ids.length === 0) return new Map();
  const heads = reader('endpoint_progress as e')
    .whereIn('e.id', ids as string[])
    .select('e.id', reader.raw(`${dammed(words)} as head`));
  const rows = (await reader
    .from(heads.as('h'))
    .join('webhook_event as v', (on) => void on.on('v.endpoint_id', 'h.id').andOn('v.sequence', 'h.head'))
    .select(
      ...['v.endpoint_id', 'v.sequence', 'v.type', 'v.subject'],
      reader.raw(`(select min(a.at) from webhook_attempt a
        where a.endpoint_id = v.endpoint_id and a.sequence = v.sequence and a.delivered = 0) as since`),
    )) as Row[];
  const last = await lastAttempts(reader, rows);
  return new Map(
    rows.map((row) => {
      const [id, sequence] = [textIn(row, 'endpoint_id'), integerIn(row, 'sequence')];
      const since = integerOrNullIn(row, 'since');
      const dam: Dam = {
        eventId: eventId(id, sequence),
        sequence,
        type: textIn(row, 'type'),
        subject: textIn(row, 'subject'),
        since: since === null ? null : at.read(since),
        lastAttempt: last.get(id) ?? null,
      };
      return [id, dam] as const;
    }),
  );
}

/** The last attempt of each of these events, by their endpoints. */
async function lastAttempts(reader: Engine['reader'], events: readonly Row[]): Promise<ReadonlyMap<string, Attempt>> {
  if (events.length === 0) return new Map();
  const of = events.map((row): [string, number] => [textIn(row, 'endpoint_id'), integerIn(row, 'sequence')]);
  const numbered = reader('webhook_attempt')
    .whereIn(['endpoint_id', 'sequence'], of)
    .select('*', reader.raw('row_number() over (partition by endpoint_id order by id desc) as age'));
  const rows = (await reader(numbered.as('a')).where('age', 1)) as Row[];
  return new Map(rows.map((row) => [textIn(row, 'endpoint_id'), attemptTable.read(row)]));
}
