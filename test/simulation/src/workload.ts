import type { Affinity, PreparedAffinity } from '@affinity-engine/affinity';
import { dayOfCover } from '@affinity-engine/catalogue';
import { businessDay, instantAt, type PlainDate } from '@affinity-engine/kernel';
import { isStopped, type EndpointChange, type EndpointId } from '@affinity-engine/webhook';
import { startOfTime, type Database } from './database-port.js';
import type { Ended, Fleet } from './fleet.js';
import type { Random } from './random.js';
import type { Arrival, Receivers } from './receivers.js';
import type { Sometimes } from './sometimes.js';
import type { World } from './world.js';

export type WorkloadParts = {
  readonly world: World;
  readonly random: Random;
  readonly fleet: Fleet;
  readonly database: Database;
  readonly receivers: Receivers;
  readonly sometimes: Sometimes;
  readonly days: { offsetMs: number };
  /** How long the troubles last. */
  readonly troubledMs: number;
};

export type Workload = {
  /** Whether everyone has had their answers. */
  isOver(): boolean;
  /** What is still under way, for people. */
  waiting(): readonly string[];
  /** Operators open all endpoints again. */
  openEndpoints(): void;
};

const partners = ['partner-1', 'partner-2'] as const;

/** Partners that sell, cancel and renew; insurers that call back; operators that change endpoints. */
export function startWorkload(parts: WorkloadParts): Workload {
  const { world, random, fleet, database, receivers, sometimes, days, troubledMs } = parts;
  const open = new Set<string>();
  let keys = 0;

  const today = (): PlainDate => businessDay(instantAt(startOfTime + Math.floor(world.now()) + days.offsetMs));
  const after = (ms: number): Promise<void> => new Promise((resolve) => void fleet.life.after(ms, resolve));
  const newKey = (): string => `key-${(keys += 1)}`;

  function mission(what: string, act: () => Promise<unknown>): void {
    open.add(what);
    act().then(
      () => open.delete(what),
      (failure: unknown) => {
        open.delete(what);
        world.note('caller', `breaks: ${String(failure)}`);
        throw failure;
      },
    );
  }

  const sales = random.whole(6, 14);
  for (let sale = 1; sale <= sales; sale += 1) {
    const own = random.split(`sale ${sale}`);
    // Some come together, so that several sets share a commit.
    const at = own.happens(0.5) ? 5_000 * own.whole(0, 6) : own.next() * troubledMs * 0.7;
    world.at(at, () => mission(`sale ${sale}`, () => sell(own, `sale ${sale}`)));
  }
  for (const { endpoint } of database.committed.endpoints.values()) {
    const own = random.split(`operator of ${endpoint.id}`);
    for (let command = own.whole(1, 5); command > 0; command -= 1) {
      const what = `command ${command} at ${endpoint.id}`;
      world.at(own.next() * troubledMs, () => mission(what, () => operateInTime(own, endpoint.id, what)));
    }
  }
  for (let jump = random.whole(0, 3); jump > 0; jump -= 1) {
    const byDays = random.whole(1, 4);
    world.at(8_000 + random.next() * troubledMs, () => {
      world.note('world', `${byDays} days pass`);
      days.offsetMs += byDays * 86_400_000;
      for (const affinity of database.committed.affinities.values()) renewAtTheEnd(affinity);
    });
  }
  receivers.onArrival((arrival) => {
    if (arrival.type === 'insurer.risk-submitted' && arrival.statusCode === 200) callBack(arrival);
  });

  return {
    isOver: () => open.size === 0,
    waiting: () => [...open],
    openEndpoints() {
      for (const { endpoint } of database.committed.endpoints.values()) {
        if (!isStopped(endpoint)) continue;
        const what = `open ${endpoint.id}`;
        mission(what, () => change(endpoint.id, { paused: false, disabled: false }, what));
      }
    },
  };

  async function sell(own: Random, what: string): Promise<void> {
    const by = own.pick(partners);
    const productId = own.happens(0.4) ? 'asynchronous' : 'product-1';
    const prepared = await fleet.call<PreparedAffinity>(`request of ${what}`, newKey(), (api, once) =>
      api.request({ productId }, by, once),
    );
    if ('refused' in prepared) return;
    const requestId = (prepared.result as PreparedAffinity).request.id;
    const start = dayOfCover(today(), own.whole(0, 1));
    const terms = { requestId, lifetimeStart: start, lifetimeEnd: dayOfCover(start, own.whole(1, 6)) };
    const contracted = await fleet.call(`contract of ${what}`, newKey(), (api, once) => api.contract(terms, by, once));
    if ('refused' in contracted) return;
    const { id } = (contracted.result as { readonly affinity: Affinity }).affinity;
    await after(own.next() * 15_000);
    const cancel = () =>
      fleet.call(`cancel ${id}`, newKey(), (api, once) => api.cancel(id, by, 'requested-by-holder', null, once));
    const renew = () => fleet.call(`renew ${id}`, newKey(), (api, once) => api.renew(id, by, {}, once));
    const answer = async () => {
      const outcome = own.happens(0.7) ? 'issued' : 'declined';
      noteLate(
        id,
        await fleet.call(`answer ${id}`, newKey(), (api, once) => api.answer(id, outcome, 'operator', once)),
      );
    };
    const both = async () => {
      sometimes.reached('cancel crossing renew');
      await Promise.all([cancel(), renew()]);
    };
    const undo = async () => {
      const renewed = await renew();
      if ('refused' in renewed) return;
      const successor = (renewed.result as { readonly affinity: Affinity }).affinity.id;
      await after(own.next() * 5_000);
      await fleet.call(`cancel ${successor}`, newKey(), (api, once) =>
        api.cancel(successor, by, 'requested-by-holder', null, once),
      );
    };
    const more = async () => void ((await renew()) && (await after(own.next() * 5_000)), await cancel());
    const twice = async () => void ((await renew()) && (await after(own.next() * 3_000)), await renew());
    await own.pick([async () => undefined, cancel, renew, undo, undo, both, more, twice, answer])();
  }

  /** Someone renews just when the cover ends; what is renewed from yesterday may have expired already. */
  function renewAtTheEnd({ id, status, lifetimeEnd, partnerId }: Affinity): void {
    if (status !== 'issued' || lifetimeEnd >= today() || !random.happens(0.5)) return;
    mission(`late renewal of ${id}`, () =>
      fleet.call(`renew ${id}`, newKey(), (api, once) => api.renew(id, partnerId, {}, once)),
    );
  }

  /** An answer that comes when the cover has expired is refused. */
  function noteLate(id: string, ended: Ended): void {
    if ('refused' in ended && database.committed.affinities.get(id)?.status === 'expired')
      sometimes.reached("an insurer's answer after expiry");
  }

  function callBack({ subject }: Arrival): void {
    const own = random.split(`insurer of ${subject}`);
    const outcome = own.happens(0.8) ? 'issued' : 'declined';
    mission(`callback of ${subject}`, async () => {
      await after(own.next() * 12_000);
      noteLate(subject, await fleet.call(`callback of ${subject}`, newKey(), (api) => api.callback(subject, outcome)));
    });
  }

  async function change(id: EndpointId, changes: EndpointChange, what: string): Promise<void> {
    await fleet.call(what, newKey(), (api, once) => api.change(id, changes, 'operator', once));
  }

  /** Many commands come while a request to the endpoint is under way. */
  async function operateInTime(own: Random, id: EndpointId, what: string): Promise<void> {
    if (own.happens(0.6)) {
      await Promise.race([
        after(8_000),
        new Promise<void>((resolve) =>
          receivers.atRequest(
            ({ endpointId }) => endpointId === id,
            () => resolve(),
          ),
        ),
      ]);
    }
    await operate(own, id, what);
  }

  async function operate(own: Random, id: EndpointId, what: string): Promise<void> {
    const row = database.committed.endpoints.get(id);
    const replayed = { from: 1, to: own.whole(1, Math.max(1, row?.cursor ?? 1)) };
    const range = `${replayed.from}-${replayed.to}`;
    const commands: (() => Promise<unknown>)[] = [
      () => fleet.call(`skip by ${what}`, newKey(), (api, once) => api.skip(id, { reason: 'drill' }, 'operator', once)),
      () =>
        fleet.call(`replay ${range} by ${what}`, newKey(), (api, once) => api.replay(id, replayed, 'operator', once)),
      () =>
        fleet.call(`skip without a key by ${what}`, newKey(), (api) => api.skip(id, { reason: 'drill' }, 'operator')),
      () =>
        fleet.call(`replay ${range} without a key by ${what}`, newKey(), (api) => api.replay(id, replayed, 'operator')),
      () => fleet.call(`call off by ${what}`, newKey(), (api) => api.callOff(id, 'operator')),
      () => change(id, { url: urlOf(id, String(own.whole(1, 3))) }, what),
      () => change(id, { rotateSecret: true }, `rotate by ${what}`),
      () => change(id, { ordering: own.pick(['endpoint', 'affinity', 'none']) }, what),
      async () => {
        await change(id, own.happens(0.5) ? { paused: true } : { disabled: true }, what);
        await after(own.next() * 8_000);
        await change(id, { paused: false, disabled: false }, `${what}, undone`);
      },
    ];
    await own.pick(commands)();
  }
}

export const urlOf = (id: EndpointId, path: string): string => `https://receiver.example/${id}/${path}`;
