import { describe, it, expect, beforeEach, afterEach } from '@jest/globals';
import { temporaryStore, type TemporaryStore } from '../testing/temporary-store.js';
import { key, text, version } from './columns.js';
import { committerOn, GuardFailed, write, type Committer } from './committer.js';
import { eachRow, insertInto, updateOf } from './statements.js';
import { inTransaction } from './sqlite-database.js';
import type { Execute } from './sql.js';
import { table } from './table.js';

type Thing = { readonly id: string; readonly version: number; readonly text: string };
const thingTable = table<Thing>('thing', { id: key(text()), version: version(), text: text() });
const insertThing = insertInto(thingTable, 10);
const updateThing = updateOf(thingTable, 20);
const nthRow = eachRow<string, string>('answer', 30, async (_execute, row) => `answer to ${row}`);

const thing = (id: string, version = 1, text = '') => write(insertThing, { id, version, text });
const change = (id: string, version: number, text: string) => write(updateThing, { id, version, text });

type Settled = 'kept' | 'guard' | string;
const settled = (commits: readonly Promise<unknown>[]): Promise<readonly Settled[]> =>
  Promise.all(
    commits.map((commit) =>
      commit.then(
        () => 'kept',
        (failure: unknown) => (failure instanceof GuardFailed ? 'guard' : String(failure)),
      ),
    ),
  );

describe('the committer', () => {
  let store: TemporaryStore;
  let sent: string[];
  let failing: RegExp | null;
  let committer: Committer;

  beforeEach(async () => {
    store = await temporaryStore();
    await store.execute(
      'create table thing (id text primary key, version integer not null, text text not null) strict',
    );
    sent = [];
    failing = null;
    const { write: execute } = store.database;
    const spied: Execute = Object.assign(
      async (sql: string, bindings: Parameters<Execute>[1]) => {
        sent.push(sql.split(' ').slice(0, 2).join(' '));
        if (failing?.test(sql) === true) throw new Error('SQLITE_IOERR: disk I/O error');
        return execute(sql, bindings);
      },
      { words: execute.words },
    );
    committer = committerOn({
      ...store.database,
      transaction: (body) => inTransaction('BEGIN IMMEDIATE', spied, body),
    });
  });
  afterEach(() => store.close());

  const ids = async () => (await store.rows('select id from thing order by id')).map(({ id }) => id);

  it('is idle only when those that commit again after their answer are through, too', async () => {
    const { commit, idle } = committerOn(store.database);
    const twice = Array.from({ length: 100 }, async (_, at) => {
      await commit([thing(`first ${at}`)]);
      await commit([thing(`second ${at}`)]);
    });
    await idle();
    expect(await ids()).toHaveLength(200);
    await Promise.all(twice);
  });

  it('settles a large group in several turns, so that other work comes between its answers', async () => {
    let turns = 0;
    const settledIn: number[] = [];
    const turn = () => new Promise<void>((resolve) => setImmediate(() => resolve(void (turns += 1))));
    const { commit, idle } = committerOn(store.database, { turn });
    const sets = Array.from({ length: 100 }, (_, at) =>
      commit([thing(`thing ${at}`)]).then(() => settledIn.push(turns)),
    );
    await idle();
    expect(settledIn).toHaveLength(100);
    await Promise.all(sets);
    for (const each of new Set(settledIn))
      expect(settledIn.filter((turn) => turn === each).length).toBeLessThanOrEqual(16);
  });

  it('merges what is asked for at the same time into one transaction with few statements', async () => {
    const sets = Array.from({ length: 100 }, (_, index) => committer.commit([thing(`t${index}`), thing(`u${index}`)]));
    await Promise.all(sets);
    expect(sent).toEqual(['BEGIN IMMEDIATE', 'insert into', 'COMMIT']);
    expect(await ids()).toHaveLength(200);
  });

  it('shares a transaction among 256 sets at most', async () => {
    await Promise.all(Array.from({ length: 600 }, (_, index) => committer.commit([thing(`t${index}`)])));
    expect(sent.filter((sql) => sql === 'COMMIT')).toHaveLength(3);
    expect(await ids()).toHaveLength(600);
  });

  it('runs statements in their order and answers in that of the writes', async () => {
    const results = await Promise.all([
      committer.commit([write(nthRow, 'a'), thing('t1'), write(nthRow, 'b')]),
      committer.commit([thing('t2'), write(nthRow, 'c')]),
      committer.commit([]),
    ]);
    expect(results).toEqual([['answer to a', undefined, 'answer to b'], [undefined, 'answer to c'], []]);
    expect(sent).toEqual(['BEGIN IMMEDIATE', 'insert into', 'COMMIT']);
  });

  it('lets a set that fails hurt none of its neighbours', async () => {
    await committer.commit([thing('taken'), thing('changed', 7)]);
    const sets = [
      [thing('a'), change('changed', 7, 'first')],
      [thing('b'), change('changed', 7, 'second')],
      [thing('c'), thing('taken')],
      [thing('d'), change('missing', 1, '')],
      [thing('e'), thing('e')],
      [thing('f')],
    ];
    const outcomes = await settled(sets.map((set) => committer.commit(set)));
    expect(outcomes).toEqual(['kept', 'guard', 'guard', 'guard', 'guard', 'kept']);
    expect(await ids()).toEqual(['a', 'changed', 'f', 'taken']);
    expect(await store.rows(`select version, text from thing where id = 'changed'`)).toEqual([
      { version: 8, text: 'first' },
    ]);
  });

  it('leaves a set out whose guard fails, without a rollback', async () => {
    await committer.commit([thing('changed', 7)]);
    sent = [];
    const sets = [
      [thing('a'), change('changed', 7, 'first')],
      [thing('b'), change('changed', 7, 'second')],
      [thing('c')],
    ];
    expect(await settled(sets.map((set) => committer.commit(set)))).toEqual(['kept', 'guard', 'kept']);
    expect(sent).toEqual(['BEGIN IMMEDIATE', 'with v', 'insert into', 'with v', 'COMMIT']);
    expect(await ids()).toEqual(['a', 'c', 'changed']);
  });

  it('gives a set that asks for it a transaction of its own, in its turn', async () => {
    const own = { ...eachRow<string, string>('own', 5, async (_execute, row) => row), alone: true } as const;
    const sets = [[thing('a')], [thing('b')], [write(own, 'x'), thing('c')], [thing('d')], [thing('e')]];
    await Promise.all(sets.map((set) => committer.commit(set)));
    expect(sent.filter((sql) => sql !== 'COMMIT')).toEqual([
      'BEGIN IMMEDIATE',
      'insert into',
      'BEGIN IMMEDIATE',
      'insert into',
      'BEGIN IMMEDIATE',
      'insert into',
    ]);
    expect(await ids()).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('runs a failing group’s sets one by one in the order they came', async () => {
    const outcomes = await settled(
      [thing('x', 1, 'first'), thing('x', 1, 'second')].map((one) => committer.commit([one])),
    );
    expect(outcomes).toEqual(['kept', 'guard']);
    expect(await store.rows('select text from thing')).toEqual([{ text: 'first' }]);
  });

  it('distinguishes an error of the engine from a guard', async () => {
    const [outcome, neighbour] = await settled([
      committer.commit([thing('a', null as unknown as number)]),
      committer.commit([thing('b')]),
    ]);
    expect(outcome).toMatch(/NOT NULL constraint failed/);
    expect(neighbour).toBe('kept');
  });

  it.each([/^BEGIN/, /^insert/, /^COMMIT/])(
    'rejects every set of a group where the disk fails at %s, and goes on after that',
    async (at) => {
      failing = at;
      const outcomes = await settled([committer.commit([thing('a')]), committer.commit([thing('b')])]);
      for (const outcome of outcomes) expect(outcome).toMatch(/SQLITE_IOERR/);
      expect(await ids()).toEqual([]);
      failing = null;
      await committer.commit([thing('c')]);
      expect(await ids()).toEqual(['c']);
    },
  );

  it('rejects what a full disk cannot take, keeps what it can, and goes on when there is room', async () => {
    const [{ page_count: pages } = {}] = await store.rows('pragma page_count');
    await store.execute(`pragma max_page_count = ${Number(pages) + 4}`);
    const outcomes = await settled([
      committer.commit([thing('big', 1, 'x'.repeat(200_000))]),
      committer.commit([thing('small')]),
    ]);
    expect(outcomes[0]).toMatch(/SQLITE_FULL/);
    expect(await ids()).toEqual(outcomes[1] === 'kept' ? ['small'] : []);
    await store.execute('pragma max_page_count = 100000');
    await committer.commit([thing('big', 1, 'x'.repeat(200_000))]);
    expect(await ids()).toContain('big');
  });

  it('notifies statements of durable writes only', async () => {
    const reported: string[] = [];
    const announced = {
      ...eachRow<string, string>('announce', 40, async (_execute, row) => row),
      committed: (results: readonly string[]) => void reported.push(...results),
    };
    await committer.commit([thing('taken')]);
    const sets = [
      [write(announced, 'a')],
      [write(announced, 'b'), thing('taken')],
      [write(announced, 'c'), write(announced, 'd')],
    ];
    await settled(sets.map((set) => committer.commit(set)));
    expect(reported).toEqual(['a', 'c', 'd']);
  });

  it('goes on if a statement throws when it is notified', async () => {
    const grumpy = {
      ...eachRow<string, string>('announce', 40, async (_execute, row) => row),
      committed: () => {
        throw new Error('nobody listens');
      },
    };
    expect(await settled([committer.commit([thing('a'), write(grumpy, 'x')])])).toEqual(['kept']);
    expect(await settled([committer.commit([thing('b')])])).toEqual(['kept']);
  });

  it('is idle when all that was asked for is done', async () => {
    await committer.idle();
    const done: string[] = [];
    for (const id of ['a', 'b', 'c']) void committer.commit([thing(id)]).then(() => done.push(id));
    await committer.idle();
    expect([done, await ids()]).toEqual([
      ['a', 'b', 'c'],
      ['a', 'b', 'c'],
    ]);
  });
});
