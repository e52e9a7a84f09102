import type { Endpoint, Endpoints, Ordering, Progress } from '@affinity-engine/webhook';
import type { Knex } from 'knex';
import * as column from '../engine/columns.js';
import type { Row } from '../engine/columns.js';
import { GuardFailed, write, type Committer, type Value, type Write } from '../engine/committer.js';
import type { Seal } from '../engine/seal.js';
import { eachRow, insertInto, updateOf } from '../engine/statements.js';

const changing = ['url', 'secrets', 'event_types', 'ordering', 'paused', 'disabled'] as const;
const columns = ['id', 'owner_id', 'created_at', 'version', ...changing] as const;
type Column = (typeof columns)[number];

const insertEndpoint = insertInto('webhook_endpoint', columns, 5);

/** A change makes a waiting head due at once, but never takes an endpoint from a dispatcher that serves it. */
const updateEndpoint = updateOf<Column>(
  'webhook_endpoint',
  {
    key: ['id'],
    guard: ['version'],
    set: changing,
    also: `version = v.version + 1, failures = case when claimed > 0 then failures else 0 end,
      due_at = case when claimed > 0 then due_at
        when last_sequence > cursor or lines > 0 then ${column.databaseNow} end`,
  },
  5,
);

type Head = { readonly id: string; readonly sequence: number };

/** Due now where something waits, unless somebody serves the endpoint: they stop when they keep their progress. */
const afterAChange = `failures = case when claimed > 0 then failures else 0 end, version = version + 1,
  due_at = case when claimed > 0 then due_at when last_sequence > cursor or lines > 0 then ${column.databaseNow} end`;

/** Passes over an event that holds back others: the head of the main line, or of a lane. */
const skipHead = eachRow<Head, void>('skip head', 60, async (execute, { id, sequence }) => {
  const moved = await execute(
    `update webhook_endpoint set cursor = cursor + 1 where id = ? and cursor + 1 = ? and last_sequence > cursor returning id`,
    [id, sequence],
  );
  const freed = await execute(
    `update webhook_line set failures = 0, due_at = ${column.databaseNow}
     where endpoint_id = ? and kind = 'held' and failures > 0 and next = ? returning id`,
    [id, sequence],
  );
  if (moved.length + freed.length === 0) throw new GuardFailed('skip head');
  await execute('update webhook_event set skipped = 1 where endpoint_id = ? and sequence = ?', [id, sequence]);
  await execute(`update webhook_endpoint set ${afterAChange} where id = ?`, [id]);
});

const dropReplays = eachRow<{ readonly id: string }, void>('drop replays', 60, async (execute, { id }) => {
  await execute(`delete from webhook_line where endpoint_id = ? and kind = 'replay'`, [id]);
  await execute(
    `update webhook_endpoint set lines = (select count(*) from webhook_line where endpoint_id = ?) where id = ?`,
    [id, id],
  );
  await execute(`update webhook_endpoint set ${afterAChange} where id = ?`, [id]);
});

type Range = { readonly id: string; readonly from: number; readonly to: number };

const insertReplay = eachRow<Range, void>('insert replay', 60, async (execute, { id, from, to }) => {
  await execute(
    `insert into webhook_line (endpoint_id, id, kind, subject, next, "to", failures, due_at)
     select ?, 'replay:' || printf('%015d:%06d:', ${column.databaseNow}, lines) || lower(hex(randomblob(8))), 'replay', null,
       ?, ?, 0, ${column.databaseNow}
     from webhook_endpoint where id = ?`,
    [id, from, to, id],
  );
  await execute(`update webhook_endpoint set lines = lines + 1, due_at = ${column.dueWithNewWork} where id = ?`, [id]);
});

/** Webhook endpoints read at once, written with the unit of work. Signing keys lie sealed. */
export const knexEndpoints =
  (reader: Knex, seal: Seal) =>
  (writes: Write[]): Endpoints => ({
    async find(id) {
      const row = (await reader('webhook_endpoint').where({ id }).first()) as Row | undefined;
      return row === undefined ? null : endpointFrom(row, seal);
    },
    add: (endpoint) => void writes.push(addEndpoint(endpoint, seal)),
    save: (endpoint) => void writes.push(write(updateEndpoint, toRow(endpoint, seal))),
    async progress(id) {
      const row = (await reader('webhook_endpoint as e')
        .where('e.id', id)
        .select('e.*', reader.raw(progressSql))
        .first()) as Row;
      return progressFrom(row);
    },
    async heads(id) {
      const main = (await reader('webhook_endpoint')
        .where({ id })
        .whereRaw('last_sequence > cursor')
        .first('cursor')) as Row | undefined;
      const held = (await reader('webhook_line')
        .where({ endpoint_id: id, kind: 'held' })
        .where('failures', '>', 0)
        .orderBy('next')
        .select('next')) as Row[];
      return {
        main: main === undefined ? null : column.integer(main, 'cursor') + 1,
        held: held.map((row) => column.integer(row, 'next')),
      };
    },
    skip: (id, sequence) => void writes.push(write(skipHead, { id, sequence })),
    callOffReplays: (id) => void writes.push(write(dropReplays, { id })),
    replay: (id, from, to) => void writes.push(write(insertReplay, { id, from, to })),
  });

const insertFirst = eachRow<Readonly<Record<Column, Value>>, void>('insert first endpoint', 5, async (execute, row) => {
  await execute(
    `insert into webhook_endpoint (${columns.join(', ')}) select ${columns.map(() => '?').join(', ')}
     where not exists (select 1 from webhook_endpoint where owner_id = ?)`,
    [...columns.map((name) => row[name]), row.owner_id],
  );
});

/** Gives an owner its first endpoint, where it has none: its events wait from then on. */
export const openEndpoint = async (committer: Committer, seal: Seal, endpoint: Endpoint): Promise<void> => {
  await committer.commit([write(insertFirst, toRow(endpoint, seal))]);
};

/** The write that adds an endpoint, for units of work of other contexts. */
export const addEndpoint = (endpoint: Endpoint, seal: Seal): Write => write(insertEndpoint, toRow(endpoint, seal));

/**
 * Something of the events `v` that side lines of endpoint `e` hold back, as SQL; `none` where it has no side lines.
 * A line without a subject holds one event. The join starts from the lines, which are few, and reads no other lane.
 */
export const ofHeld = (what: string, none: string): string => `case when e.lines > 0 then (select ${what}
  from webhook_line l cross join webhook_event v indexed by webhook_event_by_subject
    on v.endpoint_id = l.endpoint_id and v.skipped = 0
    and v.subject = coalesce(l.subject, (select f.subject from webhook_event f
      where f.endpoint_id = l.endpoint_id and f.sequence = l.next))
    and v.sequence between l.next and min(coalesce(l."to", e.cursor), e.cursor)
  where l.endpoint_id = e.id and l.kind = 'held') else ${none} end`;

/** How many events wait, those held in their lanes among them. */
export const waitingSql = `e.last_sequence - e.cursor + ${ofHeld('count(distinct v.sequence)', '0')}`;

/** A time of the event that waits longest, null where nothing waits. */
export const oldestSql = (time: 'occurred_at' | 'appended_at'): string => {
  const head = `(select h.${time} from webhook_event h where h.endpoint_id = e.id and h.sequence = e.cursor + 1)`;
  const held = ofHeld(`min(v.${time})`, 'null');
  return `case when e.lines > 0 then coalesce(min(${head}, ${held}), ${held}, ${head}) else ${head} end`;
};

/** What {@link progressFrom} reads beside the endpoint's own columns. */
export const progressSql = `${waitingSql} as waiting, ${oldestSql('occurred_at')} as oldest_waiting,
  case when e.lines > 0 then (select count(*) from webhook_line l where l.endpoint_id = e.id and l.kind = 'replay')
    else 0 end as replays`;

export const endpointFrom = (row: Row, seal: Seal): Endpoint => ({
  id: column.text(row, 'id'),
  ownerId: column.text(row, 'owner_id'),
  url: column.textOrNull(row, 'url'),
  secrets: JSON.parse(seal.open(column.text(row, 'secrets'))) as string[],
  eventTypes: column.jsonOrNull<string[]>(row, 'event_types'),
  ordering: column.text(row, 'ordering') as Ordering,
  paused: column.flag(row, 'paused'),
  disabled: column.flag(row, 'disabled'),
  createdAt: column.instantOf(row, 'created_at'),
  version: column.integer(row, 'version'),
});

export const progressFrom = (row: Row): Progress => ({
  lastSequence: column.integer(row, 'last_sequence'),
  cursor: column.integer(row, 'cursor'),
  waiting: column.integer(row, 'waiting'),
  failures: column.integer(row, 'failures'),
  dueAt: column.instantOrNull(row, 'due_at'),
  oldestWaiting: column.instantOrNull(row, 'oldest_waiting'),
  replays: column.integer(row, 'replays'),
});

const toRow = (endpoint: Endpoint, seal: Seal): Record<Column, Value> => ({
  id: endpoint.id,
  owner_id: endpoint.ownerId,
  url: endpoint.url,
  secrets: seal.close(JSON.stringify(endpoint.secrets)),
  event_types: column.jsonTextOrNull(endpoint.eventTypes),
  ordering: endpoint.ordering,
  paused: column.bit(endpoint.paused),
  disabled: column.bit(endpoint.disabled),
  created_at: column.milliseconds(endpoint.createdAt),
  version: endpoint.version,
});
