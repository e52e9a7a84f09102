import {
  SqlFailure,
  startOfTime,
  type Ailments,
  type Codes,
  type Database,
  type Operation,
  type Reply,
  type Session,
  type View,
  type Wish,
} from './database-port.js';
import { newLocks } from './locks.js';
import type { Random } from './random.js';
import { emptyTables, ownTables, type Change } from './tables.js';
import type { Sometimes } from './sometimes.js';
import type { World } from './world.js';

type Transaction = { failed: boolean; readonly view: View; readonly longestWaitMs: number; last: number };

export type DatabaseSettings = {
  readonly world: World;
  readonly random: Random;
  readonly codes: Codes;
  readonly sometimes: Sometimes;
};

export function newDatabase({ world, random, codes, sometimes }: DatabaseSettings): Database {
  const committed = emptyTables();
  const locks = newLocks(world);
  const ailments: Ailments = { isDown: false, isFull: false, deadlocks: 0, clockOffset: 0 };
  const sessions = new Set<Session>();
  const listeners: ((changes: readonly Change[]) => void)[] = [];
  let numbers = 0;
  const now = (): number => startOfTime + Math.floor(world.now()) + ailments.clockOffset;
  const keyOf = ({ table, key }: Wish): string => `${table} ${key}`;

  return {
    committed,
    ailments,
    now,
    connect,
    lockAside,
    restart,
    onCommit: (listener) => void listeners.push(listener),
  };

  function lockAside(wishes: readonly Wish[], ms: number): void {
    const holder = {};
    let isOver = false;
    const next = (at: number): void => {
      const wish = wishes[at];
      if (wish === undefined || isOver) return;
      locks.take(holder, keyOf(wish), 'change', ms, () => world.at(50, () => next(at + 1)));
    };
    next(0);
    world.at(ms, () => {
      isOver = true;
      locks.release(holder);
    });
  }

  function restart(): void {
    world.note('database', 'restarts');
    for (const session of [...sessions]) session.end();
  }

  function apply(changes: readonly Change[]): void {
    for (const { table, key, after } of changes) {
      if (after === undefined) committed[table].delete(key);
      else (committed[table] as Map<string, unknown>).set(key, after);
    }
    for (const listener of listeners) listener(changes);
  }

  function newTransaction(longestWaitMs: number): Transaction {
    const holder: Transaction = {
      failed: false,
      longestWaitMs,
      last: world.now(),
      view: {
        tables: ownTables(committed, (table, key) => locks.has(holder, keyOf({ table, key }))),
        now,
        tryLock: (table, key) => locks.tryTake(holder, keyOf({ table, key })),
        number: () => (numbers += 1),
      },
    };
    return holder;
  }

  function connect(): Session {
    let transaction: Transaction | null = null;
    let isOver = false;
    const pending = new Set<Reply>();
    const session: Session = {
      begin({ longestWaitMs, mark, number = 0 }, reply) {
        if (isOver || ailments.isDown) return reply({ failure: new SqlFailure('ECONNRESET') });
        transaction = newTransaction(longestWaitMs);
        watchIdle(transaction);
        if (mark === undefined) return reply({ value: [] });
        session.execute(markOf(mark, number), [], reply);
      },
      execute(operation, rows, answer) {
        if (isOver || ailments.isDown) return answer({ failure: new SqlFailure('ECONNRESET') });
        const reply: Reply = (outcome) => {
          if (pending.delete(reply)) answer(outcome);
        };
        pending.add(reply);
        const own = transaction ?? newTransaction(2_000);
        const isAlone = transaction === null;
        own.last = world.now();
        run(own, operation, rows, (outcome) => {
          own.last = world.now();
          if (isAlone && !isOver && 'value' in outcome) apply(own.view.tables.written());
          if (isAlone) locks.release(own);
          reply(outcome);
        });
      },
      commit(reply) {
        const own = transaction;
        transaction = null;
        if (isOver || own === null || ailments.isDown) return reply({ failure: new SqlFailure('ECONNRESET') });
        if (!own.failed) apply(own.view.tables.written());
        locks.release(own);
        reply({ value: [own.failed ? 'ROLLBACK' : 'COMMIT'] });
      },
      rollback() {
        if (transaction !== null) abort(transaction);
        transaction = null;
      },
      end() {
        if (isOver) return;
        isOver = true;
        sessions.delete(session);
        session.rollback();
        for (const reply of pending) reply({ failure: new SqlFailure('ECONNRESET') });
      },
    };
    sessions.add(session);
    return session;

    function watchIdle(watched: Transaction): void {
      const { idleMs } = codes;
      if (idleMs === Infinity) return;
      world.at(idleMs, () => {
        if (transaction !== watched || isOver) return;
        if (world.now() - watched.last < idleMs) return watchIdle(watched);
        world.note('database', 'ends a connection that is idle in a transaction');
        session.end();
      });
    }
  }

  function abort(transaction: Transaction): void {
    transaction.failed = true;
    locks.release(transaction);
  }

  function run(own: Transaction, operation: Operation, rows: readonly unknown[], reply: Reply): void {
    const refuse = (failure: unknown): void => {
      abort(own);
      reply({ failure });
    };
    if (own.failed) return reply({ failure: new SqlFailure('25P02') });
    if (operation.grows === true && ailments.isFull) {
      sometimes.reached('a full disk');
      return refuse(new SqlFailure(codes.full));
    }
    if (random.happens(ailments.deadlocks)) {
      sometimes.reached('a transaction refused for a deadlock');
      return refuse(new SqlFailure('40P01'));
    }
    const wishes = operation.locks?.(rows as readonly never[], committed) ?? [];
    const next = (at: number): void => {
      const wish = wishes[at];
      if (own.failed) return refuse(new SqlFailure('ECONNRESET'));
      if (wish === undefined) return finish();
      locks.take(own, keyOf(wish), wish.mode ?? 'change', own.longestWaitMs, (refused) =>
        refused === null ? next(at + 1) : refuse(new SqlFailure(refused)),
      );
    };
    const finish = (): void => {
      Promise.resolve()
        .then(() => operation.run(own.view, rows as readonly never[]))
        .then((value) => reply({ value }), refuse);
    };
    next(0);
  }
}

const markOf = (connection: string, number: number): Operation => ({
  name: 'mark',
  locks: () => [{ table: 'marks', key: connection }],
  run: ({ tables }) => {
    tables.marks.set(connection, number);
    return [];
  },
});
