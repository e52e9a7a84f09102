import { startDispatcher, type Dispatcher } from '../dispatcher.js';
import type { DispatcherPorts, DispatcherSettings } from '../dispatcher-settings.js';
import type { Attempt, Endpoint, EndpointId, WaitingEvent } from '../endpoint.js';
import { aHappening, anEndpoint } from './data-fixtures.js';
import { memoryDeliveryQueue, type MemoryDeliveries } from './memory-deliveries.js';
import type { Happening } from './memory-store.js';
import { scriptedCourier, type Answer, type ScriptedCourier } from './scripted-courier.js';
import { virtualTime, type VirtualTime } from './virtual-time.js';

export type RigSettings = {
  readonly endpoints?: readonly Partial<Endpoint>[];
  readonly script?: (event: WaitingEvent, nth: number, endpoint: Endpoint) => Answer;
  readonly settings?: Partial<DispatcherSettings>;
};

/** Dispatchers over one store in memory, receivers that answer by script, and time that a test moves. */
export type DispatcherFixtures = MemoryDeliveries & {
  readonly time: VirtualTime;
  readonly courier: ScriptedCourier;
  readonly settings: DispatcherSettings;
  /** What dispatchers reported. */
  readonly failures: readonly unknown[];
  /** Starts one more dispatcher, over other ports where they are given. */
  start(ports?: Partial<Pick<DispatcherPorts, 'queue' | 'courier' | 'clock' | 'wakeUps'>>): Dispatcher;
  /** So many events happen in one commit each, and dispatchers are notified. */
  happen(times: number, overrides?: Partial<Happening>): Promise<void>;
  /** The sequences that came to an endpoint, in the order they came. */
  arrived(id?: EndpointId): readonly number[];
  change(changes: Partial<Endpoint>): Promise<void>;
  attempts(): Promise<readonly Attempt[]>;
};

const rigSettings: DispatcherSettings = {
  backOffSeconds: [5, 30, 120],
  timeoutMs: 15_000,
  concurrency: 8,
  sweepMs: 5_000,
};

export async function dispatcherFixtures({
  endpoints = [{}],
  script,
  settings,
}: RigSettings = {}): Promise<DispatcherFixtures> {
  const time = virtualTime();
  const deliveries = memoryDeliveryQueue(time.clock);
  const courier = scriptedCourier(time, script);
  const failures: unknown[] = [];
  const allSettings = { ...rigSettings, ...settings };
  await deliveries.work.run(async (unit) => {
    for (const endpoint of endpoints) unit.endpoints.add(anEndpoint(endpoint));
  });

  return {
    ...deliveries,
    time,
    courier,
    failures,
    settings: allSettings,
    start: (ports = {}) =>
      startDispatcher(
        {
          queue: deliveries.queue,
          courier,
          clock: time.clock,
          wakeUps: time.wakeUps,
          ...ports,
          chance: () => 0.5,
          report: (failure) => void failures.push(failure),
        },
        allSettings,
      ),
    async happen(times, overrides = {}) {
      for (let count = 0; count < times; count += 1) deliveries.append(aHappening(overrides));
      time.wakeUps.notify([]);
      await time.settle();
    },
    arrived: (id = 'endpoint1') =>
      courier.received.filter(({ endpointId }) => endpointId === id).map(({ sequence }) => sequence),
    async change(changes) {
      await deliveries.work.run(async (unit) => {
        const endpoint = await unit.endpoints.find('endpoint1');
        if (endpoint !== null) unit.endpoints.save({ ...endpoint, ...changes });
      });
      time.wakeUps.notify([]);
      await time.settle();
    },
    attempts: async () =>
      [...(await deliveries.lists.deliveries('endpoint1', { limit: 1000 }))]
        .reverse()
        .flatMap(({ attempts }) => attempts),
  };
}

/** Each value once, at the place where it came first. */
export const firstArrivals = (sequences: readonly number[]): readonly number[] => [...new Set(sequences)];

/** 1, 2, … up to an end. */
export const upTo = (end: number): readonly number[] => Array.from({ length: end }, (_, index) => index + 1);
