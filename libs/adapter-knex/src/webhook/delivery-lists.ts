import { epochMilliseconds } from '@affinity-engine/kernel';
import { mostAttemptsRead, mostAttemptsShown } from '@affinity-engine/webhook';
import type { Attempt, Delivery, DeliveryLists, DeliveryStatus } from '@affinity-engine/webhook';
import { bisect } from '../engine/bisect.js';
import type { Engine } from '../engine/engine.js';
import { integerIn, integerOrNullIn, textIn, type Row } from '../engine/sql.js';
import { attemptTable } from './attempts.js';
import { damsOf } from './dams.js';
import { endpointFrom } from './endpoints.js';
import { eventColumns, type EventReader } from './events.js';
import { ofHeld, oldestSql, progressShape, progressSql, waitingSql } from './waiting-events.js';

/** Events at or before the cursor are pending only if their lane is held. */
const held = `exists (select 1 from webhook_line l where l.endpoint_id = v.endpoint_id and l.kind = 'held'
  and l.next <= v.sequence and (l."to" is null or v.sequence <= l."to") and (l.subject is null or l.subject = v.subject))`;

const statusSql = `case when v.skipped = 1 then 'skipped' when v.sequence > e.cursor then 'pending'
  when e.lines > 0 and ${held} then 'pending' else 'delivered' end`;

/** Stands for an attempt that was not answered: no status is negative. */
const withoutAnswer = -1;

/** The status of the last attempt of event `v`; null where there was no attempt. */
const lastAnswer = `(select coalesce(a.status_code, ${withoutAnswer}) from webhook_attempt a
  where a.endpoint_id = v.endpoint_id and a.sequence = v.sequence order by a.id desc limit 1)`;

/** Reads over endpoints and their deliveries. */
export function knexDeliveryLists({ reader, read, words, seal }: Engine, eventFrom: EventReader): DeliveryLists {
  return {
    async endpoints({ ownerId, after, limit }) {
      const found = reader('endpoint_progress as e')
        .join('endpoint_configuration as c', 'c.id', 'e.id')
        .orderBy('e.id')
        .limit(limit)
        .select('c.*', 'e.*', reader.raw(progressSql(words)));
      if (ownerId !== undefined) found.where('c.owner_id', ownerId);
      if (after !== undefined) found.where('e.id', '>', after);
      return ((await found) as Row[]).map((row) => ({ ...endpointFrom(row, seal), progress: progressShape.read(row) }));
    },
    async deliveries(id, { status, type, subject, answer, before, downTo, limit }) {
      const found = reader('webhook_event as v')
        .join('endpoint_progress as e', 'e.id', 'v.endpoint_id')
        .where('v.endpoint_id', id)
        .orderBy('v.sequence', 'desc')
        .limit(limit)
        .select(reader.raw(`${eventColumns}, ${statusSql} as status`));
      if (before !== undefined) found.where('v.sequence', '<', before);
      if (downTo !== undefined) found.where('v.sequence', '>=', downTo);
      if (type !== undefined) found.where('v.type', type);
      if (subject !== undefined) found.where('v.subject', subject);
      if (answer !== undefined) found.whereRaw(`${lastAnswer} = ?`, [answer ?? withoutAnswer]);
      if (status !== undefined) found.whereRaw(`${statusSql} = ?`, [status]).whereRaw(await rangeOf(id, status));
      return deliveriesOf(id, (await found) as Row[], mostAttemptsShown);
    },
    async delivery(id, sequence) {
      const rows = await read(
        `select ${eventColumns}, ${statusSql} as status from webhook_event v
         join endpoint_progress e on e.id = v.endpoint_id where v.endpoint_id = ? and v.sequence = ?`,
        [id, sequence],
      );
      return (await deliveriesOf(id, rows, mostAttemptsRead))[0] ?? null;
    },
    async sequenceFrom(id, at) {
      const [row] = await read('select first_kept_sequence, last_sequence from endpoint_progress where id = ?', [id]);
      const kept = { first: integerIn(row, 'first_kept_sequence'), last: integerIn(row, 'last_sequence') };
      return bisect(kept.first, kept.last + 1, async (sequence) => {
        const [event] = await read(
          'select occurred_at from webhook_event where endpoint_id = ? and sequence >= ? order by sequence limit 1',
          [id, sequence],
        );
        return event === undefined || integerIn(event, 'occurred_at') >= epochMilliseconds(at);
      });
    },
    dams: (ids) => damsOf({ reader, words }, ids),
    async down(limit) {
      // Must match the WHERE of the index endpoint_progress_due_failing; sorted by an expression, since an index of ids has all.
      const rows = await read(
        `select e.id, c.owner_id, e.failures from endpoint_progress e join endpoint_configuration c on c.id = e.id
         where e.due_at is not null and e.stopped = 0 and e.failures > 0 and e.failures >= e.down_after
           and (e.last_sequence > e.cursor or e.lines > 0) order by coalesce(e.id, '') limit ?`,
        [limit],
      );
      return rows.map((row) => ({
        id: textIn(row, 'id'),
        ownerId: textIn(row, 'owner_id'),
        failures: integerIn(row, 'failures'),
      }));
    },
    async lag() {
      const [row] = await read(
        `select coalesce(sum(waiting), 0) as waiting, coalesce(sum(dammed), 0) as dammed, min(oldest) as oldest,
           ${words.now} as now
         from (select ${waitingSql(words)} as waiting, ${oldestSql(words, 'appended_at')} as oldest,
             case when e.last_sequence > e.cursor and e.failures > 0 or ${ofHeld(words, 'count(*)', '0')} > 0 then 1 else 0 end as dammed
           from endpoint_progress e where (e.last_sequence > e.cursor or e.lines > 0) and e.stopped = 0) as lagging`,
        [],
      );
      const oldest = integerOrNullIn(row, 'oldest');
      return {
        waiting: integerIn(row, 'waiting'),
        dammedEndpoints: integerIn(row, 'dammed'),
        oldestWaitingSeconds: oldest === null ? 0 : Math.max(0, integerIn(row, 'now') - oldest) / 1000,
      };
    },
  };

  /** The range of a status' events, so that a list of few does not read the others. */
  async function rangeOf(id: string, status: DeliveryStatus): Promise<string> {
    if (status === 'skipped') return 'v.skipped = 1';
    const [row] = await read(
      `select cursor, (select min(next) from webhook_line where endpoint_id = ? and kind = 'held') as held
       from endpoint_progress where id = ?`,
      [id, id],
    );
    const cursor = integerIn(row ?? { cursor: 0 }, 'cursor');
    if (status === 'delivered') return `v.sequence <= ${cursor}`;
    return `v.sequence >= ${Math.min(cursor + 1, integerOrNullIn(row, 'held') ?? Infinity)}`;
  }

  async function deliveriesOf(id: string, rows: readonly Row[], most: number): Promise<readonly Delivery[]> {
    const attempts = await attemptsOf(
      id,
      rows.map((row) => integerIn(row, 'sequence')),
      most,
    );
    return rows.map((row): Delivery => ({
      event: eventFrom(row),
      status: textIn(row, 'status') as DeliveryStatus,
      attempts: attempts.get(integerIn(row, 'sequence')) ?? [],
    }));
  }

  async function attemptsOf(id: string, sequences: readonly number[], most: number): Promise<Map<number, Attempt[]>> {
    const numbered = reader('webhook_attempt')
      .where('endpoint_id', id)
      .whereIn('sequence', sequences as number[])
      .select('*', reader.raw('row_number() over (partition by sequence order by id desc) as age'));
    const rows = (await reader(numbered.as('a')).where('age', '<=', most).orderBy('id')) as Row[];
    const attempts = new Map<number, Attempt[]>(sequences.map((sequence) => [sequence, []]));
    for (const row of rows) attempts.get(integerIn(row, 'sequence'))?.push(attemptTable.read(row));
    return attempts;
  }
}
