import { describe, it, expect } from '@jest/globals';
import { dispatcherFixtures, firstArrivals, upTo } from './testing/dispatcher-fixtures.js';
import type { Answer } from './testing/index.js';

const hour = 3_600_000;

/** Fails the first tries of one event with an answer. */
const failing =
  (sequence: number, times: number, answer: Answer) =>
  (event: { readonly sequence: number }, nth: number): Answer =>
    event.sequence === sequence && nth <= times ? answer : {};

describe('delivery to one endpoint', () => {
  it('is in order, one request at a time, as soon as something happens', async () => {
    const fixtures = await dispatcherFixtures();
    fixtures.start();
    await fixtures.happen(150);
    await fixtures.time.pass(150 * 10);
    expect(fixtures.arrived()).toEqual(upTo(150));
    expect(fixtures.courier.mostAtOnce).toBe(1);
    expect(await fixtures.lists.lag()).toMatchObject({ waiting: 0, dammedEndpoints: 0 });
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
    const fixtures = await dispatcherFixtures({ script: failing(2, 3, answer) });
    fixtures.start();
    await fixtures.happen(5);
    await fixtures.time.pass(hour);
    expect(fixtures.arrived()).toEqual([1, 2, 2, 2, 2, 3, 4, 5]);
    expect((await fixtures.attempts()).map(({ delivered }) => delivered)).toEqual([
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
    const fixtures = await dispatcherFixtures({ script: () => ({ statusCode: 500, afterMs: 0 }) });
    fixtures.start();
    await fixtures.happen(1);
    await fixtures.time.pass(700_000);
    const times = fixtures.courier.received.map(({ at }) => at);
    const waits = times.slice(1).map((at, index) => (at - (times[index] ?? 0)) / 1000);
    expect(waits).toEqual([5, 30, 120, 120, 120, 120, 120]);
    expect((await fixtures.attempts()).map(({ nextAttemptAt }) => nextAttemptAt !== null)).toEqual(
      times.map(() => true),
    );
    expect(await fixtures.lists.lag()).toMatchObject({ waiting: 1, dammedEndpoints: 1 });
  });

  it('honours Retry-After within the longest step', async () => {
    const answers: readonly Answer[] = [
      { statusCode: 503, retryAfterSeconds: 60, afterMs: 0 },
      { statusCode: 503, retryAfterSeconds: 86_400, afterMs: 0 },
      { afterMs: 0 },
    ];
    const fixtures = await dispatcherFixtures({ script: (_, nth) => answers[nth - 1] ?? {} });
    fixtures.start();
    await fixtures.happen(1);
    await fixtures.time.pass(hour);
    const [first = 0, ...others] = fixtures.courier.received.map(({ at }) => at);
    expect(others.map((at) => at - first)).toEqual([60_000, 180_000]);
  });

  it('drains the dam at once after the first success', async () => {
    const fixtures = await dispatcherFixtures({ script: failing(1, 9, { statusCode: 500 }) });
    fixtures.start();
    await fixtures.happen(200);
    await fixtures.time.pass(hour);
    const arrivals = fixtures.courier.received.filter(({ statusCode }) => statusCode === 200);
    const [first, last] = [arrivals[0]?.at ?? 0, arrivals.at(-1)?.at ?? 0];
    expect(arrivals.map(({ sequence }) => sequence)).toEqual(upTo(200));
    expect(last - first).toBe(199 * 10);
  });

  it('begins the back-off anew after a success', async () => {
    const fixtures = await dispatcherFixtures({
      script: (event, nth) => (nth <= event.sequence ? { statusCode: 500, afterMs: 0 } : { afterMs: 0 }),
    });
    fixtures.start();
    await fixtures.happen(2);
    await fixtures.time.pass(hour);
    const times = fixtures.courier.received.map(({ at }) => at);
    expect(times.map((at) => (at - (times[0] ?? 0)) / 1000)).toEqual([0, 5, 5, 10, 40]);
  });

  it('finds work without a wake-up within one sweep', async () => {
    const fixtures = await dispatcherFixtures();
    fixtures.start();
    await fixtures.time.pass(2_000);
    fixtures.append({
      ownerId: 'owner-1',
      type: 'ping',
      subject: 'x',
      body: '{}',
      occurredAt: (await fixtures.lists.endpoints({ limit: 1 }))[0]!.createdAt,
    });
    await fixtures.time.pass(fixtures.settings.sweepMs);
    expect(fixtures.arrived()).toEqual([1]);
  });

  it('sends at once what happens while an earlier one is under way or released', async () => {
    const fixtures = await dispatcherFixtures({ settings: { sweepMs: hour } });
    fixtures.start();
    for (let count = 0; count < 50; count += 1) {
      await fixtures.happen(1);
      await fixtures.time.pass(count % 13);
    }
    await fixtures.time.pass(500);
    expect(fixtures.arrived()).toEqual(upTo(50));
  });

  it('keeps its lease through a dam that takes longer than that', async () => {
    const fixtures = await dispatcherFixtures({ script: () => ({ afterMs: 9_000 }) });
    fixtures.start();
    fixtures.start();
    await fixtures.happen(20);
    await fixtures.time.pass(20 * 9_000);
    expect(fixtures.arrived()).toEqual(upTo(20));
    expect((await fixtures.attempts()).some(({ takeover }) => takeover)).toBe(false);
  });

  it('stops at a pause and goes on from there', async () => {
    const fixtures = await dispatcherFixtures();
    fixtures.start();
    await fixtures.happen(100);
    await fixtures.time.pass(305);
    await fixtures.change({ paused: true });
    await fixtures.time.pass(hour);
    const before = fixtures.arrived().length;
    expect(before).toBeLessThan(40);
    await fixtures.change({ paused: false });
    await fixtures.time.pass(1_000);
    expect(fixtures.arrived()).toEqual(upTo(100));
  });

  it('sends to a new address at once, in the middle of a dam', async () => {
    const fixtures = await dispatcherFixtures({
      script: (_event, _nth, { url }) => (url === 'https://new.example/' ? {} : { statusCode: 410 }),
    });
    fixtures.start();
    await fixtures.happen(3);
    await fixtures.time.pass(200_000);
    await fixtures.change({ url: 'https://new.example/' });
    await fixtures.time.pass(40);
    expect(firstArrivals(fixtures.arrived())).toEqual([1, 2, 3]);
  });
});

describe('delivery to many endpoints', () => {
  const both = [{}, { id: 'b', ownerId: 'owner-2' }] as const;

  it('does not let one’s trouble cost another anything', async () => {
    const fixtures = await dispatcherFixtures({
      endpoints: both,
      script: ({ endpointId }) => (endpointId === 'b' ? {} : { statusCode: null, error: 'timeout', afterMs: 15_000 }),
    });
    fixtures.start();
    await fixtures.happen(50);
    await fixtures.happen(50, { ownerId: 'owner-2' });
    await fixtures.time.pass(50 * 10);
    expect(fixtures.arrived('b')).toEqual(upTo(50));
    expect(fixtures.arrived()).toEqual([1]);
  });

  it('serves so many at once and the others as soon as there is room', async () => {
    const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    const fixtures = await dispatcherFixtures({
      endpoints: ids.map((id) => ({ id })),
      settings: { concurrency: 3, sweepMs: hour },
      script: () => ({ afterMs: 100 }),
    });
    fixtures.start();
    await fixtures.happen(2);
    await fixtures.time.pass(99);
    expect(fixtures.courier.received).toHaveLength(3);
    await fixtures.time.pass(600);
    expect(ids.map((id) => fixtures.arrived(id))).toEqual(ids.map(() => [1, 2]));
    expect(fixtures.failures).toEqual([]);
  });

  it('is shared by several dispatchers without a duplicate', async () => {
    const ids = Array.from({ length: 12 }, (_, index) => `endpoint${index}`);
    const fixtures = await dispatcherFixtures({ endpoints: ids.map((id) => ({ id })), settings: { concurrency: 2 } });
    const dispatchers = [fixtures.start(), fixtures.start(), fixtures.start()];
    await fixtures.happen(30);
    await fixtures.time.pass(10_000);
    expect(ids.map((id) => fixtures.arrived(id))).toEqual(ids.map(() => upTo(30)));
    expect(fixtures.courier.mostAtOnce).toBe(1);
    await Promise.all(dispatchers.map((dispatcher) => dispatcher.stop()));
  });
});
