import { describe, it, expect } from '@jest/globals';
import fc from 'fast-check';
import { skipHead } from './endpoints.js';
import { dispatcherRig, firstArrivals, upTo, type DispatcherRig } from './testing/dispatcher-rig.js';

const hour = 3_600_000;

async function happenTo(rig: DispatcherRig, subjects: string): Promise<void> {
  for (const subject of subjects) await rig.happen(1, { subject });
}

describe('ordering `affinity`', () => {
  const laneOf = (rig: DispatcherRig, subjects: string, lane: string) =>
    rig.arrived().filter((sequence) => subjects[sequence - 1] === lane);

  it('holds back events of the same affinity only', async () => {
    const subjects = 'abacabad';
    const rig = await dispatcherRig({
      endpoints: [{ ordering: 'affinity' }],
      script: ({ sequence }, nth) => (sequence === 1 && nth <= 3 ? { statusCode: 500 } : {}),
    });
    rig.start();
    await happenTo(rig, subjects);
    await rig.time.pass(1_000);
    expect(rig.arrived()).toEqual([1, 2, 4, 6, 8]);
    await rig.time.pass(hour);
    expect(rig.arrived()).toEqual([1, 2, 4, 6, 8, 1, 1, 1, 3, 5, 7]);
  });

  it('lets what comes while a lane is held go at once, or wait in its lane', async () => {
    const rig = await dispatcherRig({
      endpoints: [{ ordering: 'affinity' }],
      script: ({ subject }, nth) => (subject === 'a' && nth <= 2 ? { statusCode: 500 } : {}),
    });
    rig.start();
    await happenTo(rig, 'a');
    await rig.time.pass(6_000);
    await happenTo(rig, 'ba');
    await rig.time.pass(100);
    expect(rig.arrived()).toEqual([1, 1, 2]);
    await rig.time.pass(hour);
    expect(rig.arrived()).toEqual([1, 1, 2, 1, 3, 3, 3]);
  });

  it('keeps lanes in order when the ordering is changed meanwhile', async () => {
    for (const ordering of ['endpoint', 'none'] as const) {
      const rig = await dispatcherRig({
        endpoints: [{ ordering: 'affinity' }],
        script: ({ sequence }, nth) => (sequence === 1 && nth <= 3 ? { statusCode: 500 } : {}),
      });
      rig.start();
      await happenTo(rig, 'ab');
      await rig.time.pass(100);
      await rig.change({ ordering });
      await happenTo(rig, 'ab');
      await rig.time.pass(hour);
      expect(laneOf(rig, 'abab', 'a')).toEqual([1, 1, 1, 1, 3]);
      expect(laneOf(rig, 'abab', 'b')).toEqual([2, 4]);
    }
  });
});

describe('ordering `none`', () => {
  it('lets every event fail by itself', async () => {
    const rig = await dispatcherRig({
      endpoints: [{ ordering: 'none' }],
      script: ({ sequence }, nth) => (sequence <= 2 && nth <= sequence ? { statusCode: 500 } : {}),
    });
    rig.start();
    await happenTo(rig, 'aaaa');
    await rig.time.pass(hour);
    expect(rig.arrived()).toEqual([1, 2, 3, 4, 1, 2, 2]);
    expect((await rig.attempts()).map(({ sequence, delivered }) => [sequence, delivered])).toEqual([
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
      const rig = await dispatcherRig({ endpoints: [{ ordering }], script: () => (up ? {} : { statusCode: 500 }) });
      rig.start();
      for (const subject of upTo(500).map(String)) await rig.happen(1, { subject });
      await rig.time.pass(hour);
      expect(rig.courier.received.length).toBeLessThan(40);
      up = true;
      await rig.time.pass(2 * hour);
      expect([...firstArrivals(rig.arrived())]).toHaveLength(500);
      expect(await rig.lists.lag()).toMatchObject({ waiting: 0, dammedEndpoints: 0 });
    },
  );

  it('is found to be up again by events other than those that always fail', async () => {
    const rig = await dispatcherRig({
      endpoints: [{ ordering: 'affinity' }],
      script: ({ sequence }) => (sequence <= 5 ? { statusCode: 500 } : {}),
    });
    rig.start();
    for (const subject of upTo(20).map(String)) await rig.happen(1, { subject });
    await rig.time.pass(hour);
    expect(rig.courier.received.filter(({ statusCode }) => statusCode === 200)).toHaveLength(15);
    expect((await rig.lists.deliveries('endpoint1', { status: 'pending', limit: 20 })).length).toBe(5);
  });

  it('lets its lanes go on when the event that holds one back is skipped', async () => {
    const rig = await dispatcherRig({
      endpoints: [{ ordering: 'affinity' }],
      script: ({ sequence }) => (sequence === 1 ? { statusCode: 500 } : {}),
    });
    rig.start();
    await happenTo(rig, 'aab');
    await rig.time.pass(1_000);
    expect(rig.arrived()).toEqual([1, 3]);
    expect(await skipHead(rig.work)('endpoint1', { reason: 'poison' }, 'operator')).toBe(1);
    rig.time.wakeUps.notify([]);
    await rig.time.pass(1_000);
    expect(rig.arrived()).toEqual([1, 3, 2]);
  });
});

describe('every ordering', () => {
  /** Whether events that must stay in order did. */
  function inOrder(rig: DispatcherRig, ordering: string, subjects: readonly string[]): boolean {
    const delivered = new Set<number>();
    return rig.courier.received.every(({ sequence, statusCode }) => {
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
          const rig = await dispatcherRig({
            endpoints: [{ ordering }],
            settings: { sweepMs: 20_000 },
            script: ({ sequence }, nth) =>
              nth <= (failures[sequence % failures.length] ?? 0) ? { statusCode: 500 } : {},
          });
          let dispatcher = rig.start();
          const half = Math.ceil(subjects.length / 2);
          for (const subject of subjects.slice(0, half)) await rig.happen(1, { subject });
          for (const step of steps) {
            await rig.time.pass(3_210);
            if (step === 'pause') await rig.change({ paused: true });
            if (step === 'url')
              await rig.change({ paused: false, url: `https://partner.example/${rig.arrived().length}` });
            if (step === 'stop') {
              const stopped = dispatcher.stop();
              await rig.time.pass(100);
              await stopped;
              dispatcher = rig.start();
            }
          }
          for (const subject of subjects.slice(half)) await rig.happen(1, { subject });
          await rig.change({ paused: false });
          await rig.time.pass(subjects.length * 600_000);
          expect([...firstArrivals(rig.arrived())].sort((one, other) => one - other)).toEqual(upTo(subjects.length));
          expect(await rig.lists.deliveries('endpoint1', { status: 'pending', limit: 1 })).toEqual([]);
          expect(inOrder(rig, ordering, subjects)).toBe(true);
          expect(rig.courier.mostAtOnce).toBe(1);
          expect(rig.courier.received.filter(({ statusCode }) => statusCode === 200)).toHaveLength(subjects.length);
          expect(rig.failures).toEqual([]);
        },
      ),
      { numRuns: 40 },
    );
  }, 60_000);
});
