import { anAffinity, anAffinityRequest, aPartner, aProduct } from '@affinity-engine/affinity/testing';
import { composeBody, documentLinks } from '@affinity-engine/adapter-http';
import { signingKeys } from '@affinity-engine/adapter-delivery';
import {
  businessClock,
  engineKeys,
  machineClock,
  openEngineStore,
  readSettings,
  storeSettings,
  uuids,
} from '@affinity-engine/platform';
import { eventId, newEndpoint, type Endpoint } from '@affinity-engine/webhook';
import { contract } from '../partner.js';

/** What is stored for a peer: the same that the engine sends. */
export type PeerDelivery = {
  readonly endpoint: number;
  readonly id: string;
  readonly sequence: number;
  readonly body: string;
};

/** Writes endpoints and events through the engine's own store. */
export type Planter = {
  /** Adds endpoints, each of an owner of its own, with an affinity that its events are about. Their numbers go on from those there are. */
  endpoints(count: number): Promise<void>;
  /** Appends one event at each of these endpoints. */
  events(endpoints: Iterable<number>): Promise<void>;
  /** How many endpoints are dammed. */
  dammed(): Promise<number>;
  close(): Promise<void>;
};

const ownerOf = (endpoint: number): string => `owner-${endpoint}`;

/** How many units of work are under way at once: the committer takes up to 256 for one commit, two are gathered. */
const atOnce = 512;

/** Opens the store that the dispatcher with this environment has. */
export async function openPlanter(env: Readonly<Record<string, string>>, receiverUrl: string): Promise<Planter> {
  const settings = readSettings(env);
  const clock = businessClock(settings.sandboxClock);
  const store = await openEngineStore(settings, {
    keys: engineKeys(settings),
    clock,
    ids: uuids,
    wakeUps: { notify: () => undefined },
  });
  if (!(await store.maintenance.secretMatches())) throw new Error('the store has another secret');
  const product = aProduct();
  let planted = 0;
  return {
    async endpoints(count) {
      const from = planted;
      planted += count;
      await each(numbers(from, planted), (number) =>
        store.works.webhook.run(async ({ endpoints }) => endpoints.add(endpointOf(number, receiverUrl, clock.now()))),
      );
      await each(numbers(from, planted), (number) =>
        store.works.affinity.run(async (unit) => {
          const { id, partnerId, requestId, ...affinity } = affinityOf(number);
          unit.partners.add(aPartner({ id: partnerId, cnpj: partnerId }));
          unit.requests.add(anAffinityRequest({ id: requestId, partnerId, usedBy: id }));
          unit.affinities.add({ id, partnerId, requestId, ...affinity });
        }),
      );
    },
    events: (endpoints) =>
      each(endpoints, (number) =>
        store.works.affinity.run(async ({ events }) =>
          events.append('affinity.issued', affinityOf(number), product, clock.now()),
        ),
      ),
    dammed: async () => (await store.lists.deliveries.lag()).dammedEndpoints,
    close: () => store.close(),
  };
}

/** A round as peers store it, event by event over all endpoints, with the bodies that the engine composes. */
export function peerRound(endpoints: number, eventsEach: number): readonly PeerDelivery[] {
  const settings = readSettings({ ENGINE_SECRET: 'only for the links in the bodies of peers' });
  const keys = engineKeys(settings);
  const unused = { keys, clock: businessClock(null), ids: uuids, wakeUps: { notify: () => undefined } };
  const { bodyOf } = storeSettings(settings, unused).events;
  const compose = composeBody(documentLinks(() => 'http://127.0.0.1:3000', [keys.links], machineClock));
  const occurredAt = anAffinity().createdAt;
  return Array.from({ length: endpoints * eventsEach }, (_, at) => {
    const [endpoint, sequence] = [at % endpoints, Math.floor(at / endpoints) + 1];
    const affinity = affinityOf(endpoint);
    const kept = bodyOf('affinity.issued', affinity, aProduct());
    const [id, endpointId] = [eventId(`endpoint-${endpoint}`, sequence), `endpoint-${endpoint}`];
    const event = { id, endpointId, sequence, type: 'affinity.issued', subject: affinity.id, body: kept, occurredAt };
    return { endpoint, id, sequence, body: compose(event) };
  });
}

const endpointOf = (number: number, url: string, now: Endpoint['createdAt']): Endpoint =>
  newEndpoint(uuids.next(), { ownerId: ownerOf(number), url: `${url}/${number}` }, signingKeys(), now);

/** A holder with an address, so that a body has some 1,000 bytes as those of real products do. */
const affinityOf = (number: number) =>
  anAffinity({
    id: `01950000-0000-7000-8000-${String(number).padStart(12, '0')}`,
    partnerId: ownerOf(number),
    holder: contract('', number).affinity_holder,
  });

function* numbers(from: number, to: number): Generator<number> {
  for (let number = from; number < to; number += 1) yield number;
}

/** Runs work for each item, many at once, in their order. */
async function each<Item>(items: Iterable<Item>, work: (item: Item) => Promise<void>): Promise<void> {
  const rest = items[Symbol.iterator]();
  const worker = async (): Promise<void> => {
    for (let next = rest.next(); next.done !== true; next = rest.next()) await work(next.value);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
