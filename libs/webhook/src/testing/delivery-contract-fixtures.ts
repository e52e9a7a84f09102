import type { AuditEntry } from '@affinity-engine/kernel';
import { refusalOf } from '@affinity-engine/kernel/testing';
import type { Endpoint, EndpointId, Progress, WaitingEvent } from '../endpoint.js';
import type { DeliveryLists } from '../delivery-lists.js';
import type { Advance, Claim, DeliveryQueue, SideLineChange, WebhookWork } from '../ports.js';
import { aHappening, anEndpoint } from './data-fixtures.js';
import type { Happening } from './memory-store.js';

/** What the contract looks at of an adapter: one store, empty when it is opened. */
export type DeliveryContractFixtures = {
  readonly queue: DeliveryQueue;
  readonly work: WebhookWork;
  readonly lists: DeliveryLists;
  /** Appends what happened in one commit. */
  append(...happenings: readonly Happening[]): Promise<void>;
  /** Lets time pass for the store: what is due comes nearer by so much. */
  pass(ms: number): Promise<void>;
  /** Deletes delivered events that are older. */
  forget(keptMs: number): Promise<void>;
  /** The audit trail, oldest first. */
  audit(): Promise<readonly AuditEntry[]>;
  close(): Promise<void>;
};

/** Long enough that no test outlives it. */
export const lease = 60_000;

/** Nothing achieved under this claim; with overrides, that. */
export const achieved = (claim: Claim, overrides: Partial<Advance> = {}): Advance => ({
  cursor: claim.cursor,
  failures: claim.failures,
  attempts: [],
  lines: [],
  ...overrides,
});

/** A lane of `affinity-1` that its second event holds back. */
export const aHeldLane = (overrides: Partial<SideLineChange> = {}): SideLineChange => ({
  id: 'held:2',
  kind: 'held',
  subject: 'affinity-1',
  next: 2,
  to: null,
  failures: 1,
  done: false,
  retryInMs: 30_000,
  ...overrides,
});

/** The steps of a contract suite. */
export function stepsOn(store: () => DeliveryContractFixtures) {
  return {
    add: (...endpoints: readonly Partial<Endpoint>[]): Promise<void> =>
      store().work.run(async (unit) => {
        for (const endpoint of endpoints) unit.endpoints.add(anEndpoint(endpoint));
      }),
    /** Appends so many events of `affinity-1`. */
    happen: (times: number, overrides: Partial<Happening> = {}): Promise<void> =>
      store().append(...Array.from({ length: times }, () => aHappening(overrides))),
    change: (changes: Partial<Endpoint>, id: EndpointId = 'endpoint1'): Promise<void> =>
      store().work.run(async ({ endpoints }) => {
        const endpoint = await endpoints.find(id);
        if (endpoint === null) throw new Error(`the store has no endpoint ${id}`);
        endpoints.save({ ...endpoint, ...changes });
      }),
    skip: (sequence: number): Promise<string | null> =>
      refusalOf(store().work.run(async ({ endpoints }) => endpoints.skip('endpoint1', sequence))),
    replay: (from: number, to: number): Promise<void> =>
      store().work.run(async ({ endpoints }) => endpoints.replay('endpoint1', from, to)),
    progress: (id: EndpointId = 'endpoint1'): Promise<Progress> =>
      store().work.run(({ endpoints }) => endpoints.progress(id)),
    claims: (limit = 10): Promise<readonly Claim[]> => store().queue.claim(limit, lease),
    /** The only claim there is to be had. */
    async claim(): Promise<Claim> {
      const [claim, ...others] = await store().queue.claim(10, lease);
      if (claim === undefined || others.length > 0) throw new Error('expected one endpoint to be due');
      return claim;
    },
  };
}

export const sequencesOf = (events: readonly WaitingEvent[]): readonly number[] =>
  events.map(({ sequence }) => sequence);
