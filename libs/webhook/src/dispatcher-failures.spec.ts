import { describe, it, expect } from '@jest/globals';
import type { DeliveryQueue } from './ports.js';
import { dispatcherFixtures, firstArrivals, upTo, type DispatcherFixtures } from './testing/dispatcher-fixtures.js';

const minute = 60_000;
const never = new Promise<never>(() => undefined);

type Call = keyof DeliveryQueue;

/** The fixtures's queue; calls of one kind fail this many times, before or after their effect. */
function failingQueue({ queue }: DispatcherFixtures, call: Call, times: number, afterEffect = false): DeliveryQueue {
  let left = times;
  const failing: DeliveryQueue = { ...queue };
  const original = queue[call] as (...args: readonly unknown[]) => Promise<unknown>;
  return Object.assign(failing, {
    [call]: async (...args: readonly unknown[]) => {
      if (left === 0) return original(...args);
      left -= 1;
      if (afterEffect) await original(...args);
      throw new Error(`${call} failed`);
    },
  });
}

/** The fixtures's ports for a process that crashes: later calls have no effect and no answer. */
function mortalPorts({ queue, courier }: DispatcherFixtures) {
  let dead = false;
  const mortal =
    <Args extends readonly unknown[], Result>(call: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      const result = await (dead ? never : call(...args));
      return dead ? never : result;
    };
  const { claim, waiting, advance, release } = queue;
  return {
    die: () => void (dead = true),
    ports: {
      queue: { claim: mortal(claim), waiting: mortal(waiting), advance: mortal(advance), release: mortal(release) },
      courier: { send: mortal(courier.send) },
    },
  };
}

describe('a dispatcher that is stopped', () => {
  it('waits for what is under way, keeps it, and sends nothing else', async () => {
    const fixtures = await dispatcherFixtures({ script: () => ({ afterMs: 1_000 }) });
    const dispatcher = fixtures.start();
    await fixtures.happen(10);
    await fixtures.time.pass(2_500);
    let stopped = false;
    const stopping = dispatcher.stop().then(() => (stopped = true));
    await fixtures.time.pass(499);
    expect(stopped).toBe(false);
    await fixtures.time.pass(1);
    await stopping;
    await fixtures.time.pass(minute);
    expect(fixtures.arrived()).toEqual([1, 2, 3]);
    fixtures.start();
    await fixtures.time.pass(minute);
    expect(fixtures.arrived()).toEqual(upTo(10));
    expect((await fixtures.attempts()).some(({ takeover }) => takeover)).toBe(false);
  });

  it('while nothing is due is done at once', async () => {
    const fixtures = await dispatcherFixtures();
    const dispatcher = fixtures.start();
    await fixtures.time.pass(minute);
    await dispatcher.stop();
    expect(fixtures.failures).toEqual([]);
  });
});

describe('an endpoint that could not be released', () => {
  it('is released at the next sweep, not when its lease ends', async () => {
    const fixtures = await dispatcherFixtures({ script: () => ({}) });
    fixtures.start({ queue: failingQueue(fixtures, 'release', 2) });
    await fixtures.happen(1);
    await fixtures.time.pass(1_000);
    await fixtures.happen(1);
    await fixtures.time.pass(3_000);
    expect(fixtures.arrived()).toEqual([1, 2]);
  });
});

describe('a queue that fails', () => {
  it.each<[Call, boolean]>([
    ['claim', false],
    ['claim', true],
    ['waiting', false],
    ['advance', false],
    ['advance', true],
    ['release', false],
    ['release', true],
  ])(
    'at %s (after its effect: %s) is reported, and everything is delivered in order all the same',
    async (call, afterEffect) => {
      const fixtures = await dispatcherFixtures();
      fixtures.start({ queue: failingQueue(fixtures, call, 3, afterEffect) });
      await fixtures.happen(100);
      await fixtures.time.pass(20 * minute);
      expect(firstArrivals(fixtures.arrived())).toEqual(upTo(100));
      expect(fixtures.failures.map(String)).toContain(`Error: ${call} failed`);
      expect(await fixtures.lists.lag()).toMatchObject({ waiting: 0 });
    },
  );

  it.each(['affinity', 'none'] as const)('at advance loses nothing that ordering %s held back', async (ordering) => {
    const fixtures = await dispatcherFixtures({
      endpoints: [{ ordering }],
      script: ({ sequence }, nth) => (sequence % 3 === 1 && nth <= 2 ? { statusCode: 500 } : {}),
    });
    fixtures.start({ queue: failingQueue(fixtures, 'advance', 4) });
    for (const subject of ['a', 'b', 'c', 'a', 'b', 'c', 'a', 'b', 'c']) await fixtures.happen(1, { subject });
    await fixtures.time.pass(20 * minute);
    const delivered = fixtures.courier.received.filter(({ statusCode }) => statusCode === 200);
    expect([...new Set(delivered.map(({ sequence }) => sequence))].sort()).toEqual(upTo(9));
  });

  it('does not answer for a while lets no more than a few events go unkept', async () => {
    const fixtures = await dispatcherFixtures();
    fixtures.start({ queue: { ...fixtures.queue, advance: () => never } });
    await fixtures.happen(100);
    await fixtures.time.pass(30_000);
    expect(fixtures.arrived()).toEqual(upTo(17));
  });

  it('for good is asked no more often than it is swept', async () => {
    const fixtures = await dispatcherFixtures();
    fixtures.start({ queue: failingQueue(fixtures, 'claim', Infinity) });
    await fixtures.happen(1);
    await fixtures.time.pass(10 * minute);
    expect(fixtures.failures.length).toBeLessThanOrEqual(2 + (10 * minute) / fixtures.settings.sweepMs);
  });
});

describe('a dispatcher that dies', () => {
  it.each([5, 15, 25, 999, 1_005, 1_015])(
    'after %i ms has its endpoint taken over in order, each repeat marked',
    async (ms) => {
      const fixtures = await dispatcherFixtures({ settings: { sweepMs: 1_000 } });
      const { ports, die } = mortalPorts(fixtures);
      fixtures.start(ports);
      await fixtures.happen(200);
      await fixtures.time.pass(ms);
      die();
      fixtures.start();
      await fixtures.time.pass(2 * minute);
      expect(firstArrivals(fixtures.arrived())).toEqual(upTo(200));
      const attempts = await fixtures.attempts();
      const logged = new Set(attempts.filter(({ takeover }) => !takeover).map(({ sequence }) => sequence));
      const repeated = fixtures.arrived().filter((sequence, index, all) => all.indexOf(sequence) !== index);
      expect(repeated.length).toBeLessThanOrEqual(2);
      for (const sequence of repeated) {
        expect(attempts.filter((attempt) => attempt.sequence === sequence && attempt.takeover)).toHaveLength(1);
        expect(logged.has(sequence)).toBe(false);
      }
    },
  );

  it('is not missed before its lease has run out', async () => {
    const fixtures = await dispatcherFixtures({ settings: { sweepMs: 1_000 } });
    const { ports, die } = mortalPorts(fixtures);
    fixtures.start(ports);
    await fixtures.happen(3);
    await fixtures.time.pass(5);
    die();
    fixtures.start();
    await fixtures.time.pass(31_000);
    expect(fixtures.arrived()).toEqual([1]);
    await fixtures.time.pass(2_000);
    expect(fixtures.arrived()).toEqual([1, 1, 2, 3]);
  });
});

describe('a dispatcher that slept longer than its lease', () => {
  it('finds itself fenced off: the cursor stays where its heir brought it, and both are in the log', async () => {
    const fixtures = await dispatcherFixtures({ script: (_event, nth) => (nth === 1 ? { afterMs: 40_000 } : {}) });
    fixtures.start();
    await fixtures.happen(1);
    await fixtures.time.pass(36_000);
    expect(fixtures.arrived()).toEqual([1, 1]);
    await fixtures.time.pass(minute);
    const attempts = await fixtures.attempts();
    expect(attempts.map(({ takeover }) => takeover)).toEqual([true, false]);
    expect(await fixtures.lists.lag()).toMatchObject({ waiting: 0 });
    expect(fixtures.failures).toEqual([]);
  });

  it.each([
    ['', 0],
    [', also if the machine’s clock is set back meanwhile', -86_400_000],
  ])('between its claim and its first request sends nothing%s', async (_, setBack) => {
    const fixtures = await dispatcherFixtures();
    const { queue, time } = fixtures;
    let ahead = 0;
    const clock = { ...time.clock, now: () => time.clock.now() + ahead };
    const slow: DeliveryQueue = {
      ...queue,
      claim: async (limit, leaseMs) => {
        const claims = await queue.claim(limit, leaseMs);
        if (claims.length > 0) {
          await time.sleep(20_000);
          ahead = setBack;
        }
        return claims;
      },
    };
    fixtures.start({ queue: slow, clock });
    await fixtures.happen(1);
    await fixtures.time.pass(30_000);
    expect(fixtures.arrived()).toEqual([]);
  });
});
