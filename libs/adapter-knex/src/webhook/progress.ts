import type { Advance, Claim, SideLineChange, ClaimState } from '@affinity-engine/webhook';
import { integer, integerOrNull, text } from '../engine/columns.js';
import type { Statement } from '../engine/committer.js';
import { flagIn, integerIn, textIn, type Row } from '../engine/sql.js';
import { composed, type SqlWords } from '../engine/sql-words.js';
import { eachRow, recordsAsTable } from '../engine/statements.js';
import { shape } from '../engine/table.js';
import { writeOrder } from '../engine/write-order.js';
import { byId, endpointLock } from './endpoint-lock.js';

type LineRow = { readonly claim: Claim; readonly change: SideLineChange };

/** Stores a side line under its claim's epoch. A replay dropped meanwhile stays dropped; a change makes a line due. */
export const keepLine: Statement<LineRow, void> = {
  lock: { of: endpointLock, keyOf: ({ claim }) => byId(claim.endpoint.id) },
  ...eachRow<LineRow, void>('keep line', writeOrder.sideLine, async (execute, { claim, change }) => {
    const endpointId = claim.endpoint.id;
    const [endpoint] = await execute('select version from endpoint_progress where id = ? and epoch = ?', [
      endpointId,
      claim.epoch,
    ]);
    if (endpoint === undefined) return;
    const { id, kind, subject, next, to, failures, done, retryInMs } = change;
    const dropped = await execute(`delete from webhook_line where endpoint_id = ? and id = ? returning id`, [
      endpointId,
      id,
    ]);
    if (done || (kind === 'replay' && dropped.length === 0)) return;
    const changed = integerIn(endpoint, 'version') !== claim.endpoint.version;
    await execute(
      `insert into webhook_line (endpoint_id, id, kind, subject, next, "to", failures, due_at)
     values (?, ?, ?, ?, ?, ?, ?, ${execute.words.now} + ?)`,
      [endpointId, id, kind, subject, next, to, failures, changed ? 0 : (retryInMs ?? 0)],
    );
  }),
};

type ProgressRow = {
  readonly id: string;
  readonly epoch: number;
  /** The version of the configuration that was claimed. */
  readonly version: number;
  readonly cursor: number;
  readonly failures: number;
  readonly ms: number | null;
};

const rows = recordsAsTable(
  shape<ProgressRow>({
    id: text(),
    epoch: integer(),
    version: integer(),
    cursor: integer(),
    failures: integer(),
    ms: integerOrNull(),
  }).columns,
);

export const progressRow = (claim: Claim, progress: Advance, ms: number | null): ProgressRow => ({
  id: claim.endpoint.id,
  epoch: claim.epoch,
  version: claim.endpoint.version,
  cursor: progress.cursor,
  failures: progress.failures,
  ms,
});

const cursorSql = ({ greatest }: SqlWords): string => greatest('endpoint_progress.cursor', 'v.cursor');

/** Renews a lease. A claim with an old epoch changes nothing; that is a result, not a failure of the group. */
export const advanceCursors = cursorStatement('advance cursors', ({ now }) => `due_at = ${now} + v.ms`);

/** Releases: due in `ms`, unless changed meanwhile; at once if events wait; else with the first side line. */
export const releaseEndpoints = cursorStatement(
  'release endpoints',
  (words) => `claimed = 0, due_at = case
    when v.ms is not null and endpoint_progress.version = v.version then ${words.now} + v.ms
    when last_sequence > ${cursorSql(words)} then ${words.now}
    else (select min(l.due_at) from webhook_line l where l.endpoint_id = v.id) end`,
);

function cursorStatement(name: string, due: (words: SqlWords) => string): Statement<ProgressRow, ClaimState> {
  const sql = composed(
    (words) => `with v as (${rows.sql(words)})
    update endpoint_progress set cursor = ${cursorSql(words)},
      failures = case when endpoint_progress.version = v.version then v.failures else 0 end,
      lines = (select count(*) from webhook_line l where l.endpoint_id = v.id), ${due(words)}
    from v where endpoint_progress.id = v.id and endpoint_progress.epoch = v.epoch
    returning endpoint_progress.id, endpoint_progress.epoch, endpoint_progress.version, stopped`,
  );
  return {
    name,
    order: writeOrder.progress,
    lock: { of: endpointLock, keyOf: ({ id }) => byId(id) },
    async run(execute, records) {
      const updated = await execute(sql(execute.words), [rows.bind(records)]);
      const found = new Map(updated.map((row) => [textIn(row, 'id'), row]));
      return records.map(({ id, epoch, version }) => {
        const row = found.get(id);
        return row?.['epoch'] === epoch ? claimStateOf(row, version) : 'fenced';
      });
    },
  };
}

/** A claim ends early if the endpoint was stopped or its configuration changed. */
function claimStateOf(row: Row, version: number): ClaimState {
  return flagIn(row, 'stopped') || integerIn(row, 'version') !== version ? 'stopped' : 'held';
}
