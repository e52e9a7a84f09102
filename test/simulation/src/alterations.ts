import type { StoredAnswers, Committer, Transactions, Write } from '@affinity-engine/adapter-knex/testing';
import type { AffinityPorts } from '@affinity-engine/affinity';
import type {
  Courier,
  DeliveryQueue,
  DispatcherSettings,
  FeedStream,
  FeedTurn,
  MonotonicClock,
  WakeUps,
} from '@affinity-engine/webhook';
import type { Database } from './database-port.js';
import type { Life } from './life.js';
import type { StatementAlterations } from './statements/maker.js';

/** What a planted defect may reach besides what it replaces. */
export type Surroundings = { readonly life: Life; readonly database: Database; readonly courier: Courier };

/** What a dispatcher delivers with. */
export type DeliveryPorts = {
  readonly queue: DeliveryQueue;
  readonly courier: Courier;
  readonly clock: MonotonicClock;
};

/** The pieces that a planted defect replaces. Production code has no switch for it. */
export type Alterations = StatementAlterations & {
  readonly transactions?: (transactions: Transactions, surroundings: Surroundings) => Transactions;
  readonly committer?: (committer: Committer, surroundings: Surroundings) => Committer;
  readonly affinityPorts?: (
    ports: AffinityPorts,
    writes: Write[],
    committer: Committer,
    surroundings: Surroundings,
  ) => AffinityPorts;
  readonly answers?: (answers: StoredAnswers) => StoredAnswers;
  /** Of a dispatcher. */
  readonly delivery?: (ports: DeliveryPorts, surroundings: Surroundings) => DeliveryPorts;
  readonly dispatcher?: Partial<DispatcherSettings>;
  readonly wakeUps?: (wakeUps: WakeUps) => WakeUps;
  readonly stream?: (stream: FeedStream) => FeedStream;
  readonly turn?: (turn: FeedTurn) => FeedTurn;
  /** What is signed, of what is sent. */
  readonly signed?: (body: string) => string;
};
