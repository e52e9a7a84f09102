import { instant, plus } from '@affinity-engine/kernel';
import type { DeliveryQuery } from '../delivery-lists.js';
import { aHappening, anAttempt } from './data-fixtures.js';
import {
  aHeldLane,
  achieved,
  lease,
  sequencesOf,
  stepsOn,
  type DeliveryContractFixtures,
} from './delivery-contract-fixtures.js';
import { jestGlobals } from '@affinity-engine/kernel/testing';

type DeliveryFilter = Omit<DeliveryQuery, 'limit'>;

/** What events become at their endpoints, and what is shown of them. `endpoint1` of `owner-1` is there. */
export function deliveryListsContract(store: () => DeliveryContractFixtures): void {
  const { describe, it, expect } = jestGlobals();
  const { add, happen, claim, claims, change, skip, replay, progress } = stepsOn(store);
  const all = async (id: string) => sequencesOf(await store().queue.waiting(id, { after: 0, limit: 1000 }));

  describe('what happens', () => {
    it('comes to every endpoint of its owner that wants its type, numbered there', async () => {
      await add(
        { id: 'b' },
        { id: 'c', eventTypes: ['affinity.canceled'] },
        { id: 'd', ownerId: 'owner-2' },
        { id: 'e', eventTypes: [] },
      );
      await happen(2);
      await happen(1, { type: 'affinity.canceled' });
      const numbered = await Promise.all(['endpoint1', 'b', 'c', 'd', 'e'].map(all));
      expect(numbered).toEqual([[1, 2, 3], [1, 2, 3], [1], [], []]);
    });

    it('is numbered without gaps however much comes at once', async () => {
      await add({ id: 'b', ownerId: 'owner-2' });
      const commits = Array.from({ length: 40 }, (_, index) =>
        happen(1 + (index % 3), { ownerId: index % 4 === 0 ? 'owner-2' : 'owner-1' }),
      );
      await Promise.all(commits);
      for (const id of ['endpoint1', 'b']) {
        const sequences = await all(id);
        expect(sequences).toEqual(sequences.map((_, index) => index + 1));
        expect(await progress(id)).toMatchObject({ lastSequence: sequences.length });
      }
    });

    it('is kept as it was', async () => {
      const happening = aHappening({
        body: '{"nome":"Ângela 😀 \\u0041"}',
        occurredAt: instant('2026-03-04T05:06:07.089Z'),
      });
      await store().append(happening);
      const { ownerId: _owner, ...event } = happening;
      expect(await store().queue.waiting('endpoint1', { after: 0, limit: 1 })).toEqual([
        { ...event, id: 'evt_endpoint1_1', endpointId: 'endpoint1', sequence: 1 },
      ]);
      expect(await progress()).toMatchObject({ oldestWaiting: '2026-03-04T05:06:07.089Z' });
    });
  });

  describe('deliveries', () => {
    const failed = anAttempt({
      sequence: 2,
      statusCode: null,
      error: 'timeout',
      responseExcerpt: null,
      delivered: false,
      takeover: true,
      nextAttemptAt: plus(instant('2026-01-02T12:00:00Z'), { seconds: 5 }),
    });

    /** 1 delivered, 2 held with 3 behind it, 4 of another lane delivered, 5 skipped, 6 waiting. */
    async function story(): Promise<void> {
      await happen(3);
      await happen(3, { subject: 'affinity-2' });
      const claimed = await claim();
      const attempts = [anAttempt(), failed, anAttempt({ sequence: 4 })];
      await store().queue.release(claimed, achieved(claimed, { cursor: 4, attempts, lines: [aHeldLane()] }), null);
      await skip(5);
    }

    it('are shown newest first with what became of them', async () => {
      await story();
      const shown = await store().lists.deliveries('endpoint1', { limit: 10 });
      expect(shown.map(({ event, status }) => [event.sequence, status])).toEqual([
        [6, 'pending'],
        [5, 'skipped'],
        [4, 'delivered'],
        [3, 'pending'],
        [2, 'pending'],
        [1, 'delivered'],
      ]);
    });

    it('are shown with their attempts', async () => {
      await story();
      const shown = await store().lists.deliveries('endpoint1', { limit: 2, before: 3 });
      expect(shown.map(({ attempts }) => attempts)).toEqual([[failed], [anAttempt()]]);
    });

    it('are shown with their last 20 attempts', async () => {
      await happen(2);
      const claimed = await claim();
      const many = Array.from({ length: 25 }, (_, durationMs) => anAttempt({ durationMs, delivered: false }));
      const attempts = [...many, anAttempt({ sequence: 2 })];
      await store().queue.release(claimed, achieved(claimed, { cursor: 2, attempts }), null);
      const shown = await store().lists.deliveries('endpoint1', { limit: 10 });
      expect(shown.map((each) => each.attempts)).toEqual([[anAttempt({ sequence: 2 })], many.slice(5)]);
    });

    it.each([
      ['pending', [6, 3, 2]],
      ['delivered', [4, 1]],
      ['skipped', [5]],
    ] as const)('are filtered by status %s', async (status, sequences) => {
      await story();
      const shown = await store().lists.deliveries('endpoint1', { status, limit: 10 });
      expect(sequencesOf(shown.map(({ event }) => event))).toEqual(sequences);
      const [first] = await store().lists.deliveries('endpoint1', { status, limit: 1 });
      expect(first?.event.sequence).toBe(sequences[0]);
      const before = await store().lists.deliveries('endpoint1', { status, before: sequences[0], limit: 10 });
      expect(sequencesOf(before.map(({ event }) => event))).toEqual(sequences.slice(1));
    });

    it.each<[string, DeliveryFilter, readonly number[]]>([
      ['type', { type: 'affinity.canceled' }, [7]],
      ['type that none has', { type: 'x' }, []],
      ['affinity', { subject: 'affinity-2' }, [6, 5, 4]],
      ['status of the last answer', { answer: 200 }, [4, 1]],
      ['last try without an answer', { answer: null }, [2]],
      ['answer that none had', { answer: 503 }, []],
      ['lowest sequence', { downTo: 6 }, [7, 6]],
      ['several at once', { subject: 'affinity-1', status: 'pending', answer: null }, [2]],
    ])('are filtered by %s', async (_, filter, sequences) => {
      await story();
      await happen(1, { type: 'affinity.canceled', subject: 'affinity-3' });
      const shown = await store().lists.deliveries('endpoint1', { ...filter, limit: 10 });
      expect(sequencesOf(shown.map(({ event }) => event))).toEqual(sequences);
    });

    it('are read one by one, with all their attempts', async () => {
      await story();
      const read = (sequence: number, id = 'endpoint1') => store().lists.delivery(id, sequence);
      const [listed] = await store().lists.deliveries('endpoint1', { limit: 1, before: 3 });
      expect(await read(2)).toEqual(listed);
      expect([await read(9), await read(2, 'b')]).toEqual([null, null]);
      const claimed = await claim();
      const many = Array.from({ length: 30 }, (_, durationMs) =>
        anAttempt({ sequence: 6, durationMs, delivered: false }),
      );
      await store().queue.release(claimed, achieved(claimed, { attempts: many, failures: 1 }), 30_000);
      expect((await read(6))?.attempts).toEqual(many);
    });

    it('are found by when they happened', async () => {
      const at = (day: number) => instant(`2026-02-0${day}T12:00:00Z`);
      for (const day of [1, 2, 2, 5]) await happen(1, { occurredAt: at(day) });
      const from = (moment: string) => store().lists.sequenceFrom('endpoint1', instant(moment));
      expect(await from('2026-01-01T00:00:00Z')).toBe(1);
      expect(await from('2026-02-02T12:00:00Z')).toBe(2);
      expect(await from('2026-02-02T12:00:00.001Z')).toBe(4);
      expect(await from('2026-02-05T12:00:01Z')).toBe(5);
    });

    it('are shown a page at a time', async () => {
      await story();
      const page = (before?: number) =>
        store()
          .lists.deliveries('endpoint1', { limit: 2, ...(before === undefined ? {} : { before }) })
          .then((shown) => sequencesOf(shown.map(({ event }) => event)));
      expect([await page(), await page(5), await page(3), await page(1)]).toEqual([[6, 5], [4, 3], [2, 1], []]);
    });
  });

  describe('what holds back others', () => {
    const refused = anAttempt({ statusCode: 503, delivered: false, nextAttemptAt: instant('2026-01-02T12:01:00Z') });
    const dams = async (...ids: readonly string[]) => Object.fromEntries(await store().lists.dams(ids));

    it('is nothing where nothing failed', async () => {
      await happen(2);
      expect([await dams('endpoint1', 'nobody'), await dams()]).toEqual([{}, {}]);
    });

    it('is the head of the main line that failed, since its first failure, with its last answer', async () => {
      await add({ id: 'b', ownerId: 'owner-2' });
      await happen(2);
      await happen(1, { ownerId: 'owner-2' });
      const [own] = (await store().queue.claim(10, lease)).filter(({ endpoint }) => endpoint.id === 'endpoint1');
      if (own === undefined) throw new Error('endpoint1 is not due');
      const later = { ...refused, at: plus(refused.at, { seconds: 60 }), statusCode: null, error: 'timeout' };
      await store().queue.release(own, achieved(own, { failures: 2, attempts: [refused, later] }), 30_000);
      expect(await dams('endpoint1', 'b')).toEqual({
        endpoint1: {
          ...{ eventId: 'evt_endpoint1_1', sequence: 1, type: 'affinity.issued', subject: 'affinity-1' },
          ...{ since: refused.at, lastAttempt: later },
        },
      });
    });

    it('is the head of a held lane, the oldest of several', async () => {
      await happen(3);
      await happen(2, { subject: 'affinity-2' });
      const claimed = await claim();
      const lines = [aHeldLane(), aHeldLane({ id: 'held:4', subject: 'affinity-2', next: 4 })];
      const attempts = [
        { ...refused, sequence: 2 },
        { ...refused, sequence: 4 },
      ];
      await store().queue.release(claimed, achieved(claimed, { cursor: 5, lines, attempts }), null);
      expect(await dams('endpoint1')).toMatchObject({ endpoint1: { sequence: 2, lastAttempt: { sequence: 2 } } });
    });

    it('is gone once it was delivered or skipped', async () => {
      await happen(2);
      const claimed = await claim();
      await store().queue.release(claimed, achieved(claimed, { failures: 1, attempts: [refused] }), 30_000);
      await skip(1);
      expect(await dams('endpoint1')).toEqual({});
    });
  });

  describe('what is down', () => {
    const down = (limit = 10) => store().lists.down(limit);
    /** All endpoints fail, as often as `counts` says. */
    const fail = async (counts: Readonly<Record<string, number>>) => {
      for (const claimed of await claims()) {
        const failures = counts[claimed.endpoint.id] ?? 0;
        await store().queue.release(claimed, achieved(claimed, { failures }), 30_000);
      }
    };

    it('is what failed as often as its ordering admits, in the order of ids', async () => {
      await add({ id: 'a', ordering: 'affinity' }, { id: 'b', ordering: 'none' }, { id: 'c' });
      await happen(2);
      await fail({ a: 2, b: 3, endpoint1: 1 });
      const expected = [
        { id: 'b', ownerId: 'owner-1', failures: 3 },
        { id: 'endpoint1', ownerId: 'owner-1', failures: 1 },
      ];
      expect([await down(), await down(1)]).toEqual([expected, expected.slice(0, 1)]);
    });

    it.each([{ paused: true }, { disabled: true }, { url: null }])('is nothing that is %j', async (changes) => {
      await happen(1);
      await fail({ endpoint1: 1 });
      expect(await down()).toHaveLength(1);
      await change(changes);
      expect(await down()).toEqual([]);
    });

    it('is nothing at which nothing waits', async () => {
      await happen(1);
      await fail({ endpoint1: 1 });
      await skip(1);
      expect(await down()).toEqual([]);
    });
  });

  it('reports how far delivery lies behind', async () => {
    expect(await store().lists.lag()).toEqual({ waiting: 0, dammedEndpoints: 0, oldestWaitingSeconds: 0 });
    await add({ id: 'b', ownerId: 'owner-2' }, { id: 'silent', ownerId: 'owner-3', url: null });
    await happen(2);
    const claimed = await claim();
    await store().queue.release(claimed, achieved(claimed, { failures: 1 }), 30_000);
    await happen(1, { ownerId: 'owner-2' });
    await happen(7, { ownerId: 'owner-3' });
    const lag = await store().lists.lag();
    expect(lag).toMatchObject({ waiting: 3, dammedEndpoints: 1 });
    expect(lag.oldestWaitingSeconds).toBeGreaterThanOrEqual(0);
  });

  it('counts how long ago the store took an event in, whenever it happened', async () => {
    await happen(1, { occurredAt: instant('2020-01-01T00:00:00Z') });
    expect((await store().lists.lag()).oldestWaitingSeconds).toBeLessThan(60);
    await store().pass(3_600_000);
    await happen(1, { occurredAt: instant('2020-01-01T00:00:00Z') });
    const { oldestWaitingSeconds } = await store().lists.lag();
    expect(oldestWaitingSeconds).toBeGreaterThanOrEqual(3_600);
    expect(oldestWaitingSeconds).toBeLessThan(3_660);
  });

  it.each([{ paused: true }, { disabled: true }, { url: null }])(
    'counts nothing of an endpoint that is %j',
    async (changes) => {
      await happen(2);
      const claimed = await claim();
      const left = achieved(claimed, { cursor: 1, failures: 1, lines: [aHeldLane({ next: 1 })] });
      await store().queue.release(claimed, left, 30_000);
      expect(await store().lists.lag()).toMatchObject({ waiting: 2, dammedEndpoints: 1 });
      await change(changes);
      expect(await store().lists.lag()).toEqual({ waiting: 0, dammedEndpoints: 0, oldestWaitingSeconds: 0 });
    },
  );

  it('counts what is held in its lane as waiting, each event once, and its endpoint as dammed', async () => {
    await happen(2, { occurredAt: instant('2026-01-02T12:00:01Z') });
    await store().pass(1_000);
    await happen(1);
    await happen(2, { subject: 'affinity-2' });
    const claimed = await claim();
    const lines = [
      aHeldLane(),
      aHeldLane({ id: 'held:3', subject: null, next: 3, to: 3 }),
      aHeldLane({ id: 'held:4', subject: null, next: 4, to: 4 }),
    ];
    await store().queue.release(claimed, achieved(claimed, { cursor: 5, lines }), null);
    const lag = await store().lists.lag();
    expect(lag).toMatchObject({ waiting: 3, dammedEndpoints: 1 });
    expect(lag.oldestWaitingSeconds).toBeGreaterThanOrEqual(1);
    expect(await progress()).toMatchObject({ waiting: 3, cursor: 5 });
    expect((await progress()).oldestWaiting).not.toBeNull();
    await happen(1);
    expect(await progress()).toMatchObject({ waiting: 4 });
    expect(await store().lists.lag()).toMatchObject({ waiting: 4, dammedEndpoints: 1 });
  });

  it('counts no replay as waiting', async () => {
    await happen(2);
    const claimed = await claim();
    await store().queue.release(claimed, achieved(claimed, { cursor: 2 }), null);
    await replay(1, 2);
    expect(await progress()).toMatchObject({ waiting: 0, oldestWaiting: null });
    expect(await store().lists.lag()).toEqual({ waiting: 0, dammedEndpoints: 0, oldestWaitingSeconds: 0 });
  });
}
