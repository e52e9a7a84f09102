import type { Committer, Statement, Transactions, Write } from '@affinity-engine/adapter-knex/testing';
import { eventId } from '@affinity-engine/webhook';
import type { Alterations, Surroundings } from '../alterations.js';
import { defect, operationThat, type Defect } from './defect.js';

/** Writes of these kinds are committed by themselves, after the others. */
const committedApart = (isApart: (name: string) => boolean): Alterations => ({
  committer: (committer) => ({
    ...committer,
    async commit(writes: readonly Write[]) {
      const [apart, rest] = [true, false].map((side) =>
        writes.filter((each) => isApart(each.statement.name) === side),
      ) as [Write[], Write[]];
      const results = rest.length === 0 ? [] : await committer.commit(rest);
      return [...results, ...(apart.length === 0 ? [] : await committer.commit(apart))];
    },
  }),
});

const withoutGuard = (names: readonly string[]) => ({
  statement: (statement: Statement): Statement => {
    if (!names.includes(statement.name)) return statement;
    const { guard: _guard, ...rest } = statement;
    return rest;
  },
});

async function sendFirst(writes: readonly Write[], { database, courier }: Surroundings): Promise<void> {
  for (const { statement, row } of writes) {
    if (statement.name !== 'append events') continue;
    const event = row as unknown as { ownerId: string; type: string; subject: string; body: string; occurredAt: never };
    const to = [...database.committed.endpoints.values()].find(({ endpoint }) => endpoint.ownerId === event.ownerId);
    if (to === undefined || to.endpoint.url === null) continue;
    const sequence = to.lastSequence + 1;
    const { id } = to.endpoint;
    await courier.send(
      to.endpoint,
      { ...event, id: eventId(id, sequence), endpointId: id, sequence },
      { replay: false },
    );
  }
}

/** A body that ran to its end is not run again, also after a commit that failed. */
const withoutRepeats =
  (transaction: Transactions['transaction']): Transactions['transaction'] =>
  async (body, waitsShortly) => {
    type Result = Awaited<ReturnType<typeof body>>;
    const done: Result[] = [];
    try {
      return await transaction(async (execute) => {
        if (done.length > 0) throw new Error('not again');
        const result = await body(execute);
        done.push(result);
        return result;
      }, waitsShortly);
    } catch (failure) {
      if (done.length === 0) throw failure;
      return done[0] as Result;
    }
  };

/** Defects of transactions and of what they write. */
export const writeDefects: readonly Defect[] = [
  defect(
    'writes events in a second transaction',
    ['I3'],
    10,
    committedApart((name) => name === 'append events'),
  ),
  defect('writes an event twice', ['I3'], 10, {
    committer: (committer) => ({
      ...committer,
      commit: (writes) =>
        committer.commit([...writes, ...writes.filter(({ statement }) => statement.name === 'append events')]),
    }),
  }),
  defect('writes what it read before, without a guard', ['I4', 'I3'], 100, {
    ...withoutGuard(['update affinity']),
    ...operationThat(['update affinity'], () => ({ tables }, rows: readonly never[]) => {
      for (const row of rows as readonly { readonly id: string; readonly version: number }[]) {
        tables.affinities.set(row.id, { ...row, version: row.version + 1 } as never);
      }
      return rows;
    }),
  }),
  defect('keeps the other writes of a set that lost', ['I3', 'I2'], 100, {
    ...withoutGuard(['update affinity']),
    ...operationThat(['update affinity'], (run) => async (view, rows: readonly never[]) => {
      for (const row of rows as readonly { readonly id: string; readonly version: number }[]) {
        if (view.tables.affinities.get(row.id)?.version === row.version) await run(view, [row] as never);
      }
      return rows;
    }),
  }),
  defect('drops the neighbour of the set that lost', ['I4', 'I3', 'I2', 'I1'], 200, {
    statement: (statement) => {
      const { guard } = statement;
      if (statement.name !== 'update affinity' || guard === undefined) return statement;
      const losers: typeof guard.losers = async (execute, rows) =>
        new Set([...(await guard.losers(execute, rows))].map((at) => (at + 1) % rows.length));
      return { ...statement, guard: { ...guard, losers } };
    },
    ...operationThat(['update affinity'], () => ({ tables }, rows: readonly never[]) => {
      for (const row of rows as readonly { readonly id: string; readonly version: number }[]) {
        tables.affinities.set(row.id, { ...row, version: row.version + 1 } as never);
      }
      return rows;
    }),
  }),
  defect('keeps no first answers', ['I2'], 100, {
    answers: (answers) => ({ ...answers, find: async () => null }),
    ...withoutGuard(['keep answer']),
    ...operationThat(['keep answer'], () => (_, rows) => rows),
  }),
  defect(
    'keeps first answers in a second transaction',
    ['I2', 'I1'],
    100,
    committedApart((name) => name === 'keep answer'),
  ),
  defect(
    'runs a transaction again whose outcome is unknown',
    ['I2'],
    300,
    operationThat(['last mark'], () => () => [{ number: -1 }]),
  ),
  defect('takes an unknown outcome for a success', ['I1', 'I2', 'I8', 'I12'], 200, {
    transactions: (transactions) => ({ ...transactions, transaction: withoutRepeats(transactions.transaction) }),
  }),
  defect('adds amounts as floating-point numbers', ['I10'], 10, {
    affinityPorts: (ports) => ({
      ...ports,
      affinities: {
        ...ports.affinities,
        add: (affinity) => {
          const { premium } = affinity;
          const total = premium.net + premium.fees + premium.net * 0.0738;
          ports.affinities.add({ ...affinity, premium: { ...premium, total }, paid: total });
        },
      },
    }),
  }),
  defect('sends an event before its commit', ['I7', 'I8'], 20, {
    committer: (committer: Committer, surroundings) => ({
      ...committer,
      async commit(writes) {
        await sendFirst(writes, surroundings);
        return committer.commit(writes);
      },
    }),
  }),
];
