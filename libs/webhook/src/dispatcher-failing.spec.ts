import { describe, expect, it } from '@jest/globals';
import type { DeliveryQueue } from './ports.js';
import { dispatcherFixtures, upTo, type DispatcherFixtures } from './testing/dispatcher-fixtures.js';

const minute = 60_000;

/** The queue of the fixtures, and the arguments of each claim that found something, or asked for nothing more. */
function listened({ queue }: DispatcherFixtures) {
  const claims: (readonly [limit: number, leaseMs: number, failing: number | undefined])[] = [];
  const claim: DeliveryQueue['claim'] = (limit, leaseMs, failing) => {
    claims.push([limit, leaseMs, failing]);
    return queue.claim(limit, leaseMs, failing);
  };
  return { claims, queue: { ...queue, claim } };
}

const never = { statusCode: null, error: 'timeout', afterMs: 15_000 };

describe('endpoints that fail', () => {
  /** Four that never answer, and one that does, with four places. */
  async function started() {
    const failing = upTo(4).map((at) => ({ id: `failing ${at}`, ownerId: 'failing' }));
    const fixtures = await dispatcherFixtures({
      endpoints: [...failing, { id: 'healthy' }],
      settings: { concurrency: 4, backOffSeconds: [5], sweepMs: 1_000 },
      script: ({ endpointId }) => (endpointId === 'healthy' ? { afterMs: 0 } : never),
    });
    const { claims, queue } = listened(fixtures);
    fixtures.start({ queue });
    await fixtures.happen(1, { ownerId: 'failing' });
    return { ...fixtures, claims };
  }

  it('take half of the places at most, once they have failed', async () => {
    const { courier, happen, time, arrived } = await started();
    await time.pass(15_000);
    expect(courier.received).toHaveLength(4); // nobody knew yet
    await time.pass(5_000);
    expect(courier.received).toHaveLength(6);
    const before = time.clock.now();
    await happen(1);
    expect(arrived('healthy')).toEqual([1]);
    expect(courier.received.at(-1)?.at).toBe(before);
    await time.pass(15_000);
    expect(courier.received.filter(({ endpointId }) => endpointId !== 'healthy')).toHaveLength(8);
  });

  it('leave room that is counted in each claim', async () => {
    const { claims, time } = await started();
    expect(claims[0]).toEqual([4, 32_000, 2]);
    await time.pass(21_000); // two are being tried again, as many as may be
    expect(claims.at(-1)).toEqual([2, 32_000, 0]);
    claims.length = 0;
    await time.pass(50_000); // one or two at a time, and none but these take a place
    expect(new Set(claims.map(([limit, , failing]) => `${failing} of ${limit}`))).toEqual(
      new Set(['0 of 2', '1 of 3']),
    );
  });
});

describe('an endpoint whose head failed', () => {
  it('is tried again on time, where the next sweep comes later than that', async () => {
    const fixtures = await dispatcherFixtures({
      settings: { backOffSeconds: [2], sweepMs: 3_000 },
      script: (_event, nth) => (nth <= 2 ? { statusCode: 500, afterMs: 0 } : { afterMs: 0 }),
    });
    fixtures.start();
    await fixtures.happen(1);
    await fixtures.time.pass(minute);
    const [first = 0, ...others] = fixtures.courier.received.map(({ at }) => at);
    expect(others.map((at) => at - first)).toEqual([2_000, 4_000]);
  });

  it('costs no looks at the queue between its attempts but those of the sweep', async () => {
    const fixtures = await dispatcherFixtures({
      settings: { backOffSeconds: [2], sweepMs: 3_000 },
      script: () => ({ statusCode: 500, afterMs: 0 }),
    });
    const { claims, queue } = listened(fixtures);
    fixtures.start({ queue });
    await fixtures.happen(1);
    await fixtures.time.pass(minute);
    const attempts = fixtures.courier.received.length;
    expect(attempts).toBe(31);
    // Each attempt wakes the dispatcher twice: when it is due, and when its place is free again.
    expect(claims.length).toBeLessThanOrEqual(2 * attempts + minute / 3_000 + 3);
  });
});

describe('a dispatcher with nothing to do', () => {
  it('looks at the queue once a sweep', async () => {
    const fixtures = await dispatcherFixtures({ settings: { sweepMs: 1_000 } });
    const { claims, queue } = listened(fixtures);
    fixtures.start({ queue });
    await fixtures.time.pass(minute);
    expect(claims).toHaveLength(61);
  });

  it('does not look while all its places are taken', async () => {
    const fixtures = await dispatcherFixtures({
      settings: { sweepMs: 1_000, concurrency: 1 },
      script: () => ({ afterMs: 10_000 }),
    });
    const { claims, queue } = listened(fixtures);
    fixtures.start({ queue });
    await fixtures.happen(1);
    const before = claims.length;
    await fixtures.time.pass(9_999);
    expect(claims).toHaveLength(before);
  });
});

describe('a failure of the queue', () => {
  it('is reported as it is, and the dispatcher goes on', async () => {
    const fixtures = await dispatcherFixtures({ settings: { sweepMs: 1_000 } });
    const failure = new Error('the disk is full');
    let fails = true;
    const { queue } = fixtures;
    fixtures.start({
      queue: { ...queue, claim: (...args) => (fails ? Promise.reject(failure) : queue.claim(...args)) },
    });
    await fixtures.happen(1);
    await fixtures.time.pass(999);
    expect(new Set(fixtures.failures)).toEqual(new Set([failure]));
    fails = false;
    await fixtures.time.pass(1);
    expect(fixtures.arrived()).toEqual([1]);
  });
});

describe('releases that fail', () => {
  it('are each tried again at the next look, and no endpoint waits for the end of its lease', async () => {
    const ids = upTo(3).map((at) => `endpoint ${at}`);
    const fixtures = await dispatcherFixtures({ endpoints: ids.map((id) => ({ id })), settings: { sweepMs: 1_000 } });
    const { queue } = fixtures;
    let full = true;
    const release: DeliveryQueue['release'] = (...args) =>
      full ? Promise.reject(new Error('the disk is full')) : queue.release(...args);
    fixtures.start({ queue: { ...queue, release } });
    await fixtures.happen(1);
    await fixtures.time.pass(500);
    expect(fixtures.failures).toHaveLength(3);
    full = false;
    await fixtures.time.pass(1_000);
    await fixtures.happen(1);
    await fixtures.time.pass(100);
    expect(ids.map((id) => fixtures.arrived(id))).toEqual(ids.map(() => [1, 2]));
  });

  it('that cannot be made good do not keep the others from it', async () => {
    const ids = upTo(3).map((at) => `endpoint ${at}`);
    const fixtures = await dispatcherFixtures({ endpoints: ids.map((id) => ({ id })), settings: { sweepMs: 1_000 } });
    const { queue } = fixtures;
    let full = true;
    const release: DeliveryQueue['release'] = (claim, ...args) =>
      full || claim.endpoint.id === 'endpoint 1'
        ? Promise.reject(new Error('the disk is full'))
        : queue.release(claim, ...args);
    fixtures.start({ queue: { ...queue, release } });
    await fixtures.happen(1);
    await fixtures.time.pass(500);
    full = false;
    await fixtures.time.pass(2_000);
    await fixtures.happen(1);
    await fixtures.time.pass(100);
    expect(ids.map((id) => fixtures.arrived(id))).toEqual([[1], [1, 2], [1, 2]]);
  });
});
