import { instantAt } from '@affinity-engine/kernel';
import { mostAttemptsShown } from '@affinity-engine/webhook';
import type { Attempt, Delivery, DeliveryLists, DeliveryStatus } from '@affinity-engine/webhook';
import type { Knex } from 'knex';
import * as column from '../engine/columns.js';
import type { Row } from '../engine/columns.js';
import { eventFrom } from './delivery-queue.js';
import { endpointFrom, ofHeld, oldestSql, progressFrom, progressSql, waitingSql } from './endpoints.js';
import type { Seal } from '../engine/seal.js';

/** An event is pending behind the cursor's back only where its lane is held. */
const held = `exists (select 1 from webhook_line l where l.endpoint_id = v.endpoint_id and l.kind = 'held'
  and l.next <= v.sequence and (l."to" is null or v.sequence <= l."to") and (l.subject is null or l.subject = v.subject))`;

const statusSql = `case when v.skipped = 1 then 'skipped' when v.sequence > e.cursor then 'pending'
  when e.lines > 0 and ${held} then 'pending' else 'delivered' end`;

/** Reads over endpoints and their deliveries. */
export function knexDeliveryLists(reader: Knex, seal: Seal): DeliveryLists {
  return {
    async endpoints({ ownerId, after, limit }) {
      const found = reader('webhook_endpoint as e').orderBy('e.id').limit(limit).select('e.*', reader.raw(progressSql));
      if (ownerId !== undefined) found.where('e.owner_id', ownerId);
      if (after !== undefined) found.where('e.id', '>', after);
      return ((await found) as Row[]).map((row) => ({ ...endpointFrom(row, seal), progress: progressFrom(row) }));
    },
    async deliveries(id, { status, before, limit }) {
      const found = reader('webhook_event as v')
        .join('webhook_endpoint as e', 'e.id', 'v.endpoint_id')
        .where('v.endpoint_id', id)
        .orderBy('v.sequence', 'desc')
        .limit(limit)
        .select('v.*', reader.raw(`${statusSql} as status`));
      if (before !== undefined) found.where('v.sequence', '<', before);
      if (status !== undefined) found.whereRaw(`${statusSql} = ?`, [status]).whereRaw(await rangeOf(id, status));
      const rows = (await found) as Row[];
      const attempts = await attemptsOf(
        id,
        rows.map((row) => column.integer(row, 'sequence')),
      );
      return rows.map((row): Delivery => ({
        event: eventFrom(row),
        status: column.text(row, 'status') as DeliveryStatus,
        attempts: attempts.get(column.integer(row, 'sequence')) ?? [],
      }));
    },
    async lag() {
      const [row] = (await reader.raw(
        `select coalesce(sum(waiting), 0) as waiting, coalesce(sum(dammed), 0) as dammed, min(oldest) as oldest,
           ${column.databaseNow} as now
         from (select ${waitingSql} as waiting, ${oldestSql('appended_at')} as oldest,
             e.last_sequence > e.cursor and e.failures > 0 or ${ofHeld('count(*) > 0', '0')} as dammed
           from webhook_endpoint e where (e.last_sequence > e.cursor or e.lines > 0)
             and e.url is not null and e.paused = 0 and e.disabled = 0)`,
      )) as Row[];
      const oldest = column.integerOrNull(row ?? {}, 'oldest');
      return {
        waiting: column.integer(row ?? {}, 'waiting'),
        dammedEndpoints: column.integer(row ?? {}, 'dammed'),
        oldestWaitingSeconds: oldest === null ? 0 : Math.max(0, column.integer(row ?? {}, 'now') - oldest) / 1000,
      };
    },
  };

  /** Where events of a status lie, so that a list of few of them does not read the others. */
  async function rangeOf(id: string, status: DeliveryStatus): Promise<string> {
    if (status === 'skipped') return 'v.skipped = 1';
    const [row] = (await reader.raw(
      `select cursor, (select min(next) from webhook_line where endpoint_id = ? and kind = 'held') as held
       from webhook_endpoint where id = ?`,
      [id, id],
    )) as Row[];
    const cursor = column.integer(row ?? { cursor: 0 }, 'cursor');
    if (status === 'delivered') return `v.sequence <= ${cursor}`;
    return `v.sequence >= ${Math.min(cursor + 1, column.integerOrNull(row ?? { held: null }, 'held') ?? Infinity)}`;
  }

  async function attemptsOf(id: string, sequences: readonly number[]): Promise<Map<number, Attempt[]>> {
    const numbered = reader('webhook_attempt')
      .where('endpoint_id', id)
      .whereIn('sequence', sequences as number[])
      .select('*', reader.raw('row_number() over (partition by sequence order by id desc) as age'));
    const rows = (await reader(numbered.as('a')).where('age', '<=', mostAttemptsShown).orderBy('id')) as Row[];
    const attempts = new Map<number, Attempt[]>(sequences.map((sequence) => [sequence, []]));
    for (const row of rows) attempts.get(column.integer(row, 'sequence'))?.push(attemptFrom(row));
    return attempts;
  }
}

const attemptFrom = (row: Row): Attempt => ({
  endpointId: column.text(row, 'endpoint_id'),
  sequence: column.integer(row, 'sequence'),
  at: instantAt(column.integer(row, 'at')),
  durationMs: column.integer(row, 'duration_ms'),
  statusCode: column.integerOrNull(row, 'status_code'),
  error: column.textOrNull(row, 'error'),
  responseExcerpt: column.textOrNull(row, 'response_excerpt'),
  delivered: column.flag(row, 'delivered'),
  replay: column.flag(row, 'replay'),
  takeover: column.flag(row, 'takeover'),
  nextAttemptAt: column.instantOrNull(row, 'next_attempt_at'),
});
