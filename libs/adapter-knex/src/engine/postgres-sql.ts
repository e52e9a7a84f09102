import type { SchemaSql } from './database.js';
import type { SqlWords } from './sql-words.js';

/* Every word of SQL that only PostgreSQL knows, and what is particular to its driver. */

/**
 * The start of the statement, not of the transaction, which may have waited. An index can be searched by it, since it
 * does not change while the statement runs.
 */
const now = `(extract(epoch from statement_timestamp()) * 1000)::bigint`;

/** Texts compare as in the columns, also where the database orders otherwise. */
const types = { text: 'text collate "C"', integer: 'bigint' } as const;

export const postgresWords: SqlWords = {
  kind: 'postgres',
  now,
  rowsAsTable: (columns) =>
    `select ${columns.map(({ name, type }, at) => `(value ->> ${at})::${types[type]} as "${name}"`).join(', ')} from jsonb_array_elements(?::jsonb)`,
  greatest: (one, other) => `greatest(${one}, ${other})`,
  least: (one, other) => `least(${one}, ${other})`,
  differsFromBound: (value) => `${value} is distinct from ?`,
  containsBound: (text) => `strpos(${text}, ?) > 0`,
  arrayHasBound: (column) =>
    `exists (select 1 from json_array_elements_text(${column}::json) as e (value) where e.value = ?)`,
  fieldIs: (column, field, type) => `json_typeof(${column}::json -> '${field}') = '${type}'`,
  textAt: (column, ...path) => `${column}::json #>> '{${path.join(',')}}'`,
  isAmong: (value, query) => `${value} = any(array(${query}))`,
  withoutIndex: (column) => `${column} || ''`,
  furtherFilter: (column) => column,
  joinInOrder: (table) => `join ${table}`,
  timeSortedId: (number) =>
    `lpad((${now})::text, 15, '0') || ':' || lpad((${number})::text, 6, '0') || ':' || replace(gen_random_uuid()::text, '-', '')`,
  lockRows: (mode, table) => `${mode === 'change' ? 'for no key update' : 'for share'} of ${table}`,
  lockFreeRows: 'for no key update skip locked',
  // Of sessions of other roles the start is visible to members of pg_read_all_stats only.
  oldestTransaction: `select coalesce(max(extract(epoch from clock_timestamp() - open.since)), 0)::int as seconds from (
    select xact_start as since from pg_stat_activity where datname = current_database() and backend_type = 'client backend'
    union all select prepared from pg_prepared_xacts where database = current_database()) as open`,
  // Marks of connections that ended a day ago.
  housekeeping: [`delete from transaction_mark where at < ${now} - 86400000`],
  // Vacuum overwrites what was updated; the log is recycled by checkpoints.
  settling: [],
  // Drops the partitions of whole days, and makes those of the days to come.
  forgetAttempts: `select * from keep_attempt_partitions(?)`,
};

/** Gives a role what the engine needs to run, without the right to change the schema. */
const grantsTo = (role: string): readonly string[] => {
  const quoted = `"${role.replaceAll('"', '""')}"`;
  return [
    `grant usage on schema public to ${quoted}`,
    `grant select, insert, update, delete on all tables in schema public to ${quoted}`,
    `grant usage on all sequences in schema public to ${quoted}`,
    `grant execute on all functions in schema public to ${quoted}`,
    `alter default privileges in schema public grant select, insert, update, delete on tables to ${quoted}`,
    `alter default privileges in schema public grant usage on sequences to ${quoted}`,
  ];
};

export const schemaSql: SchemaSql = {
  isShared: true,
  grantsTo,
  columnsOf: (table) =>
    `select column_name as name from information_schema.columns
     where table_schema = current_schema() and table_name = '${table}'`,
  createMigrationTable: 'create table schema_migration (name text collate "C" primary key, applied_at bigint not null)',
};

/** The version as a number, 150004 for 15.4, and the encoding of the database. */
export const serverVersion = `select current_setting('server_version_num')::int as version,
  current_setting('server_encoding') as encoding`;

/**
 * Waits until no other process changes the schema, for a minute at most; the number is the engine's own. A migration
 * may take long, but does not wait long for a table that is in use: all others would wait behind it.
 */
export const schemaLock = `set local statement_timeout = 0; set local lock_timeout = '60s';
  select pg_advisory_xact_lock(7317530); set local lock_timeout = '5s'`;

export const begin = `begin isolation level read committed`;

/** For a set that runs alone because a group of many met a locked row: others wait behind it. */
export const waitShortly = `set local lock_timeout = '500ms'`;

/** Marks a transaction: its connection's row gets a number. By it the outcome can be asked for after a lost connection. */
export const markOf = (connection: string, number: number): string =>
  `insert into transaction_mark (connection, number) values ('${connection}', ${number})
   on conflict (connection) do update set number = excluded.number, at = excluded.at`;

/**
 * The number of the last transaction of a connection that was committed; 0 for none. Waits for a transaction that is
 * under way. The number of the server's own would not do: after a crash it may be given again.
 */
export const lastMarkOf = `insert into transaction_mark (connection, number) values ($1, 0)
  on conflict (connection) do update set number = transaction_mark.number returning number`;

export type SessionSettings = { readonly readOnly: boolean; readonly statementTimeoutMs: number };

export const hasEventFeed = `select to_regclass('event_feed') is not null as found`;

/**
 * Counts an incarnation if the database is on another server than before, or on another timeline of it: it was restored
 * from a backup, or a replica took over, and the last transactions may be lost. Run before a connection writes.
 */
export const noteServer = `with seen as (
    select (select system_identifier from pg_control_system()) || '/' || left(pg_walfile_name(pg_current_wal_lsn()), 8) ||
      '/' || (select oid from pg_database where datname = current_database()) as identity)
  update event_feed set identity = seen.identity,
    incarnation = incarnation + case when event_feed.identity is null then 0 else 1 end
  from seen where event_feed.identity is distinct from seen.identity`;

/** Reads settings back, as the server has them. */
export const readSettings = 'select name, setting as value from pg_settings where name = any($1::text[])';

/**
 * The settings of every connection; times are milliseconds. A statement, and a wait for a lock, end: the latter after
 * the server has looked for a deadlock, which it does after a second; a connection that was forgotten within a
 * transaction gives its locks back.
 */
export const connectionSettings = ({
  readOnly,
  statementTimeoutMs,
}: SessionSettings): readonly (readonly [name: string, value: string])[] => [
  ['statement_timeout', String(statementTimeoutMs)],
  ['lock_timeout', '2000'],
  ['idle_in_transaction_session_timeout', '10000'],
  ['default_transaction_isolation', 'read committed'],
  ['default_transaction_read_only', readOnly ? 'on' : 'off'],
  ['synchronous_commit', 'on'],
  ['jit', 'off'],
  ['client_encoding', 'UTF8'],
];

/** What a refused statement may be tried again for: a deadlock, a failed serialization. */
const passing = new Set(['40P01', '40001']);

/** The server is starting, stopping, has no free connection, became read-only, or the connection was ended by it. */
const gone = new Set(['57P01', '57P02', '57P03', '57P05', '25P03', '25006', '53300']);

const codeOf = (failure: unknown): string => {
  const { code } = (failure ?? {}) as { readonly code?: unknown };
  return typeof code === 'string' ? code : '';
};

export const mayPass = (failure: unknown): boolean => passing.has(codeOf(failure));

/** Whether the role may not do something. */
export const isForbidden = (failure: unknown): boolean => codeOf(failure) === '42501';

/** Whether a row stayed locked for longer than a statement waits. */
export const isLocked = (failure: unknown): boolean => codeOf(failure) === '55P03';

/** Whether the server's disk has no room. */
export const isFull = (failure: unknown): boolean => codeOf(failure) === '53100';

/** Whether a statement took too long. */
export const isTooSlow = (failure: unknown): boolean => codeOf(failure) === '57014';

export const isUniqueViolation = (failure: unknown): boolean => codeOf(failure) === '23505';

/** Whether the server could not be reached, or the connection was lost. */
export function isConnectionFailure(failure: unknown): boolean {
  const code = codeOf(failure);
  if (gone.has(code) || code.startsWith('08')) return true;
  if (/^(?:ECONN|EPIPE|ENOTFOUND|EAI_|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOENT|ERR_STREAM_)/.test(code)) return true;
  const { message = '' } = (failure ?? {}) as { readonly message?: string };
  return /Connection terminated|timeout expired|Client has encountered a connection error|Timeout acquiring a connection|Query read timeout|Client was closed/.test(
    message,
  );
}

type CopiedColumn = { readonly name: string; readonly type: string };

/** What copying another database into this one asks and writes. */
export const copying = {
  columns: `select c.table_name, c.column_name, c.data_type from information_schema.columns c
     join pg_class t on t.oid = format('%I.%I', c.table_schema, c.table_name)::regclass
     where c.table_schema = current_schema() and t.relkind in ('r', 'p') and not t.relispartition and c.is_generated = 'NEVER'
     order by c.table_name, c.ordinal_position`,
  keys: `select i.indrelid::regclass::text as table_name, a.attname::text as column_name
     from pg_index i cross join lateral unnest(i.indkey) with ordinality k (number, place)
     join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.number
     join pg_class t on t.oid = i.indrelid join pg_namespace n on n.oid = t.relnamespace
     where i.indisprimary and n.nspname = current_schema() order by 1, k.place`,
  references: `select conrelid::regclass::text as child, confrelid::regclass::text as parent from pg_constraint where contype = 'f'`,
  /** Inserts rows of a bound JSON text; bytes are base64. */
  insertInto: (table: string, columns: readonly CopiedColumn[]): string => {
    const values = columns.map(({ type }, at) =>
      type === 'bytea' ? `decode(value ->> ${at}, 'base64')` : `(value ->> ${at})::${type}`,
    );
    return `insert into ${table} (${columns.map(({ name }) => `"${name}"`).join(', ')})
      select ${values.join(', ')} from jsonb_array_elements(?::jsonb)`;
  },
  /** Attempts from before today have their own part, which is dropped when its time is over. */
  earlierAttempts: `do $$ begin execute format(
      'create table webhook_attempt_copied partition of webhook_attempt for values from (minvalue) to (%s)',
      (select min(starts) from attempt_partition)); end $$`,
  /** Numbers given out from now on follow those that were copied. */
  sequences: [
    `select setval('webhook_attempt_number', (select coalesce(max(id), 0) + 1 from webhook_attempt), false)`,
    `select setval(pg_get_serial_sequence('audit_entry', 'id'), (select coalesce(max(id), 0) + 1 from audit_entry), false)`,
    `select setval(pg_get_serial_sequence('refusal', 'number'), (select coalesce(max(number), 0) + 1 from refusal), false)`,
  ],
} as const;
