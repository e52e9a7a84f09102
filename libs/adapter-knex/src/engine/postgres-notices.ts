import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';

const channel = 'affinity_engine_wake_ups';
const listenSql = `listen ${channel}`;
const notifySql = `select pg_notify('${channel}', $1)`;
/** A notice is only a hint: it need not wait for the disk. */
const settings = `set synchronous_commit = off; set statement_timeout = '5s'`;

/** PostgreSQL's limit is 8,000 bytes, the end included. */
const mostBytes = 7_999;

const connectMs = 5_000;
const closeMs = 2_000;
/** Half a second to a second between attempts: processes that lost the server do not come back at the same moment. */
const wait = { ms: 500, jitterMs: 500 };

/** Called when the connection is lost, and when it is back; not for each notice. */
export type NoticeReport = (state: 'lost' | 'back', cause?: unknown) => void;

export type Notices = {
  /**
   * Sends it in a transaction of its own, when there is a connection. Those that come while one waits are replaced by
   * `anyText`.
   */
  send(text: string): void;
  /** From now on `heard` is called for notices, and once where some may have been lost before. */
  listen(): void;
  /** Waits for the notice under way; two seconds at most. */
  close(): Promise<void>;
};

/**
 * LISTEN and NOTIFY over one connection of its own. It is made when it is first needed, and anew for ever. Nothing waits
 * for it.
 * @param anyText what is sent in place of texts that are too many or too long
 */
export function postgresNotices(url: string, anyText: string, report: NoticeReport, heard: () => void): Notices {
  const ending = new AbortController();
  const { signal } = ending;
  let open: pg.Client | null = null;
  let outgoing: string | null = null;
  let wanted = false;
  let listening = false;
  let working: Promise<void> | null = null;
  let isLost = false;
  let running: Promise<void> | null = null;
  return {
    send(text) {
      outgoing = outgoing === null && Buffer.byteLength(text) <= mostBytes ? text : anyText;
      begin();
    },
    listen() {
      wanted = true;
      begin();
    },
    async close() {
      ending.abort();
      const late = new AbortController();
      const tooLong = pause(closeMs, undefined, { signal: late.signal }).catch(() => undefined);
      await Promise.race([tooLong, closed()]);
      late.abort();
    },
  };

  function begin(): void {
    running ??= run();
    if (open !== null) work(open);
  }

  async function closed(): Promise<void> {
    await working;
    await open?.end();
    await running;
  }

  async function run(): Promise<void> {
    while (!signal.aborted) {
      await connection().catch((failure: unknown) => lost(failure));
      await pause(wait.ms + Math.random() * wait.jitterMs, undefined, { signal }).catch(() => undefined);
    }
  }

  /** Resolves when the connection has ended. */
  async function connection(): Promise<void> {
    const client = new pg.Client({
      connectionString: url,
      application_name: 'affinity-engine wake-ups',
      connectionTimeoutMillis: connectMs,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
    });
    const ended = new Promise<unknown>((resolve) => client.once('end', resolve).on('error', resolve));
    client.on('notification', heard);
    try {
      await client.connect();
      await client.query(settings);
      if (signal.aborted) return;
      [open, listening, working] = [client, false, null];
      if (isLost) report('back');
      isLost = false;
      work(client);
      lost(await ended);
    } finally {
      open = null;
      await client.end();
    }
  }

  /** One statement at a time: listens if that is wanted, then sends. */
  function work(client: pg.Client): void {
    working ??= workOn(client).then(
      () => {
        if (client !== open) return;
        working = null;
        if (hasWork()) work(client); // it came in the turn in which the work ended
      },
      // The connection is broken, or of no use: a new one is made.
      () => client.end().catch(() => undefined),
    );
  }

  function hasWork(): boolean {
    return outgoing !== null || (wanted && !listening);
  }

  async function workOn(client: pg.Client): Promise<void> {
    while (client === open && hasWork()) {
      if (wanted && !listening) {
        listening = true;
        await client.query(listenSql);
        heard();
      } else if (outgoing !== null) {
        const text = outgoing;
        outgoing = null;
        await client.query(notifySql, [text]);
      }
    }
  }

  function lost(cause: unknown): void {
    if (!isLost && !signal.aborted) report('lost', cause);
    isLost = true;
  }
}
