import { describe, it, expect } from '@jest/globals';
import type { DeliveryQueue } from './ports.js';
import { dispatcherRig, firstArrivals, upTo, type DispatcherRig } from './testing/dispatcher-rig.js';

const minute = 60_000;
const never = new Promise<never>(() => undefined);

type Call = keyof DeliveryQueue;

/** The rig's queue; calls of one kind fail this many times, before or after their effect. */
function failingQueue({ queue }: DispatcherRig, call: Call, times: number, afterEffect = false): DeliveryQueue {
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

/** The rig's ports for a process that crashes: later calls have no effect and no answer. */
function mortalPorts({ queue, courier }: DispatcherRig) {
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
    const rig = await dispatcherRig({ script: () => ({ afterMs: 1_000 }) });
    const dispatcher = rig.start();
    await rig.happen(10);
    await rig.time.pass(2_500);
    let stopped = false;
    const stopping = dispatcher.stop().then(() => (stopped = true));
    await rig.time.pass(499);
    expect(stopped).toBe(false);
    await rig.time.pass(1);
    await stopping;
    await rig.time.pass(minute);
    expect(rig.arrived()).toEqual([1, 2, 3]);
    rig.start();
    await rig.time.pass(minute);
    expect(rig.arrived()).toEqual(upTo(10));
    expect((await rig.attempts()).some(({ takeover }) => takeover)).toBe(false);
  });

  it('while nothing is due is done at once', async () => {
    const rig = await dispatcherRig();
    const dispatcher = rig.start();
    await rig.time.pass(minute);
    await dispatcher.stop();
    expect(rig.failures).toEqual([]);
  });
});

describe('an endpoint that could not be released', () => {
  it('is released at the next sweep, not when its lease ends', async () => {
    const rig = await dispatcherRig({ script: () => ({}) });
    rig.start({ queue: failingQueue(rig, 'release', 2) });
    await rig.happen(1);
    await rig.time.pass(1_000);
    await rig.happen(1);
    await rig.time.pass(3_000);
    expect(rig.arrived()).toEqual([1, 2]);
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
      const rig = await dispatcherRig();
      rig.start({ queue: failingQueue(rig, call, 3, afterEffect) });
      await rig.happen(100);
      await rig.time.pass(20 * minute);
      expect(firstArrivals(rig.arrived())).toEqual(upTo(100));
      expect(rig.failures.map(String)).toContain(`Error: ${call} failed`);
      expect(await rig.lists.lag()).toMatchObject({ waiting: 0 });
    },
  );

  it.each(['affinity', 'none'] as const)('at advance loses nothing that ordering %s held back', async (ordering) => {
    const rig = await dispatcherRig({
      endpoints: [{ ordering }],
      script: ({ sequence }, nth) => (sequence % 3 === 1 && nth <= 2 ? { statusCode: 500 } : {}),
    });
    rig.start({ queue: failingQueue(rig, 'advance', 4) });
    for (const subject of ['a', 'b', 'c', 'a', 'b', 'c', 'a', 'b', 'c']) await rig.happen(1, { subject });
    await rig.time.pass(20 * minute);
    const delivered = rig.courier.received.filter(({ statusCode }) => statusCode === 200);
    expect([...new Set(delivered.map(({ sequence }) => sequence))].sort()).toEqual(upTo(9));
  });

  it('does not answer for a while lets no more than a few events go unkept', async () => {
    const rig = await dispatcherRig();
    rig.start({ queue: { ...rig.queue, advance: () => never } });
    await rig.happen(100);
    await rig.time.pass(30_000);
    expect(rig.arrived()).toEqual(upTo(17));
  });

  it('for good is asked no more often than it is swept', async () => {
    const rig = await dispatcherRig();
    rig.start({ queue: failingQueue(rig, 'claim', Infinity) });
    await rig.happen(1);
    await rig.time.pass(10 * minute);
    expect(rig.failures.length).toBeLessThanOrEqual(2 + (10 * minute) / rig.settings.sweepMs);
  });
});

describe('a dispatcher that dies', () => {
  it.each([5, 15, 25, 999, 1_005, 1_015])(
    'after %i ms has its endpoint taken over in order, each repeat marked',
    async (ms) => {
      const rig = await dispatcherRig({ settings: { sweepMs: 1_000 } });
      const { ports, die } = mortalPorts(rig);
      rig.start(ports);
      await rig.happen(200);
      await rig.time.pass(ms);
      die();
      rig.start();
      await rig.time.pass(2 * minute);
      expect(firstArrivals(rig.arrived())).toEqual(upTo(200));
      const attempts = await rig.attempts();
      const logged = new Set(attempts.filter(({ takeover }) => !takeover).map(({ sequence }) => sequence));
      const repeated = rig.arrived().filter((sequence, index, all) => all.indexOf(sequence) !== index);
      expect(repeated.length).toBeLessThanOrEqual(2);
      for (const sequence of repeated) {
        expect(attempts.filter((attempt) => attempt.sequence === sequence && attempt.takeover)).toHaveLength(1);
        expect(logged.has(sequence)).toBe(false);
      }
    },
  );

  it('is not missed before its lease has run out', async () => {
    const rig = await dispatcherRig({ settings: { sweepMs: 1_000 } });
    const { ports, die } = mortalPorts(rig);
    rig.start(ports);
    await rig.happen(3);
    await rig.time.pass(5);
    die();
    rig.start();
    await rig.time.pass(31_000);
    expect(rig.arrived()).toEqual([1]);
    await rig.time.pass(2_000);
    expect(rig.arrived()).toEqual([1, 1, 2, 3]);
  });
});

describe('a dispatcher that slept longer than its lease', () => {
  it('finds itself fenced off: the cursor stays where its heir brought it, and both are in the log', async () => {
    const rig = await dispatcherRig({ script: (_event, nth) => (nth === 1 ? { afterMs: 40_000 } : {}) });
    rig.start();
    await rig.happen(1);
    await rig.time.pass(36_000);
    expect(rig.arrived()).toEqual([1, 1]);
    await rig.time.pass(minute);
    const attempts = await rig.attempts();
    expect(attempts.map(({ takeover }) => takeover)).toEqual([true, false]);
    expect(await rig.lists.lag()).toMatchObject({ waiting: 0 });
    expect(rig.failures).toEqual([]);
  });

  it('between its claim and its first request sends nothing', async () => {
    const rig = await dispatcherRig();
    const { queue, time } = rig;
    const slow: DeliveryQueue = {
      ...queue,
      claim: async (limit, leaseMs) => {
        const claims = await queue.claim(limit, leaseMs);
        if (claims.length > 0) await time.sleep(20_000);
        return claims;
      },
    };
    rig.start({ queue: slow });
    await rig.happen(1);
    await rig.time.pass(30_000);
    expect(rig.arrived()).toEqual([]);
  });
});
