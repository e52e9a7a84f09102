import { describe, it, expect } from '@jest/globals';
import { dispatcherRig, firstArrivals, upTo } from './testing/dispatcher-rig.js';
import type { Answer } from './testing/index.js';

const hour = 3_600_000;

/** Fails the first tries of one event with an answer. */
const failing =
  (sequence: number, times: number, answer: Answer) =>
  (event: { readonly sequence: number }, nth: number): Answer =>
    event.sequence === sequence && nth <= times ? answer : {};

describe('delivery to one endpoint', () => {
  it('is in order, one request at a time, as soon as something happens', async () => {
    const rig = await dispatcherRig();
    rig.start();
    await rig.happen(150);
    await rig.time.pass(150 * 10);
    expect(rig.arrived()).toEqual(upTo(150));
    expect(rig.courier.mostAtOnce).toBe(1);
    expect(await rig.lists.lag()).toMatchObject({ waiting: 0, dammedEndpoints: 0 });
  });

  it.each<[string, Answer]>([
    ['201', { statusCode: 201 }],
    ['204', { statusCode: 204 }],
    ['301', { statusCode: 301 }],
    ['302', { statusCode: 302 }],
    ['400', { statusCode: 400 }],
    ['500', { statusCode: 500 }],
    ['a timeout', { statusCode: null, error: 'timeout', afterMs: 15_000 }],
    ['a dropped connection', { statusCode: null, error: 'connection: ECONNRESET' }],
  ])('holds back the rest until the head succeeds: %s is no success', async (_, answer) => {
    const rig = await dispatcherRig({ script: failing(2, 3, answer) });
    rig.start();
    await rig.happen(5);
    await rig.time.pass(hour);
    expect(rig.arrived()).toEqual([1, 2, 2, 2, 2, 3, 4, 5]);
    expect((await rig.attempts()).map(({ delivered }) => delivered)).toEqual([
      true,
      false,
      false,
      false,
      true,
      true,
      true,
      true,
    ]);
  });

  it('is tried again after each step of the back-off, the last one for ever', async () => {
    const rig = await dispatcherRig({ script: () => ({ statusCode: 500, afterMs: 0 }) });
    rig.start();
    await rig.happen(1);
    await rig.time.pass(700_000);
    const times = rig.courier.received.map(({ at }) => at);
    const waits = times.slice(1).map((at, index) => (at - (times[index] ?? 0)) / 1000);
    expect(waits).toEqual([5, 30, 120, 120, 120, 120, 120]);
    expect((await rig.attempts()).map(({ nextAttemptAt }) => nextAttemptAt !== null)).toEqual(times.map(() => true));
    expect(await rig.lists.lag()).toMatchObject({ waiting: 1, dammedEndpoints: 1 });
  });

  it('honours Retry-After within the longest step', async () => {
    const answers: readonly Answer[] = [
      { statusCode: 503, retryAfterSeconds: 60, afterMs: 0 },
      { statusCode: 503, retryAfterSeconds: 86_400, afterMs: 0 },
      { afterMs: 0 },
    ];
    const rig = await dispatcherRig({ script: (_, nth) => answers[nth - 1] ?? {} });
    rig.start();
    await rig.happen(1);
    await rig.time.pass(hour);
    const [first = 0, ...others] = rig.courier.received.map(({ at }) => at);
    expect(others.map((at) => at - first)).toEqual([60_000, 180_000]);
  });

  it('drains the dam at once after the first success', async () => {
    const rig = await dispatcherRig({ script: failing(1, 9, { statusCode: 500 }) });
    rig.start();
    await rig.happen(200);
    await rig.time.pass(hour);
    const arrivals = rig.courier.received.filter(({ statusCode }) => statusCode === 200);
    const [first, last] = [arrivals[0]?.at ?? 0, arrivals.at(-1)?.at ?? 0];
    expect(arrivals.map(({ sequence }) => sequence)).toEqual(upTo(200));
    expect(last - first).toBe(199 * 10);
  });

  it('begins the back-off anew after a success', async () => {
    const rig = await dispatcherRig({
      script: (event, nth) => (nth <= event.sequence ? { statusCode: 500, afterMs: 0 } : { afterMs: 0 }),
    });
    rig.start();
    await rig.happen(2);
    await rig.time.pass(hour);
    const times = rig.courier.received.map(({ at }) => at);
    expect(times.map((at) => (at - (times[0] ?? 0)) / 1000)).toEqual([0, 5, 5, 10, 40]);
  });

  it('finds work without a wake-up within one sweep', async () => {
    const rig = await dispatcherRig();
    rig.start();
    await rig.time.pass(2_000);
    rig.append({
      ownerId: 'owner-1',
      type: 'ping',
      subject: 'x',
      body: '{}',
      occurredAt: (await rig.lists.endpoints({ limit: 1 }))[0]!.createdAt,
    });
    await rig.time.pass(rig.settings.sweepMs);
    expect(rig.arrived()).toEqual([1]);
  });

  it('sends at once what happens while an earlier one is under way or released', async () => {
    const rig = await dispatcherRig({ settings: { sweepMs: hour } });
    rig.start();
    for (let count = 0; count < 50; count += 1) {
      await rig.happen(1);
      await rig.time.pass(count % 13);
    }
    await rig.time.pass(500);
    expect(rig.arrived()).toEqual(upTo(50));
  });

  it('keeps its lease through a dam that takes longer than that', async () => {
    const rig = await dispatcherRig({ script: () => ({ afterMs: 9_000 }) });
    rig.start();
    rig.start();
    await rig.happen(20);
    await rig.time.pass(20 * 9_000);
    expect(rig.arrived()).toEqual(upTo(20));
    expect((await rig.attempts()).some(({ takeover }) => takeover)).toBe(false);
  });

  it('stops at a pause and goes on from there', async () => {
    const rig = await dispatcherRig();
    rig.start();
    await rig.happen(100);
    await rig.time.pass(305);
    await rig.change({ paused: true });
    await rig.time.pass(hour);
    const before = rig.arrived().length;
    expect(before).toBeLessThan(40);
    await rig.change({ paused: false });
    await rig.time.pass(1_000);
    expect(rig.arrived()).toEqual(upTo(100));
  });

  it('sends to a new address at once, in the middle of a dam', async () => {
    const rig = await dispatcherRig({
      script: (_event, _nth, { url }) => (url === 'https://new.example/' ? {} : { statusCode: 410 }),
    });
    rig.start();
    await rig.happen(3);
    await rig.time.pass(200_000);
    await rig.change({ url: 'https://new.example/' });
    await rig.time.pass(40);
    expect(firstArrivals(rig.arrived())).toEqual([1, 2, 3]);
  });
});

describe('delivery to many endpoints', () => {
  const both = [{}, { id: 'b', ownerId: 'owner-2' }] as const;

  it('does not let one’s trouble cost another anything', async () => {
    const rig = await dispatcherRig({
      endpoints: both,
      script: ({ endpointId }) => (endpointId === 'b' ? {} : { statusCode: null, error: 'timeout', afterMs: 15_000 }),
    });
    rig.start();
    await rig.happen(50);
    await rig.happen(50, { ownerId: 'owner-2' });
    await rig.time.pass(50 * 10);
    expect(rig.arrived('b')).toEqual(upTo(50));
    expect(rig.arrived()).toEqual([1]);
  });

  it('serves so many at once and the others as soon as there is room', async () => {
    const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    const rig = await dispatcherRig({
      endpoints: ids.map((id) => ({ id })),
      settings: { concurrency: 3, sweepMs: hour },
      script: () => ({ afterMs: 100 }),
    });
    rig.start();
    await rig.happen(2);
    await rig.time.pass(99);
    expect(rig.courier.received).toHaveLength(3);
    await rig.time.pass(600);
    expect(ids.map((id) => rig.arrived(id))).toEqual(ids.map(() => [1, 2]));
    expect(rig.failures).toEqual([]);
  });

  it('is shared by several dispatchers without a duplicate', async () => {
    const ids = Array.from({ length: 12 }, (_, index) => `endpoint${index}`);
    const rig = await dispatcherRig({ endpoints: ids.map((id) => ({ id })), settings: { concurrency: 2 } });
    const dispatchers = [rig.start(), rig.start(), rig.start()];
    await rig.happen(30);
    await rig.time.pass(10_000);
    expect(ids.map((id) => rig.arrived(id))).toEqual(ids.map(() => upTo(30)));
    expect(rig.courier.mostAtOnce).toBe(1);
    await Promise.all(dispatchers.map((dispatcher) => dispatcher.stop()));
  });
});
