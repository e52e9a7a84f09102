import { describe, it, expect } from '@jest/globals';
import fc from 'fast-check';
import { skipHead } from './endpoints.js';
import { dispatcherFixtures, firstArrivals, upTo, type DispatcherFixtures } from './testing/dispatcher-fixtures.js';

const hour = 3_600_000;

type Script = NonNullable<NonNullable<Parameters<typeof dispatcherFixtures>[0]>['script']>;

async function happenTo(fixtures: DispatcherFixtures, subjects: string): Promise<void> {
  for (const subject of subjects) await fixtures.happen(1, { subject });
}

describe('ordering `affinity`', () => {
  const laneOf = (fixtures: DispatcherFixtures, subjects: string, lane: string) =>
    fixtures.arrived().filter((sequence) => subjects[sequence - 1] === lane);

  it('holds back events of the same affinity only', async () => {
    const subjects = 'abacabad';
    const fixtures = await dispatcherFixtures({
      endpoints: [{ ordering: 'affinity' }],
      script: ({ sequence }, nth) => (sequence === 1 && nth <= 3 ? { statusCode: 500 } : {}),
    });
    fixtures.start();
    await happenTo(fixtures, subjects);
    await fixtures.time.pass(1_000);
    expect(fixtures.arrived()).toEqual([1, 2, 4, 6, 8]);
    await fixtures.time.pass(hour);
    expect(fixtures.arrived()).toEqual([1, 2, 4, 6, 8, 1, 1, 1, 3, 5, 7]);
  });

  it('lets what comes while a lane is held go at once, or wait in its lane', async () => {
    const fixtures = await dispatcherFixtures({
      endpoints: [{ ordering: 'affinity' }],
      script: ({ subject }, nth) => (subject === 'a' && nth <= 2 ? { statusCode: 500 } : {}),
    });
    fixtures.start();
    await happenTo(fixtures, 'a');
    await fixtures.time.pass(6_000);
    await happenTo(fixtures, 'ba');
    await fixtures.time.pass(100);
    expect(fixtures.arrived()).toEqual([1, 1, 2]);
    await fixtures.time.pass(hour);
    expect(fixtures.arrived()).toEqual([1, 1, 2, 1, 3, 3, 3]);
  });

  it('keeps lanes in order when the ordering is changed meanwhile', async () => {
    for (const ordering of ['endpoint', 'none'] as const) {
      const fixtures = await dispatcherFixtures({
        endpoints: [{ ordering: 'affinity' }],
        script: ({ sequence }, nth) => (sequence === 1 && nth <= 3 ? { statusCode: 500 } : {}),
      });
      fixtures.start();
      await happenTo(fixtures, 'ab');
      await fixtures.time.pass(100);
      await fixtures.change({ ordering });
      await happenTo(fixtures, 'ab');
      await fixtures.time.pass(hour);
      expect(laneOf(fixtures, 'abab', 'a')).toEqual([1, 1, 1, 1, 3]);
      expect(laneOf(fixtures, 'abab', 'b')).toEqual([2, 4]);
    }
  });
});

describe('ordering `endpoint` after another', () => {
  const switched = async (ordering: 'affinity' | 'none', script: Script) => {
    const fixtures = await dispatcherFixtures({ endpoints: [{ ordering }], script });
    fixtures.start();
    await happenTo(fixtures, 'abc');
    await fixtures.time.pass(100);
    await fixtures.change({ ordering: 'endpoint' });
    await happenTo(fixtures, 'abcd');
    return fixtures;
  };

  it.each(['affinity', 'none'] as const)('%s sends what its lanes hold before any later event', async (ordering) => {
    const fails: Script = ({ sequence }, nth) => (sequence <= 2 && nth <= 3 ? { statusCode: 500 } : {});
    const fixtures = await switched(ordering, fails);
    await fixtures.time.pass(2 * hour);
    const arrived = fixtures.arrived();
    expect(arrived.slice(-4)).toEqual([4, 5, 6, 7]);
    expect([...arrived.slice(0, -4)].sort()).toEqual([1, 1, 1, 1, 2, 2, 2, 2, 3]);
  });

  it('lets all wait behind a lane that fails, until its head is skipped', async () => {
    const fixtures = await switched('affinity', ({ sequence }) => (sequence === 2 ? { statusCode: 500 } : {}));
    await fixtures.time.pass(hour);
    expect(Math.max(...fixtures.arrived())).toBe(3);
    const { work } = fixtures;
    expect(await skipHead(work)('endpoint1', { reason: 'poison' }, 'operator')).toBe(2);
    await fixtures.time.pass(hour);
    expect(fixtures.arrived().slice(-4)).toEqual([4, 5, 6, 7]);
  });

  it('serves its lanes by their heads, so that the event that is skipped is the one that all wait for', async () => {
    const failing: Readonly<Record<number, number>> = { 1: 1, 2: 2, 3: Infinity };
    const script: Script = ({ sequence }, nth) => (nth <= (failing[sequence] ?? 0) ? { statusCode: 500 } : {});
    const fixtures = await dispatcherFixtures({ endpoints: [{ ordering: 'affinity' }], script });
    fixtures.start();
    await happenTo(fixtures, 'aba');
    await fixtures.time.pass(8_000);
    expect(fixtures.arrived()).toEqual([1, 2, 1, 3, 2]); // Lane a was held first, its head is later than that of b.
    await fixtures.change({ ordering: 'endpoint' });
    await fixtures.time.pass(hour);
    expect(fixtures.arrived().slice(5, 7)).toEqual([2, 3]);
    expect(await skipHead(fixtures.work)('endpoint1', { reason: 'poison' }, 'operator')).toBe(3);
  });
});

describe('ordering `none`', () => {
  it('lets every event fail by itself', async () => {
    const fixtures = await dispatcherFixtures({
      endpoints: [{ ordering: 'none' }],
      script: ({ sequence }, nth) => (sequence <= 2 && nth <= sequence ? { statusCode: 500 } : {}),
    });
    fixtures.start();
    await happenTo(fixtures, 'aaaa');
    await fixtures.time.pass(hour);
    expect(fixtures.arrived()).toEqual([1, 2, 3, 4, 1, 2, 2]);
    expect((await fixtures.attempts()).map(({ sequence, delivered }) => [sequence, delivered])).toEqual([
      [1, false],
      [1, true],
      [2, false],
      [2, false],
      [2, true],
      [3, true],
      [4, true],
    ]);
  });
});

describe('an endpoint that is down', () => {
  it.each(['affinity', 'none'] as const)(
    'with ordering `%s` is tried once per step of its back-off, however many events wait',
    async (ordering) => {
      let up = false;
      const fixtures = await dispatcherFixtures({
        endpoints: [{ ordering }],
        script: () => (up ? {} : { statusCode: 500 }),
      });
      fixtures.start();
      for (const subject of upTo(500).map(String)) await fixtures.happen(1, { subject });
      await fixtures.time.pass(hour);
      expect(fixtures.courier.received.length).toBeLessThan(40);
      up = true;
      await fixtures.time.pass(2 * hour);
      expect([...firstArrivals(fixtures.arrived())]).toHaveLength(500);
      expect(await fixtures.lists.lag()).toMatchObject({ waiting: 0, dammedEndpoints: 0 });
    },
  );

  it('is found to be up again by events other than those that always fail', async () => {
    const fixtures = await dispatcherFixtures({
      endpoints: [{ ordering: 'affinity' }],
      script: ({ sequence }) => (sequence <= 5 ? { statusCode: 500 } : {}),
    });
    fixtures.start();
    for (const subject of upTo(20).map(String)) await fixtures.happen(1, { subject });
    await fixtures.time.pass(hour);
    expect(fixtures.courier.received.filter(({ statusCode }) => statusCode === 200)).toHaveLength(15);
    expect((await fixtures.lists.deliveries('endpoint1', { status: 'pending', limit: 20 })).length).toBe(5);
  });

  it('lets its lanes go on when the event that holds one back is skipped', async () => {
    const fixtures = await dispatcherFixtures({
      endpoints: [{ ordering: 'affinity' }],
      script: ({ sequence }) => (sequence === 1 ? { statusCode: 500 } : {}),
    });
    fixtures.start();
    await happenTo(fixtures, 'aab');
    await fixtures.time.pass(1_000);
    expect(fixtures.arrived()).toEqual([1, 3]);
    expect(await skipHead(fixtures.work)('endpoint1', { reason: 'poison' }, 'operator')).toBe(1);
    fixtures.time.wakeUps.notify([]);
    await fixtures.time.pass(1_000);
    expect(fixtures.arrived()).toEqual([1, 3, 2]);
  });
});

describe('every ordering', () => {
  /** Whether events that must stay in order did. */
  function inOrder(fixtures: DispatcherFixtures, ordering: string, subjects: readonly string[]): boolean {
    const delivered = new Set<number>();
    return fixtures.courier.received.every(({ sequence, statusCode }) => {
      const before = upTo(sequence - 1).filter(
        (other) =>
          ordering === 'endpoint' || (ordering === 'affinity' && subjects[other - 1] === subjects[sequence - 1]),
      );
      if (statusCode === 200) delivered.add(sequence);
      return before.every((other) => delivered.has(other));
    });
  }

  it('delivers everything, in its order, with any failures and interventions of the operator', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('endpoint', 'affinity', 'none'),
        fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 30 }),
        fc.array(fc.nat(3), { minLength: 1, maxLength: 12 }),
        fc.array(fc.constantFrom('pause', 'wait', 'url', 'stop'), { maxLength: 5 }),
        async (ordering, subjects, failures, steps) => {
          const fixtures = await dispatcherFixtures({
            endpoints: [{ ordering }],
            settings: { sweepMs: 20_000 },
            script: ({ sequence }, nth) =>
              nth <= (failures[sequence % failures.length] ?? 0) ? { statusCode: 500 } : {},
          });
          let dispatcher = fixtures.start();
          const half = Math.ceil(subjects.length / 2);
          for (const subject of subjects.slice(0, half)) await fixtures.happen(1, { subject });
          for (const step of steps) {
            await fixtures.time.pass(3_210);
            if (step === 'pause') await fixtures.change({ paused: true });
            if (step === 'url')
              await fixtures.change({ paused: false, url: `https://partner.example/${fixtures.arrived().length}` });
            if (step === 'stop') {
              const stopped = dispatcher.stop();
              await fixtures.time.pass(100);
              await stopped;
              dispatcher = fixtures.start();
            }
          }
          for (const subject of subjects.slice(half)) await fixtures.happen(1, { subject });
          await fixtures.change({ paused: false });
          await fixtures.time.pass(subjects.length * 600_000);
          expect([...firstArrivals(fixtures.arrived())].sort((one, other) => one - other)).toEqual(
            upTo(subjects.length),
          );
          expect(await fixtures.lists.deliveries('endpoint1', { status: 'pending', limit: 1 })).toEqual([]);
          expect(inOrder(fixtures, ordering, subjects)).toBe(true);
          expect(fixtures.courier.mostAtOnce).toBe(1);
          expect(fixtures.courier.received.filter(({ statusCode }) => statusCode === 200)).toHaveLength(
            subjects.length,
          );
          expect(fixtures.failures).toEqual([]);
        },
      ),
      { numRuns: 40 },
    );
  }, 60_000);
});
