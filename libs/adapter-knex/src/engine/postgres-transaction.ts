import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import type pg from 'pg';
import { cut, type PostgresClient as Client } from './postgres-connections.js';
import { begin, isConnectionFailure, lastMarkOf, markOf, mayPass, postgresWords, waitShortly } from './postgres-sql.js';
import type { Execute, Row, Value } from './sql.js';

/** How often a transaction is tried that the database refuses for a reason that passes, and for how long at most. */
const [tries, longestMs] = [6, 8_000];

/** How long a statement of a migration may take. */
const migrationMs = 24 * 60 * 60 * 1000;

export type How = {
  /** Whether its outcome must be known; without a mark it may run again after it was committed. */
  readonly marked: boolean;
  /** Whether it waits only shortly for locked rows. */
  readonly waitsShortly: boolean;
};

/** Runs a transaction again while the reason it was refused for may pass. */
export async function repeated<Result>(
  pool: Knex,
  body: (execute: Execute) => Promise<Result>,
  how: How,
): Promise<Result> {
  const began = performance.now();
  for (let tried = 1; ; tried += 1) {
    try {
      return await inTransaction(pool, body, how);
    } catch (failure) {
      const again = mayPass(failure) || (isConnectionFailure(failure) && !(failure instanceof OutcomeUnknown));
      if (!again || tried === tries || performance.now() - began > longestMs) throw failure;
      await pause(tried);
    }
  }
}

/** A random wait, longer with each try, so that two that met do not meet again. */
const pause = (tried: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.random() * Math.min(1_000, 10 * 4 ** tried)));

type Mark = { readonly connection: string; readonly number: number };

/** The last mark of each connection. */
const marks = new WeakMap<Client, Mark>();

function nextMark(client: Client): Mark {
  const { connection, number } = marks.get(client) ?? { connection: randomUUID(), number: 0 };
  const mark = { connection, number: number + 1 };
  marks.set(client, mark);
  return mark;
}

async function inTransaction<Result>(
  pool: Knex,
  body: (execute: Execute) => Promise<Result>,
  { marked, waitsShortly }: How,
): Promise<Result> {
  const client = (await pool.client.acquireConnection()) as Client;
  let failed: unknown;
  try {
    const mark = marked ? nextMark(client) : null;
    const first = [
      begin,
      ...(waitsShortly ? [waitShortly] : []),
      ...(mark === null ? [] : [markOf(mark.connection, mark.number)]),
    ];
    await client.query(first.join('; '));
    const result = await body(executeOnClient(client, marked ? undefined : migrationMs));
    await commit(pool, client, mark);
    return result;
  } catch (failure) {
    failed = failure;
    await client.query('rollback').catch((lost: unknown) => (client.__knex__disposed = lost));
    throw failure;
  } finally {
    if (isConnectionFailure(failed)) cut(client);
    await pool.client.releaseConnection(client);
  }
}

/** Commits. If the connection is lost meanwhile, asks on another one whether the transaction was committed. */
async function commit(pool: Knex, client: Client, mark: Mark | null): Promise<void> {
  try {
    const { command } = await client.query('commit');
    if (command !== 'COMMIT') throw new Error(`the transaction was ended with ${command}`);
  } catch (failure) {
    if (mark === null || !isConnectionFailure(failure)) throw failure;
    if (!(await wasCommitted(pool, mark, failure))) throw failure;
    client.__knex__disposed = failure;
  }
}

/** The outcome of a transaction could not be asked for: it may have been committed. */
export class OutcomeUnknown extends Error {
  constructor(cause: unknown) {
    super('the connection was lost at the commit, and its outcome could not be asked for', { cause });
    this.name = 'OutcomeUnknown';
  }
}

/** Asks until the server answers. @throws OutcomeUnknown if it does not */
async function wasCommitted(pool: Knex, { connection, number }: Mark, failure: unknown): Promise<boolean> {
  for (let tried = 1; tried <= tries; tried += 1) {
    try {
      const client = (await pool.client.acquireConnection()) as Client;
      try {
        const { rows } = await client.query<{ readonly number: number }>(lastMarkOf, [connection]);
        return rows[0]?.number === number;
      } finally {
        await pool.client.releaseConnection(client);
      }
    } catch (lost) {
      if (!isConnectionFailure(lost) && !mayPass(lost)) throw lost;
    }
    await pause(tried);
  }
  throw new OutcomeUnknown(failure);
}

type Timed = pg.QueryConfig & { readonly query_timeout?: number };

const executeOnClient = (client: Client, query_timeout?: number): Execute =>
  Object.assign(
    async (sql: string, bindings: readonly Value[]) => {
      const query: Timed = {
        text: numbered(sql),
        values: bindings as Value[],
        ...(query_timeout && { query_timeout }),
      };
      return (await client.query<Row>(query)).rows as readonly Row[];
    },
    { words: postgresWords },
  );

const known = new Map<string, string>();

/** `?` becomes `$1`, `$2`, … */
function numbered(sql: string): string {
  let text = known.get(sql);
  if (text === undefined) {
    let count = 0;
    text = sql.replaceAll('?', () => `$${(count += 1)}`);
    known.set(sql, text);
  }
  return text;
}
