import { eventually, type Engine } from '@affinity-engine/test-harness';
import { createSteadily, openEndpoints, p95 } from '../deliveries-under-faults.js';
import { startFaultyReceiver } from '../faulty-receiver.js';

/** Endpoints of the demo partner that never fail. */
export type HealthyNeighbours = {
  /** p95 of arrival − commit of so many events at an even pace, in milliseconds. */
  lag(pace: { readonly events: number; readonly perSecond: number }): Promise<number>;
};

export async function startHealthyNeighbours(engine: Engine, count: number): Promise<HealthyNeighbours> {
  const receiver = await startFaultyReceiver();
  const paths = Array.from({ length: count }, (_, index) => `/healthy-${index}`);
  await openEndpoints(engine, receiver, paths, () => '200');
  return {
    async lag(pace) {
      const before = paths.map((path) => receiver.arrivals(path).length);
      await createSteadily(engine, pace);
      const arrived = await eventually(
        () => {
          const each = paths.map((path, index) => receiver.arrivals(path).slice(before[index]));
          if (each.some(({ length }) => length < pace.events)) throw new Error('a healthy endpoint lacks events');
          return each.flat();
        },
        { deadline: 30_000, every: 20 },
      );
      return p95(arrived.map(({ at, occurredAt }) => at - occurredAt));
    },
  };
}
