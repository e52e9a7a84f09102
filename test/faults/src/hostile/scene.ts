import { clientFor, cnpjOf, eventually, type Client, type Engine } from '@affinity-engine/test-harness';
import { creatorFor, type Creator } from '../creations.js';
import { startFaultyReceiver, type FaultyReceiver } from '../faulty-receiver.js';
import { outcomeOf, type Delivery, type Outcome } from './outcome.js';
import type { HostileReceiver, HostileReceivers } from './receivers.js';

/** A partner of whom every endpoint is at a receiver of one behaviour. */
export type Scene = {
  /** Gives the endpoints their url: what waits is sent at once. */
  begin(): Promise<void>;
  /** Waits until each endpoint has failed, or has got what waited. */
  someAttempts(): Promise<void>;
  /** Makes further events. */
  happen(events: number): Promise<void>;
  /** Moves the endpoints to a healthy receiver, waits until all is delivered, and disables them. */
  end(): Promise<Outcome>;
};

type Endpoint = { readonly id: string; readonly secret: string };

/** Registers a partner with so many endpoints, which have no url yet, and so many events that wait. */
export async function openScene(
  engine: Engine,
  receivers: HostileReceivers,
  name: string,
  { endpoints: count, events }: { readonly endpoints: number; readonly events: number },
): Promise<Scene> {
  const admin = clientFor(engine, 'admin');
  const hostile = await receivers.open(name);
  const healthy = await startFaultyReceiver();
  const partnerId = await registerPartner(admin, name);
  const creator = await creatorOf(engine, admin, partnerId);
  const endpoints: Endpoint[] = [];
  while (endpoints.length < count) {
    const input = { partner_id: partnerId };
    endpoints.push((await admin.post<Endpoint>('/ops/v1/webhook-endpoints', input)).body);
  }
  const happen = async (more: number): Promise<void> => {
    for (let made = 0; made < more; made += 1) {
      if ((await creator.create()) === null) throw new Error('a creation was not acknowledged');
    }
  };
  const change = (id: string, changes: object) => admin.patch(`/ops/v1/webhook-endpoints/${id}`, changes);
  await happen(events);
  return {
    async begin() {
      for (const { id } of endpoints) await change(id, { url: hostile.url(`/${id}`) });
    },
    someAttempts: () => eventually(() => everyOneAttempted(admin, partnerId), { every: 50 }),
    happen,
    async end() {
      for (const { id, secret } of endpoints) {
        healthy.set(`/${id}`, () => '200', secret);
        await change(id, { url: healthy.url(`/${id}`) });
      }
      await eventually(() => nothingWaits(admin, partnerId), { deadline: 20_000, every: 50 });
      const outcomes: Outcome[] = [];
      for (const { id } of endpoints) {
        outcomes.push(outcomeOf(hostile.behaviour, await deliveriesAt(admin, id), arrivalsAt(id, hostile, healthy)));
        await change(id, { disabled: true });
      }
      await Promise.all([creator.close(), healthy.close()]);
      const astray = hostile.server?.arrivals().filter(({ path }) => !endpoints.some(({ id }) => path === `/${id}`));
      return {
        attempts: outcomes.flatMap(({ attempts }) => attempts),
        problems: [
          ...outcomes.flatMap(({ problems }) => problems),
          ...(astray ?? []).map(({ path }) => `a request came to ${path}`),
          ...(hostile.server?.connections() === 0 ? ['the receiver was never reached'] : []),
        ],
      };
    },
  };
}

/** The sequences that came, first to the hostile receiver, then to the healthy one. */
const arrivalsAt = (id: string, { server }: HostileReceiver, healthy: FaultyReceiver): readonly number[] => [
  ...(server?.arrivals() ?? []).filter(({ path }) => path === `/${id}`).map(({ sequence }) => sequence),
  ...healthy.arrivals(`/${id}`).map(({ sequence }) => sequence),
];

let partners = 0;

async function registerPartner(admin: Client, name: string): Promise<string> {
  const { body } = await admin.post<{ readonly id: string }>('/ops/v1/partners', {
    name: `Partner of ${name}`.slice(0, 60),
    legal_name: 'Hostil Ltda.',
    cnpj: cnpjOf((partners += 1) + 1_000),
    email: 'webhooks@hostile.example',
    phone: '+55 11 4000-0000',
    product_ids: ['personal-life'],
  });
  return body.id;
}

async function creatorOf(engine: Engine, admin: Client, partnerId: string): Promise<Creator> {
  const input = { name: 'hostile', role: 'partner', partner_id: partnerId };
  const { body } = await admin.post<{ readonly id: string; readonly client_secret: string }>('/ops/v1/clients', input);
  return creatorFor(engine, { clientId: body.id, clientSecret: body.client_secret });
}

async function nothingWaits(admin: Client, partnerId: string): Promise<void> {
  const waiting = (await stateOf(admin, partnerId)).filter((each) => each.waiting > 0);
  if (waiting.length > 0) throw new Error(`events wait at ${waiting.length} endpoints`);
}

async function everyOneAttempted(admin: Client, partnerId: string): Promise<void> {
  const untouched = (await stateOf(admin, partnerId)).filter(({ waiting, failures }) => waiting > 0 && failures === 0);
  if (untouched.length > 0) throw new Error(`nothing was attempted at ${untouched.length} endpoints`);
}

type State = { readonly url: string | null; readonly waiting: number; readonly failures: number };

/** All endpoints but the one that a partner has from the start: it has no url, so its events wait for ever. */
async function stateOf(admin: Client, partnerId: string): Promise<readonly State[]> {
  const query = { partner_id: partnerId, rows: 100 };
  const { body } = await admin.get<{ readonly items: readonly State[] }>('/ops/v1/webhook-endpoints', { query });
  return body.items.filter(({ url }) => url !== null);
}

async function deliveriesAt(admin: Client, id: string): Promise<readonly Delivery[]> {
  const { body } = await admin.get<{ readonly items: readonly Delivery[] }>(
    `/ops/v1/webhook-endpoints/${id}/deliveries`,
    { query: { rows: 100 } },
  );
  return body.items.toReversed();
}
