import {
  committerOn,
  inTransaction,
  knexWork,
  postgresFailures,
  repeated,
  sqliteFailures,
  write,
  type Committer,
  type Pace,
  type StoredAnswers,
  type Transactions,
} from '@affinity-engine/adapter-knex/testing';
import type { AffinityLists, AffinityPorts, AffinityWork } from '@affinity-engine/affinity';
import { memoryAffinityLists } from '@affinity-engine/affinity/testing';
import type {
  ClaimState,
  Courier,
  DeliveryQueue,
  FeedLists,
  FeedQueue,
  WakeUps,
  WebhookPorts,
  WebhookWork,
} from '@affinity-engine/webhook';
import { memoryQueue } from '@affinity-engine/webhook/testing';
import type { Alterations } from './alterations.js';
import { simulatedFile, simulatedPool, simulatedReads, type ConnectionParts } from './connections.js';
import { statementsOf, type Statements } from './statements/index.js';
import { deliveryIn, feedIn } from './statements/rows.js';
import { affinityPorts, webhookPorts, type CommittedReads } from './unit-ports.js';

export type Flavour = 'postgres' | 'sqlite';

export type SimulatedStore = {
  readonly affinityWork: AffinityWork;
  readonly webhookWork: WebhookWork;
  readonly queue: DeliveryQueue;
  readonly feed: FeedQueue;
  readonly feedLists: FeedLists;
  readonly lists: AffinityLists;
  readonly answers: StoredAnswers;
  takeLease(name: string, holder: string, ms: number): Promise<boolean>;
};

export type StoreParts = Omit<ConnectionParts, 'operations'> & {
  readonly flavour: Flavour;
  readonly writers: number;
  readonly pace: Pace;
  readonly wakeUps: Pick<WakeUps, 'notify'>;
  readonly alterations: Alterations;
  readonly courier: Courier;
};

/** The transactions of production, over a simulated pool or file. */
function transactionsOn(parts: StoreParts & ConnectionParts): Transactions {
  const { flavour, writers, pace } = parts;
  if (flavour === 'sqlite') {
    const execute = simulatedFile(parts);
    return {
      writers: 1,
      ...sqliteFailures,
      transaction: (body) => inTransaction('BEGIN IMMEDIATE', execute, body),
    };
  }
  const pool = simulatedPool(parts, writers + 1);
  return {
    writers,
    ...postgresFailures,
    transaction: (body, waitsShortly = false) => repeated(pool, body, { marked: true, waitsShortly }, pace),
  };
}

/** All ports of one process over the simulated database: as `adapter-knex` makes them, with other statements. */
export function simulatedStore(given: StoreParts): SimulatedStore {
  const { alterations, pace, wakeUps, life, database, sometimes, courier } = given;
  const operations = new Map();
  const parts = { ...given, operations };
  const surroundings = { life, database, courier };
  const statements = statementsOf(operations, wakeUps, sometimes, alterations);
  const plain = transactionsOn(parts);
  const transactions = alterations.transactions?.(plain, surroundings) ?? plain;
  const plainCommitter = committerOn(transactions, pace);
  const committer = alterations.committer?.(plainCommitter, surroundings) ?? plainCommitter;
  const read = simulatedReads(parts);

  const plainAnswers: StoredAnswers = {
    find: (key) => read('answer', ({ answers }) => answers.get(key) ?? null),
    keep: async ({ key, fingerprint, answer }, result) =>
      write(statements.keepAnswer, { key, fingerprint, answer: await answer(result) }),
  };
  const answers = alterations.answers?.(plainAnswers) ?? plainAnswers;
  const engine = { committer, answers, pace };
  const delivery = () => deliveryIn(database.committed, database.now);
  const feed = () => feedIn(database.committed, database.now);

  return {
    affinityWork: knexWork<AffinityPorts>(engine, (writes) => {
      const ports = affinityPorts(statements, writes, read);
      return alterations.affinityPorts?.(ports, writes, committer, surroundings) ?? ports;
    }),
    webhookWork: knexWork<WebhookPorts>({ ...engine, committer: notifying(committer, wakeUps) }, (writes) =>
      webhookPorts(statements, writes, read, delivery),
    ),
    queue: queueOn(statements, committer, read, delivery),
    feed: {
      pending: (limit, after) => read('pending feed', () => feed().queue.pending(limit, after)),
      lastRelayed: (after, limit) => read('last relayed', () => feed().queue.lastRelayed(after, limit)),
      relayed: async (stream, last) =>
        last.length === 0 ||
        ((await committer.commit([write(statements.keepRelayed, { stream, last })]))[0] as boolean),
      beginStream: async (stream) => (await committer.commit([write(statements.beginStream, stream)]))[0] as boolean,
      refill: async (stream, owners) => void (await committer.commit([write(statements.refill, { stream, owners })])),
      endStream: () => Promise.reject(new Error('the simulated feed is not switched off')),
    },
    feedLists: {
      state: (ownerId) => read('feed state', () => feed().lists.state(ownerId)),
      events: (ownerId, query) => read('feed events', () => feed().lists.events(ownerId, query)),
      firstOfLater: (ownerId, known) => read('feed restores', () => feed().lists.firstOfLater(ownerId, known)),
    },
    lists: listsOn(read),
    answers,
    takeLease: async (name, holder, ms) =>
      (await committer.commit([write(statements.takeLease, { name, holder, ms })]))[0] as boolean,
  };
}

const notifying = (committer: Committer, wakeUps: Pick<WakeUps, 'notify'>): Committer => ({
  ...committer,
  async commit(writes) {
    const results = await committer.commit(writes);
    wakeUps.notify(writes.flatMap(({ row }) => (row as { readonly id?: string }).id ?? []));
    return results;
  },
});

function queueOn(
  statements: Statements,
  committer: Committer,
  read: CommittedReads,
  delivery: () => ReturnType<typeof deliveryIn>,
): DeliveryQueue {
  const isDue = (time: number): boolean =>
    [...delivery().rows.values()].some(({ dueAt }) => dueAt !== null && dueAt <= time);
  return {
    async claim(limit, leaseMs, failing = limit) {
      if (!(await read('due', () => isDue(delivery().clock.now())))) return [];
      const [claims] = await committer.commit([write(statements.claim, { limit, leaseMs, failing })]);
      return claims as Awaited<ReturnType<DeliveryQueue['claim']>>;
    },
    waiting: (id, query) => read('waiting', () => memoryQueue(delivery()).waiting(id, query)),
    advance: async (claim, progress, leaseMs) =>
      (await committer.commit([write(statements.advance, { claim, progress, leaseMs })]))[0] as ClaimState,
    release: async (claim, progress, retryInMs) =>
      (await committer.commit([write(statements.release, { claim, progress, retryInMs })]))[0] as ClaimState,
  };
}

function listsOn(read: CommittedReads): AffinityLists {
  const listed = (list: (lists: AffinityLists) => Promise<readonly string[]>) =>
    read('list', (tables) => list(memoryAffinityLists(() => [...tables.affinities.values()])));
  return {
    page: () => Promise.resolve([]),
    count: () => Promise.resolve(0),
    ended: (today, limit) => listed((lists) => lists.ended(today, limit)),
    answerDue: (now, limit) => listed((lists) => lists.answerDue(now, limit)),
  };
}
