import type { Client, Connections, Execute } from '@affinity-engine/adapter-knex/testing';
import { SqlFailure, type Database, type Operation, type Session } from './database-port.js';
import type { Latency, Life, Outcome } from './life.js';
import type { Sometimes } from './sometimes.js';
import type { World } from './world.js';

/** What ails the way to the database. */
export type Line = {
  /** Probabilities of a cut before and after the effect of anything, and of a commit. */
  cutBefore: number;
  cutAfter: number;
  cutAtCommit: number;
  latency: Latency;
  /** Whether the database is slow. */
  isSlow: boolean;
};

/** The way as it is when nothing ails it. */
export const soundLine = (): Line => ({
  cutBefore: 0,
  cutAfter: 0,
  cutAtCommit: 0,
  isSlow: false,
  latency: usualLatency,
});

export const usualLatency: Latency = (random) => 0.3 + 2 * random.next();

export type ConnectionParts = {
  readonly world: World;
  readonly life: Life;
  readonly database: Database;
  readonly line: Line;
  readonly sometimes: Sometimes;
  /** Statements by their names, which take the place of SQL. */
  readonly operations: ReadonlyMap<string, Operation>;
};

/** A connection of a process, as the driver sees it. */
export type Connection = Client & { readonly session: Session; isUseless: boolean };

type Answer = readonly unknown[];

/** How long the server takes to notice that a process is gone. */
const noticedMs = 40;

function operationIn({ operations }: ConnectionParts, name: string): Operation {
  const operation = operations.get(name);
  if (operation === undefined) throw new Error(`the simulated database does not know: ${name}`);
  return operation;
}

const failed = (code = 'ECONNRESET'): { readonly failure: unknown } => ({ failure: new SqlFailure(code) });

/** Sends something over the way to the database: it may be cut before or after the effect. */
function overLine(parts: ConnectionParts, session: Session, what: string) {
  const { life, line, world, sometimes } = parts;
  return (serve: (reply: (outcome: Outcome<Answer>) => void) => void): Promise<Answer> =>
    life.ask<Answer>((reply) => {
      const cut = (): void => {
        world.note(life.name, `loses its connection at ${what}`);
        session.end();
        reply(failed());
      };
      const more = what === 'commit' ? line.cutAtCommit : 0;
      if (life.random.happens(line.cutBefore + more / 2)) {
        if (what === 'commit') sometimes.reached('a commit whose outcome is unknown, and that did not happen');
        return cut();
      }
      serve((outcome) => {
        if (!life.random.happens(line.cutAfter + more)) return reply(outcome);
        if (what === 'commit' && 'value' in outcome)
          sometimes.reached('a commit whose outcome is unknown, and that did happen');
        cut();
      });
    }, line.latency);
}

/** A pool as PostgreSQL's, over the simulated database. */
export function simulatedPool(parts: ConnectionParts, most: number): Connections<Connection> {
  const { life, database, world, line } = parts;
  const idle: Connection[] = [];
  const waiting: ((connection: Connection) => void)[] = [];
  let open = 0;

  function connection(): Connection {
    const session = database.connect();
    life.atEnd(() => world.at(noticedMs, session.end));
    open += 1;
    return {
      session,
      isUseless: false,
      async query(query, values = []) {
        const text = typeof query === 'string' ? query : query.text;
        const bound = typeof query === 'string' ? values : (query.values ?? []);
        const rows = await sent(session, text, bound);
        return { rows: rows as Record<string, unknown>[], command: text === 'commit' ? String(rows[0]) : '' };
      },
    };
  }

  function sent(session: Session, text: string, bound: readonly unknown[]): Promise<Answer> {
    if (text === 'rollback')
      return overLine(parts, session, text)((reply) => (session.rollback(), reply({ value: [] })));
    if (text === 'commit') return overLine(parts, session, text)((reply) => session.commit(reply));
    if (text.startsWith('begin isolation')) {
      const [, mark, number] = /values \('([^']+)', (\d+)\)/.exec(text) ?? [];
      const longestWaitMs = text.includes('lock_timeout') ? 500 : 2_000;
      const options = { longestWaitMs, ...(mark === undefined ? {} : { mark, number: Number(number) }) };
      return overLine(parts, session, 'begin')((reply) => session.begin(options, reply));
    }
    const isMark = text.startsWith('insert into transaction_mark');
    const operation = operationIn(parts, isMark ? 'last mark' : text);
    const rows = isMark ? bound : (bound[0] as readonly unknown[]);
    return overLine(parts, session, operation.name)((reply) => session.execute(operation, rows, reply));
  }

  return {
    async acquire() {
      if (database.ailments.isDown) {
        await life.ask<null>((reply) => reply({ value: null }), line.latency);
        throw new SqlFailure('ECONNREFUSED');
      }
      const free = idle.pop();
      if (free !== undefined) return free;
      if (open < most) return connection();
      return new Promise((resolve) => waiting.push(resolve));
    },
    async release(released) {
      const next = waiting.shift();
      if (!released.isUseless) {
        if (next === undefined) idle.push(released);
        else next(released);
        return;
      }
      open -= 1;
      released.session.end();
      if (next !== undefined) next(connection());
    },
    cut(cut) {
      cut.isUseless = true;
      cut.session.end();
    },
    drop: (dropped) => void (dropped.isUseless = true),
  };
}

/** The one connection that writes to a file, of the process that has it. */
export function simulatedFile(parts: ConnectionParts): Execute {
  const { life, database, world } = parts;
  const session = database.connect();
  life.atEnd(() => world.at(noticedMs, session.end));
  const send = overLine(
    { ...parts, line: { ...parts.line, cutBefore: 0, cutAfter: 0, cutAtCommit: 0 } },
    session,
    'file',
  );
  return Object.assign(
    async (text: string, bound: readonly unknown[]) => {
      const rows = await send((reply) => {
        if (text.startsWith('BEGIN')) return session.begin({ longestWaitMs: 5_000 }, reply);
        if (text === 'COMMIT') return session.commit(reply);
        if (text === 'ROLLBACK') return (session.rollback(), reply({ value: [] }));
        session.execute(operationIn(parts, text), bound[0] as readonly unknown[], reply);
      });
      return rows as Record<string, unknown>[];
    },
    { words: undefined as never },
  );
}

/** Reads what is committed, on a connection of its own. */
export function simulatedReads({ life, line, database, world }: ConnectionParts) {
  return <Of>(what: string, read: (tables: Database['committed']) => Of | Promise<Of>): Promise<Of> =>
    life.ask<Of>((reply) => {
      if (database.ailments.isDown) return reply(failed('ECONNREFUSED'));
      if (life.random.happens(line.cutBefore)) {
        world.note(life.name, `loses its connection at ${what}`);
        return reply(failed());
      }
      Promise.resolve()
        .then(() => read(database.committed))
        .then(
          (value) => reply({ value }),
          (failure: unknown) => reply({ failure }),
        );
    }, line.latency);
}
