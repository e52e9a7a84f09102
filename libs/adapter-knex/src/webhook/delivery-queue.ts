import type {
  Advance,
  Claim,
  DeliveryQueue,
  SideLine,
  SideLineChange,
  Standing,
  WaitingEvent,
} from '@affinity-engine/webhook';
import { eventId, mostAhead } from '@affinity-engine/webhook';
import type { Knex } from 'knex';
import * as column from '../engine/columns.js';
import type { Row } from '../engine/columns.js';
import { write, type Committer, type Execute, type Statement, type Value, type Write } from '../engine/committer.js';
import { endpointFrom } from './endpoints.js';
import type { Seal } from '../engine/seal.js';
import { eachRow, insertInto, rowsAsJson, rowsAsTable } from '../engine/statements.js';

type ClaimRow = { readonly limit: number; readonly leaseMs: number; readonly failing: number };

/** In the words of the partial index that finds it. */
const isDue = `due_at is not null and paused = 0 and disabled = 0 and url is not null and due_at <= ${column.databaseNow}`;

/** Claims by the due index: what it costs depends on what is due, not on how many endpoints there are. */
const claimDue = eachRow<ClaimRow, readonly Row[]>('claim endpoints', 90, (execute, { limit, leaseMs, failing }) =>
  execute(
    `update webhook_endpoint set epoch = epoch + 1, due_at = ${column.databaseNow} + ?, claimed = claimed + 1,
       doubtful_to = case when claimed > 0 then cursor + ${mostAhead} else doubtful_to end
     where id in (select id from (
         select * from (select id, due_at from webhook_endpoint where ${isDue} and failures = 0 order by due_at limit ?)
         union all
         select * from (select id, due_at from webhook_endpoint where ${isDue} and failures > 0 order by due_at limit ?)
       ) order by due_at limit ?)
     returning *`,
    [leaseMs, limit, failing, limit],
  ),
);

type AttemptColumn = (typeof attemptColumns)[number];
const attemptColumns = [
  'endpoint_id',
  'sequence',
  'at',
  'duration_ms',
  'status_code',
  'error',
  'response_excerpt',
  'delivered',
  'replay',
  'takeover',
  'next_attempt_at',
] as const;

const insertAttempt = insertInto('webhook_attempt', attemptColumns, 70);

type LineRow = { readonly claim: Claim; readonly change: SideLineChange };

/** Keeps a line under its claim's epoch. A replay that was called off meanwhile stays so; a change makes a line due. */
const keepLine = eachRow<LineRow, void>('keep line', 75, async (execute, { claim, change }) => {
  const endpointId = claim.endpoint.id;
  const [endpoint] = await execute('select version from webhook_endpoint where id = ? and epoch = ?', [
    endpointId,
    claim.epoch,
  ]);
  if (endpoint === undefined) return;
  const dropped = await execute(`delete from webhook_line where endpoint_id = ? and id = ? returning id`, [
    endpointId,
    change.id,
  ]);
  if (change.done || (change.kind === 'replay' && dropped.length === 0)) return;
  const changed = column.integer(endpoint, 'version') !== claim.endpoint.version;
  await execute(
    `insert into webhook_line (endpoint_id, id, kind, subject, next, "to", failures, due_at)
     values (?, ?, ?, ?, ?, ?, ?, ${column.databaseNow} + ?)`,
    [
      endpointId,
      change.id,
      change.kind,
      change.subject,
      change.next,
      change.to,
      change.failures,
      changed ? 0 : (change.retryInMs ?? 0),
    ],
  );
});

type ProgressRow = {
  readonly id: string;
  readonly epoch: number;
  readonly cursor: number;
  readonly failures: number;
  readonly ms: number | null;
  /** Of the configuration the claim was made with. */
  readonly version: number;
};

/** Renews a lease. A claim whose epoch is over changes nothing: that is an answer, not a fault of the group's. */
const advanceCursors = cursorStatement('advance cursors', `due_at = ${column.databaseNow} + v.ms`);

/** Lets go: in `ms`, unless something changed meanwhile; at once where something waits; when the first side line is due. */
const releaseEndpoints = cursorStatement(
  'release endpoints',
  `claimed = 0, due_at = case
    when v.ms is not null and webhook_endpoint.version = v.version then ${column.databaseNow} + v.ms
    when last_sequence > max(webhook_endpoint.cursor, v.cursor) then ${column.databaseNow}
    else (select min(l.due_at) from webhook_line l where l.endpoint_id = v.id) end`,
);

const progressColumns = ['id', 'epoch', 'version', 'cursor', 'failures', 'ms'] as const;

function cursorStatement(name: string, due: string): Statement<ProgressRow, Standing> {
  return {
    name,
    order: 80,
    async run(execute: Execute, rows: readonly ProgressRow[]) {
      const updated = await execute(
        `with v as (${rowsAsTable(progressColumns)})
         update webhook_endpoint set cursor = max(webhook_endpoint.cursor, v.cursor),
           failures = case when webhook_endpoint.version = v.version then v.failures else 0 end,
           lines = (select count(*) from webhook_line l where l.endpoint_id = v.id), ${due}
         from v where webhook_endpoint.id = v.id and webhook_endpoint.epoch = v.epoch
         returning webhook_endpoint.id, webhook_endpoint.epoch, webhook_endpoint.version, paused, disabled, url`,
        [rowsAsJson(rows, progressColumns)],
      );
      const found = new Map(updated.map((row) => [column.text(row, 'id'), row]));
      return rows.map(({ id, epoch, version }) => {
        const row = found.get(id);
        return row?.['epoch'] === epoch ? standingOf(row, version) : 'fenced';
      });
    },
  };
}

/** The delivery state on SQLite, timed by its clock. Progress of many endpoints merges into one commit. */
export function knexDeliveryQueue(reader: Knex, committer: Committer, seal: Seal): DeliveryQueue {
  return {
    async claim(limit, leaseMs, failing = limit) {
      if (!(await somethingIsDue())) return [];
      const [rows] = (await committer.commit([write(claimDue, { limit, leaseMs, failing })])) as [readonly Row[]];
      return readable(await Promise.allSettled(rows.map((row) => claimFrom(row))));
    },
    async waiting(id, { after, upTo, subject, skippedToo, limit }) {
      const found = reader('webhook_event')
        .where('endpoint_id', id)
        .where('sequence', '>', after)
        .orderBy('sequence')
        .limit(limit);
      if (upTo !== undefined) found.where('sequence', '<=', upTo);
      if (subject !== undefined) found.where('subject', subject);
      if (skippedToo !== true) found.where('skipped', 0);
      return ((await found) as Row[]).map(eventFrom);
    },
    advance: (claim, progress, leaseMs) =>
      keep(claim, progress, write(advanceCursors, progressRow(claim, progress, leaseMs))),
    release: (claim, progress, retryInMs) =>
      keep(claim, progress, write(releaseEndpoints, progressRow(claim, progress, retryInMs))),
  };

  /** Sweeps find nothing most of the time: only a read then, no write and no fsync. */
  async function somethingIsDue(): Promise<boolean> {
    const due = (await reader.raw(`select 1 from webhook_endpoint where ${isDue} limit 1`)) as readonly Row[];
    return due.length > 0;
  }

  async function keep(claim: Claim, progress: Advance, cursor: Write): Promise<Standing> {
    const attempts = progress.attempts.map((attempt) => write(insertAttempt, attemptRow(attempt)));
    const lines = progress.lines.map((change) => write(keepLine, { claim, change }));
    const results = await committer.commit([cursor, ...attempts, ...lines]);
    return results[0] as Standing;
  }

  async function claimFrom(row: Row): Promise<Claim> {
    const lines = column.integer(row, 'lines') === 0 ? [] : await linesOf(column.text(row, 'id'));
    return {
      endpoint: endpointFrom(row, seal),
      epoch: column.integer(row, 'epoch'),
      cursor: column.integer(row, 'cursor'),
      failures: column.integer(row, 'failures'),
      takeover: column.integer(row, 'claimed') > 1,
      doubtfulTo: column.integer(row, 'doubtful_to'),
      lines,
    };
  }

  async function linesOf(id: string): Promise<readonly SideLine[]> {
    const rows = (await reader('webhook_line')
      .where('endpoint_id', id)
      .orderBy('id')
      .select('*', reader.raw(`due_at <= ${column.databaseNow} as due`))) as Row[];
    return rows.map(lineFrom);
  }
}

/** The claims that could be read. One that cannot, its keys sealed otherwise say, costs the others nothing. */
function readable(read: readonly PromiseSettledResult<Claim>[]): readonly Claim[] {
  const claims = read.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  const failed = read.find((each) => each.status === 'rejected');
  if (claims.length === 0 && failed !== undefined) throw failed.reason;
  return claims;
}

/** A claim ends early where the endpoint was stopped or is configured otherwise by now. */
function standingOf(row: Row, version: number): Standing {
  const stopped = column.flag(row, 'paused') || column.flag(row, 'disabled') || row['url'] === null;
  return stopped || column.integer(row, 'version') !== version ? 'stopped' : 'held';
}

const progressRow = (claim: Claim, progress: Advance, ms: number | null): ProgressRow => ({
  id: claim.endpoint.id,
  epoch: claim.epoch,
  cursor: progress.cursor,
  failures: progress.failures,
  ms,
  version: claim.endpoint.version,
});

export const eventFrom = (row: Row): WaitingEvent => ({
  id: eventId(column.text(row, 'endpoint_id'), column.integer(row, 'sequence')),
  endpointId: column.text(row, 'endpoint_id'),
  sequence: column.integer(row, 'sequence'),
  type: column.text(row, 'type'),
  subject: column.text(row, 'subject'),
  body: column.text(row, 'body'),
  occurredAt: column.instantOf(row, 'occurred_at'),
});

const lineFrom = (row: Row): SideLine => ({
  id: column.text(row, 'id'),
  kind: column.text(row, 'kind') as SideLine['kind'],
  subject: column.textOrNull(row, 'subject'),
  next: column.integer(row, 'next'),
  to: column.integerOrNull(row, 'to'),
  failures: column.integer(row, 'failures'),
  due: column.flag(row, 'due'),
});

const attemptRow = (attempt: Advance['attempts'][number]): Record<AttemptColumn, Value> => ({
  endpoint_id: attempt.endpointId,
  sequence: attempt.sequence,
  at: column.milliseconds(attempt.at),
  duration_ms: Math.round(attempt.durationMs),
  status_code: attempt.statusCode,
  error: attempt.error,
  response_excerpt: attempt.responseExcerpt,
  delivered: column.bit(attempt.delivered),
  replay: column.bit(attempt.replay),
  takeover: column.bit(attempt.takeover),
  next_attempt_at: column.millisecondsOrNull(attempt.nextAttemptAt),
});
