import type { DeliveryLists, DeliveryQuery } from '../delivery-lists.js';
import type { Happening } from './memory-store.js';

/** What may go wrong on the way into the outbox. */
export const outboxMutants: Readonly<Record<string, (happening: Happening) => readonly Happening[]>> = {
  'tells everything to one owner': (happening) => [{ ...happening, ownerId: 'owner-1' }],
  'tells everything twice': (happening) => [happening, happening],
  'tells nothing': () => [],
  'garbles bodies': (happening) => [{ ...happening, body: JSON.stringify(JSON.parse(happening.body)) }],
  'garbles types': (happening) => [{ ...happening, type: 'affinity.issued' }],
  'garbles subjects': (happening) => [{ ...happening, subject: 'affinity-1' }],
  'garbles moments': (happening) => [
    { ...happening, occurredAt: happening.occurredAt.slice(0, 19) as typeof happening.occurredAt },
  ],
};

/** What lists of deliveries may do wrong. */
export const deliveryListMutants: Readonly<Record<string, (lists: DeliveryLists) => Partial<DeliveryLists>>> = {
  'lists the endpoints of all owners': ({ endpoints }) => ({
    endpoints: ({ ownerId: _ownerId, ...query }) => endpoints(query),
  }),
  'ignores where endpoints go on': ({ endpoints }) => ({
    endpoints: ({ after: _after, ...query }) => endpoints(query),
  }),
  'lists more endpoints than the limit': ({ endpoints }) => ({
    endpoints: (query) => endpoints({ ...query, limit: 99 }),
  }),
  'lists endpoints without their keys': ({ endpoints }) => ({
    endpoints: async (query) => (await endpoints(query)).map((endpoint) => ({ ...endpoint, secrets: [] })),
  }),
  'lists endpoints without their progress': ({ endpoints }) => ({
    endpoints: async (query) =>
      (await endpoints(query)).map((endpoint) => ({ ...endpoint, progress: { ...endpoint.progress, waiting: 0 } })),
  }),
  'lists deliveries of any status': ({ deliveries }) => ({
    deliveries: (id, { status: _status, ...query }) => deliveries(id, query),
  }),
  ...Object.fromEntries(
    (['type', 'subject', 'answer', 'downTo'] as const).map((filter) => [
      `lists deliveries whatever the ${filter}`,
      ({ deliveries }: DeliveryLists) => ({
        deliveries: (id: string, query: DeliveryQuery) => deliveries(id, { ...query, [filter]: undefined }),
      }),
    ]),
  ),
  'reads the delivery of any sequence': ({ deliveries }) => ({
    delivery: async (id) => (await deliveries(id, { limit: 1 }))[0] ?? null,
  }),
  'reads the last 20 attempts': ({ delivery }) => ({
    async delivery(id, sequence) {
      const found = await delivery(id, sequence);
      return found && { ...found, attempts: found.attempts.slice(-20) };
    },
  }),
  'finds the first sequence of any time': () => ({ sequenceFrom: async () => 1 }),
  'finds the sequence behind a moment': ({ sequenceFrom }) => ({
    sequenceFrom: async (id, at) => (await sequenceFrom(id, at)) + 1,
  }),
  'knows no dams': () => ({ dams: async () => new Map() }),
  'knows dams without their answers': ({ dams }) => ({
    dams: async (ids) => new Map([...(await dams(ids))].map(([id, dam]) => [id, { ...dam, lastAttempt: null }])),
  }),
  'knows dams without their start': ({ dams }) => ({
    dams: async (ids) => new Map([...(await dams(ids))].map(([id, dam]) => [id, { ...dam, since: null }])),
  }),
  'ignores where deliveries go on': ({ deliveries }) => ({
    deliveries: (id, { before: _before, ...query }) => deliveries(id, query),
  }),
  'lists more deliveries than the limit': ({ deliveries }) => ({
    deliveries: (id, query) => deliveries(id, { ...query, limit: 99 }),
  }),
  'limits deliveries before it filters them': ({ deliveries }) => ({
    deliveries: async (id, { status, ...query }) =>
      (await deliveries(id, query)).filter((delivery) => status === undefined || delivery.status === status),
  }),
  'lists the oldest deliveries first': ({ deliveries }) => ({
    deliveries: async (id, query) => [...(await deliveries(id, query))].reverse(),
  }),
  'lists no attempts': ({ deliveries }) => ({
    deliveries: async (id, query) => (await deliveries(id, query)).map((delivery) => ({ ...delivery, attempts: [] })),
  }),
  'lists the last attempt alone': ({ deliveries }) => ({
    deliveries: async (id, query) =>
      (await deliveries(id, query)).map((delivery) => ({ ...delivery, attempts: delivery.attempts.slice(-1) })),
  }),
  'takes what is skipped for delivered': ({ deliveries }) => ({
    deliveries: async (id, query) =>
      (await deliveries(id, query)).map((delivery) =>
        delivery.status === 'skipped' ? { ...delivery, status: 'delivered' } : delivery,
      ),
  }),
  'counts nothing as waiting': ({ lag }) => ({ lag: async () => ({ ...(await lag()), waiting: 0 }) }),
  'knows no dammed endpoints': ({ lag }) => ({ lag: async () => ({ ...(await lag()), dammedEndpoints: 0 }) }),
  'knows no endpoint that is down': () => ({ down: async () => [] }),
  'takes each endpoint for down': ({ endpoints }) => ({
    down: async (limit) =>
      (await endpoints({ limit })).map(({ id, ownerId, progress: { failures } }) => ({ id, ownerId, failures })),
  }),
  'lists all that are down': ({ down }) => ({ down: () => down(1_000) }),
  'knows no oldest event': ({ lag }) => ({ lag: async () => ({ ...(await lag()), oldestWaitingSeconds: 0 }) }),
  'counts milliseconds as seconds': ({ lag }) => ({
    lag: async () => {
      const behind = await lag();
      return { ...behind, oldestWaitingSeconds: behind.oldestWaitingSeconds * 1_000 };
    },
  }),
};
