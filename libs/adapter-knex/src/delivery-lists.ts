import { instantAt } from '@affinity-engine/kernel';
import type { Attempt, Delivery, DeliveryLists, DeliveryStatus } from '@affinity-engine/webhook';
import type { Knex } from 'knex';
import * as column from './columns.js';
import type { Row } from './columns.js';
import { eventFrom } from './delivery-queue.js';
import { endpointFrom } from './endpoints.js';
import type { Seal } from './seal.js';

/** An event is pending behind the cursor's back only where its lane is held. */
const held = `exists (select 1 from webhook_line l where l.endpoint_id = v.endpoint_id and l.kind = 'held'
  and l.next <= v.sequence and (l."to" is null or v.sequence <= l."to") and (l.subject is null or l.subject = v.subject))`;

const statusSql = `case when v.skipped = 1 then 'skipped' when v.sequence > e.cursor then 'pending'
  when e.lines > 0 and ${held} then 'pending' else 'delivered' end`;

/** Reads over endpoints and their deliveries. */
export function knexDeliveryLists(reader: Knex, seal: Seal): DeliveryLists {
  return {
    async endpoints(ownerId) {
      const found = reader('webhook_endpoint').orderBy('id');
      if (ownerId !== undefined) found.where('owner_id', ownerId);
      return ((await found) as Row[]).map((row) => endpointFrom(row, seal));
    },
    async deliveries(id, { status, before, limit }) {
      const found = reader('webhook_event as v')
        .join('webhook_endpoint as e', 'e.id', 'v.endpoint_id')
        .where('v.endpoint_id', id)
        .orderBy('v.sequence', 'desc')
        .limit(limit)
        .select('v.*', reader.raw(`${statusSql} as status`));
      if (before !== undefined) found.where('v.sequence', '<', before);
      if (status !== undefined) found.whereRaw(`${statusSql} = ?`, [status]);
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
        `select coalesce(sum(e.last_sequence - e.cursor), 0) as waiting,
           coalesce(sum(e.failures > 0), 0) as dammed,
           min((select v.occurred_at from webhook_event v where v.endpoint_id = e.id and v.sequence = e.cursor + 1)) as oldest,
           ${column.databaseNow} as now
         from webhook_endpoint e where e.last_sequence > e.cursor and e.url is not null`,
      )) as Row[];
      const oldest = column.integerOrNull(row ?? {}, 'oldest');
      return {
        waiting: column.integer(row ?? {}, 'waiting'),
        dammedEndpoints: column.integer(row ?? {}, 'dammed'),
        oldestWaitingSeconds: oldest === null ? 0 : Math.max(0, column.integer(row ?? {}, 'now') - oldest) / 1000,
      };
    },
  };

  async function attemptsOf(id: string, sequences: readonly number[]): Promise<Map<number, Attempt[]>> {
    const rows = (await reader('webhook_attempt')
      .where('endpoint_id', id)
      .whereIn('sequence', sequences as number[])
      .orderBy('id')) as Row[];
    const attempts = new Map<number, Attempt[]>();
    for (const row of rows) {
      const sequence = column.integer(row, 'sequence');
      attempts.set(sequence, [...(attempts.get(sequence) ?? []), attemptFrom(row)]);
    }
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
