import { writeOrder, type Lock } from '@affinity-engine/adapter-knex/testing';
import type { MemoryWrite } from '@affinity-engine/kernel/testing';
import type { Advance, Claim, ClaimState, Endpoint, EndpointId, WakeUps } from '@affinity-engine/webhook';
import {
  appendTo,
  memoryQueue,
  memoryWebhookPorts,
  type DeliveryStore,
  type Happening,
} from '@affinity-engine/webhook/testing';
import type { Wish } from '../database-port.js';
import type { Tables } from '../tables.js';
import { applied, losersOf, nothing, sorted, stale, type Extras, type Maker } from './maker.js';
import { deliveryIn, feedIn } from './rows.js';

const endpointsOf = (tables: Tables, owners: ReadonlySet<string>): readonly Wish[] =>
  [...tables.endpoints.values()]
    .filter(({ endpoint }) => owners.has(endpoint.ownerId))
    .map(({ endpoint }) => ({ table: 'endpoints' as const, key: endpoint.id }))
    .sort((one, other) => (one.key < other.key ? -1 : 1));

const claimLocks = (rows: readonly { readonly claim: Claim }[]): readonly Wish[] =>
  sorted(
    'endpoints',
    rows.map(({ claim }) => claim.endpoint.id),
  );

/** What the database answered to each progress. */
const answers = new WeakMap<Advance, ClaimState>();

export const answerTo = (progress: Advance): ClaimState | undefined => answers.get(progress);

async function answered(progress: Advance, answer: Promise<ClaimState>): Promise<ClaimState> {
  answers.set(progress, await answer);
  return answer;
}

/** The rows of endpoints by their ids, and by those of their owners, in one order. */
const endpointLockOf = ({ known }: Maker): Lock => {
  const name = known('lock endpoints', {
    locks: (keys: readonly (readonly [column: string, value: string])[], tables: Tables) => {
      const values = (of: string) => keys.flatMap(([column, value]) => (column === of ? [value] : []));
      const ofOwners = endpointsOf(tables, new Set(values('owner_id'))).map(({ key }) => key);
      return sorted('endpoints', [...values('id'), ...ofOwners]);
    },
    run: () => [],
  });
  return { order: writeOrder.event, take: async (execute, keys) => void (await execute(name, [keys as never])) };
};

/** Statements over endpoints and their events. */
export function webhookStatements(maker: Maker, wakeUps: Pick<WakeUps, 'notify'>) {
  const { statement, guard } = maker;
  const endpointLock = endpointLockOf(maker);
  const byId = {
    of: endpointLock,
    keyOf: ({ claim }: { readonly claim: Claim }) => ['id', claim.endpoint.id] as const,
  };

  const endpointCommand = <Row extends { readonly id: EndpointId }>(
    name: string,
    order: number,
    call: (endpoints: ReturnType<typeof memoryWebhookPorts>['endpoints'], row: Row) => void,
    extras: Extras<Row> = {},
  ) =>
    statement<Row>(
      name,
      order,
      {
        locks: (rows) =>
          sorted(
            'endpoints',
            rows.map(({ id }) => id),
          ),
        run: ({ tables, now: time, number }, rows) => {
          for (const row of rows) {
            const writes: MemoryWrite[] = [];
            call(memoryWebhookPorts(deliveryIn(tables, time, number()), writes).endpoints, row);
            applied(writes, stale);
          }
          return nothing(rows);
        },
      },
      { alone: true, ...extras },
    );

  return {
    appendEvents: statement<Happening, readonly EndpointId[]>(
      'append events',
      writeOrder.event,
      {
        grows: true,
        locks: (rows, tables) => {
          const owners = new Set(rows.map(({ ownerId }) => ownerId));
          return [...endpointsOf(tables, owners), ...sorted('feedOwners', owners)];
        },
        run: ({ tables, now: time }, rows) =>
          rows.map((row) => {
            feedIn(tables, time).append(row);
            const listening = appendTo(deliveryIn(tables, time), [row]);
            return listening.filter((id) => (tables.endpoints.get(id)?.dueAt ?? Infinity) <= time());
          }),
      },
      {
        lock: { of: endpointLock, keyOf: ({ ownerId }) => ['owner_id', ownerId] },
        committed: (results) => wakeUps.notify([...new Set((results as readonly (readonly EndpointId[])[]).flat())]),
      },
    ),
    saveEndpoint: endpointCommand<Endpoint>(
      'update endpoint',
      writeOrder.endpoint,
      (endpoints, row) => endpoints.save(row),
      {
        guard: guard('guard endpoint', writeOrder.endpointProgress, {
          locks: (rows: readonly Endpoint[]) =>
            sorted(
              'endpoints',
              rows.map(({ id }) => id),
            ),
          run: losersOf(
            ({ id }: Endpoint) => id,
            ({ endpoints }, { id, version }) => endpoints.get(id)?.endpoint.version === version,
          ),
        }),
      },
    ),
    skipHead: endpointCommand<{ readonly id: EndpointId; readonly sequence: number }>(
      'skip head',
      writeOrder.endpointCommand,
      (endpoints, { id, sequence }) => endpoints.skip(id, sequence),
    ),
    dropReplays: endpointCommand<{ readonly id: EndpointId }>(
      'drop replays',
      writeOrder.endpointCommand,
      (endpoints, { id }) => endpoints.callOffReplays(id),
    ),
    insertReplay: endpointCommand<{ readonly id: EndpointId; readonly from: number; readonly to: number }>(
      'insert replay',
      writeOrder.endpointCommand,
      (endpoints, { id, from, to }) => endpoints.replay(id, from, to),
    ),
    claim: statement<{ readonly limit: number; readonly leaseMs: number; readonly failing: number }, readonly Claim[]>(
      'claim endpoints',
      writeOrder.claim,
      {
        run: async ({ tables, now: time, tryLock }, rows) => {
          const claimed: (readonly Claim[])[] = [];
          for (const { limit, leaseMs, failing } of rows) {
            const due = [...tables.endpoints.keys()].filter((id) => {
              const dueAt = tables.endpoints.get(id)?.dueAt ?? null;
              return dueAt !== null && dueAt <= time() && tryLock('endpoints', id);
            });
            const free = new Map(due.flatMap((id) => [[id, tables.endpoints.get(id)] as const]));
            const store = { ...deliveryIn(tables, time), rows: free as DeliveryStore['rows'] };
            claimed.push(await memoryQueue(store).claim(limit, leaseMs, failing));
          }
          return claimed;
        },
      },
    ),
    advance: statement<{ readonly claim: Claim; readonly progress: Advance; readonly leaseMs: number }, string>(
      'advance cursors',
      writeOrder.progress,
      {
        grows: true,
        locks: claimLocks,
        run: ({ tables, now: time }, rows) =>
          Promise.all(
            rows.map(({ claim, progress, leaseMs }) =>
              answered(progress, memoryQueue(deliveryIn(tables, time)).advance(claim, progress, leaseMs)),
            ),
          ),
      },
      { lock: byId },
    ),
    release: statement<
      { readonly claim: Claim; readonly progress: Advance; readonly retryInMs: number | null },
      string
    >(
      'release endpoints',
      writeOrder.progress,
      {
        grows: true,
        locks: claimLocks,
        run: ({ tables, now: time }, rows) =>
          Promise.all(
            rows.map(({ claim, progress, retryInMs }) =>
              answered(progress, memoryQueue(deliveryIn(tables, time)).release(claim, progress, retryInMs)),
            ),
          ),
      },
      { lock: byId },
    ),
  };
}
