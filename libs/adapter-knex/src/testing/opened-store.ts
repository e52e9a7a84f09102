import { insurerOwner, nobody, withPerson, type Affinity, type AffinityPerson } from '@affinity-engine/affinity';
import type { Product } from '@affinity-engine/catalogue';
import { fixedClock } from '@affinity-engine/kernel/testing';
import { newEndpoint } from '@affinity-engine/webhook';
import { write } from '../engine/committer.js';
import { knexFailedLogins } from '../identity/failed-logins.js';
import { knexCallLimits } from '../quotation/call-limits.js';
import { storeOn, type Store } from '../store.js';
import { countIncarnationIn } from '../webhook/incarnation.js';
import type { OutboxEvent } from '../webhook/outbox-event.js';
import { outboxStatement } from '../webhook/outbox.js';
import { temporaryPostgresStore, temporaryStore, type TemporaryStore } from './temporary-store.js';

/** An empty store as the contract suites need it. */
export type OpenedStore = Store & {
  /** Lets time pass for what the database's clock counts. */
  pass(ms: number): Promise<void>;
  /** The rows a query answers. */
  readonly rows: TemporaryStore['rows'];
  /** Says that the database was restored from a backup. */
  restored(): Promise<void>;
  /** Appends what happened in one commit. */
  append(...events: readonly OutboxEvent[]): Promise<void>;
};

/** Business time in every opened store. */
export const clock = fixedClock('2026-01-02T12:00:00Z');

/** What the body of an event of an opened store says. */
export type EventBody = { readonly affinity: Affinity; readonly product: Product };

const firstEndpoint = (ownerId: string) =>
  newEndpoint(`endpoint-of-${ownerId}`, { ownerId, url: null }, 'whsec_', clock.now());

export const sqliteStore = (): Promise<OpenedStore> => openedOver(temporaryStore());
export const postgresStore = (): Promise<OpenedStore> => openedOver(temporaryPostgresStore());

async function openedOver(opening: Promise<TemporaryStore>): Promise<OpenedStore> {
  const temporary = await opening;
  const wakeUps = { notify: () => undefined };
  const bodyOf = (_type: string, affinity: Affinity, product: Product): string =>
    JSON.stringify({ affinity, product } satisfies EventBody);
  const bodyWithPerson = (body: string, person: AffinityPerson): string => {
    const { affinity, ...rest } = JSON.parse(body) as Partial<EventBody>;
    return affinity === undefined ? body : JSON.stringify({ affinity: withPerson(affinity, person), ...rest });
  };
  const events = {
    ...{ bodyOf, firstEndpoint, withPerson: bodyWithPerson },
    withoutPerson: (body: string) => bodyWithPerson(body, nobody),
    erased: (body: string) => JSON.stringify({ id: (JSON.parse(body) as Partial<EventBody>).affinity?.id }),
  };
  const settings = { sealKey: new Uint8Array(32).fill(7), clock, wakeUps, events };
  const outbox = outboxStatement(wakeUps);
  const timed = [
    ['answered_once', 'kept_until'],
    ['endpoint_progress', 'due_at'],
    ['webhook_line', 'due_at'],
    ['webhook_event', 'appended_at'],
    ['feed_event', 'appended_at'],
    ['lease', 'until'],
    ['counted_window', 'ends_at'],
  ];
  const { committer } = temporary;
  let passed = 0;
  const monotonicMs = () => performance.now() + passed;
  return {
    ...(await storeOn(temporary.database, settings, committer)),
    callLimits: (limits) => knexCallLimits(committer, limits, monotonicMs),
    failedLogins: knexFailedLogins(committer, monotonicMs),
    async pass(ms) {
      passed += ms;
      for (const [table, column] of timed) await temporary.execute(`update ${table} set ${column} = ${column} - ?`, ms);
    },
    rows: temporary.rows,
    restored: async () => void (await temporary.database.transaction((execute) => countIncarnationIn(execute))),
    append: async (...events) => void (await committer.commit(events.map((event) => write(outbox, event)))),
    close: temporary.close,
  };
}

/** Reads the events that an insurer gets. */
export const listenTo = (store: Store, insurerId: string): Promise<void> =>
  store.maintenance.openFirstEndpoint(firstEndpoint(insurerOwner(insurerId)));

/** The events of the owners that are asked for, those of each in order. */
export async function eventsOf(store: Store, isAsked: (ownerId: string) => boolean) {
  const endpoints = await store.lists.deliveries.endpoints({ limit: 100 });
  const asked = endpoints.filter(({ ownerId }) => isAsked(ownerId));
  const events = await Promise.all(
    asked.map(async ({ id, ownerId }) => {
      const waiting = await store.queue.waiting(id, { after: 0, limit: 1_000 });
      return waiting.map(({ type, body, occurredAt }) => ({
        ownerId,
        type,
        ...(JSON.parse(body) as EventBody),
        at: occurredAt,
      }));
    }),
  );
  return events.flat();
}

/** The audit trail, oldest first. */
export const oldestFirst = async (store: Store) => [...(await store.lists.audit({ limit: 1_000 })).items].reverse();
