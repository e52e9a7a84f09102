import type { Knex } from 'knex';
import type pg from 'pg';
import { machinePace, randomPause, type Pace } from './pace.js';
import { cut, type PostgresClient } from './postgres-connections.js';
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

/** A connection to PostgreSQL. */
export type Client = {
  query(query: string | Timed, values?: readonly Value[]): Promise<{ readonly rows: Row[]; readonly command: string }>;
};

/** Connections that write. */
export type Connections<Of extends Client = Client> = {
  acquire(): Promise<Of>;
  release(client: Of): Promise<void>;
  /** Ends a connection at once, without a word to the server. */
  cut(client: Of): void;
  /** The connection is not used again. */
  drop(client: Of, because: unknown): void;
};

/** The connections of a pool. */
export const connectionsOf = (pool: Knex): Connections<Client & Pick<PostgresClient, '__knex__disposed'>> => ({
  acquire: () => pool.client.acquireConnection() as Promise<PostgresClient>,
  release: (client) => pool.client.releaseConnection(client) as Promise<void>,
  cut: (client) => cut(client as PostgresClient),
  drop: (client, because) => void (client.__knex__disposed = because),
});

/** Runs a transaction again while the reason it was refused for may pass. */
export async function repeated<Result, Of extends Client>(
  pool: Connections<Of>,
  body: (execute: Execute) => Promise<Result>,
  how: How,
  pace: Pace = machinePace,
): Promise<Result> {
  const began = pace.elapsed();
  for (let tried = 1; ; tried += 1) {
    try {
      return await inTransaction(pool, body, how, pace);
    } catch (failure) {
      const again = mayPass(failure) || (isConnectionFailure(failure) && !(failure instanceof OutcomeUnknown));
      if (!again || tried === tries || pace.elapsed() - began > longestMs) throw failure;
      await randomPause(pace, longestPauseMs(tried));
    }
  }
}

/** Longer with each try. */
const longestPauseMs = (tried: number): number => Math.min(1_000, 10 * 4 ** tried);

type Mark = { readonly connection: string; readonly number: number };

/** The last mark of each connection. */
const marks = new WeakMap<Client, Mark>();

function nextMark(client: Client, { newName }: Pace): Mark {
  const { connection, number } = marks.get(client) ?? { connection: newName(), number: 0 };
  const mark = { connection, number: number + 1 };
  marks.set(client, mark);
  return mark;
}

async function inTransaction<Result, Of extends Client>(
  pool: Connections<Of>,
  body: (execute: Execute) => Promise<Result>,
  { marked, waitsShortly }: How,
  pace: Pace,
): Promise<Result> {
  const client = await pool.acquire();
  let failed: unknown;
  try {
    const mark = marked ? nextMark(client, pace) : null;
    const first = [
      begin,
      ...(waitsShortly ? [waitShortly] : []),
      ...(mark === null ? [] : [markOf(mark.connection, mark.number)]),
    ];
    await client.query(first.join('; '));
    const result = await body(executeOnClient(client, marked ? undefined : migrationMs));
    await commit(pool, client, mark, pace);
    return result;
  } catch (failure) {
    failed = failure;
    await client.query('rollback').catch((lost: unknown) => pool.drop(client, lost));
    throw failure;
  } finally {
    if (isConnectionFailure(failed)) pool.cut(client);
    await pool.release(client);
  }
}

/** Commits. If the connection is lost meanwhile, asks on another one whether the transaction was committed. */
async function commit<Of extends Client>(
  pool: Connections<Of>,
  client: Of,
  mark: Mark | null,
  pace: Pace,
): Promise<void> {
  try {
    const { command } = await client.query('commit');
    if (command !== 'COMMIT') throw new Error(`the transaction was ended with ${command}`);
  } catch (failure) {
    if (mark === null || !isConnectionFailure(failure)) throw failure;
    if (!(await wasCommitted(pool, mark, failure, pace))) throw failure;
    pool.drop(client, failure);
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
async function wasCommitted<Of extends Client>(
  pool: Connections<Of>,
  { connection, number }: Mark,
  failure: unknown,
  pace: Pace,
): Promise<boolean> {
  for (let tried = 1; tried <= tries; tried += 1) {
    try {
      const client = await pool.acquire();
      try {
        const { rows } = await client.query(lastMarkOf, [connection]);
        return rows[0]?.['number'] === number;
      } finally {
        await pool.release(client);
      }
    } catch (lost) {
      if (!isConnectionFailure(lost) && !mayPass(lost)) throw lost;
    }
    await randomPause(pace, longestPauseMs(tried));
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
      return (await client.query(query)).rows as readonly Row[];
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
