import { instant, plus } from '@affinity-engine/kernel';
import { aHappening, anAttempt } from './builders.js';
import { aHeldLane, achieved, sequencesOf, stepsOn, type DeliveryHarness } from './delivery-harness.js';
import { jestGlobals } from './jest-globals.js';

/** What events become at their endpoints, and what is shown of them. `endpoint1` of `owner-1` is there. */
export function deliveryListsContract(store: () => DeliveryHarness): void {
  const { describe, it, expect } = jestGlobals();
  const { add, happen, claim, skip, progress } = stepsOn(store);
  const all = async (id: string) => sequencesOf(await store().queue.waiting(id, { after: 0, limit: 1000 }));

  describe('what happens', () => {
    it('comes to every endpoint of its owner that wants to hear of it, numbered there', async () => {
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
        { ...event, endpointId: 'endpoint1', sequence: 1 },
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
      await skip(4);
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

    it.each([
      ['pending', [6, 3, 2]],
      ['delivered', [4, 1]],
      ['skipped', [5]],
    ] as const)('are filtered by status %s', async (status, sequences) => {
      await story();
      const shown = await store().lists.deliveries('endpoint1', { status, limit: 10 });
      expect(sequencesOf(shown.map(({ event }) => event))).toEqual(sequences);
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

  it('tells how far delivery lies behind', async () => {
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
}
