import { instant } from '@affinity-engine/kernel';
import {
  achieved,
  aHeldLane,
  lease,
  sequencesOf,
  stepsOn,
  type DeliveryContractFixtures,
} from './delivery-contract-fixtures.js';
import { anEndpoint } from './data-fixtures.js';
import { jestGlobals, refusalOf } from '@affinity-engine/kernel/testing';

/** What operators may do to endpoints, while no dispatcher serves them and while one does. `endpoint1` is there. */
export function operatorsContract(store: () => DeliveryContractFixtures): void {
  const { describe, it, expect } = jestGlobals();
  const { happen, claim, claims, change, skip, progress } = stepsOn(store);
  const closed = [{ paused: true }, { disabled: true }, { url: null }] as const;

  describe('an endpoint', () => {
    it('is given back as it was, with its keys', async () => {
      const endpoint = anEndpoint({
        id: 'full',
        secrets: ['whsec_a', 'whsec_b'],
        rotationEndsAt: instant('2026-01-03T12:00:00.001Z'),
        eventTypes: ['affinity.issued'],
        ordering: 'none',
      });
      await store().work.run(async ({ endpoints }) => endpoints.add(endpoint));
      expect(await store().work.run(({ endpoints }) => endpoints.find('full'))).toEqual(endpoint);
      expect(await store().work.run(({ endpoints }) => endpoints.find('none'))).toBeNull();
    });

    it('is added over no other one', async () => {
      const twice = store().work.run(async ({ endpoints }) =>
        endpoints.add(anEndpoint({ url: 'https://other.example' })),
      );
      expect(await refusalOf(twice)).toBe('CHANGED-MEANWHILE');
      expect(await store().work.run(({ endpoints }) => endpoints.find('endpoint1'))).toEqual(anEndpoint());
    });

    it('becomes what is saved, and no other one does', async () => {
      await store().work.run(async ({ endpoints }) => endpoints.add(anEndpoint({ id: 'other' })));
      const saved = anEndpoint({
        url: 'https://partner.example/new',
        secrets: ['whsec_b', 'whsec_c'],
        rotationEndsAt: instant('2026-01-04T12:00:00Z'),
        eventTypes: ['affinity.issued', 'ping'],
        ordering: 'affinity',
        paused: true,
        disabled: true,
      });
      await change(saved);
      const found = await store().work.run(({ endpoints }) =>
        Promise.all(['endpoint1', 'other'].map((id) => endpoints.find(id))),
      );
      expect(found).toEqual([{ ...saved, version: 2 }, anEndpoint({ id: 'other' })]);
    });

    it('is listed with how far delivery to it has come, a page at a time', async () => {
      const full = anEndpoint({ id: 'full', secrets: ['whsec_a', 'whsec_b'], ordering: 'none' });
      await store().work.run(async ({ endpoints }) => {
        endpoints.add(full);
        endpoints.add(anEndpoint({ id: 'other', ownerId: 'owner-2' }));
      });
      await happen(2);
      const all = [
        { ...anEndpoint(), progress: await progress() },
        { ...full, progress: await progress('full') },
        { ...anEndpoint({ id: 'other', ownerId: 'owner-2' }), progress: await progress('other') },
      ];
      expect(all.map((each) => each.progress.waiting)).toEqual([2, 2, 0]);
      const { lists } = store();
      expect(await lists.endpoints({ limit: 9 })).toEqual(all);
      expect(await lists.endpoints({ limit: 2 })).toEqual(all.slice(0, 2));
      expect(await lists.endpoints({ limit: 2, after: 'full' })).toEqual(all.slice(2));
      expect(await lists.endpoints({ limit: 9, ownerId: 'owner-1' })).toEqual(all.slice(0, 2));
      expect(await lists.endpoints({ limit: 9, ownerId: 'owner-1', after: 'endpoint1' })).toEqual(all.slice(1, 2));
      expect(await lists.endpoints({ limit: 9, ownerId: 'nobody' })).toEqual([]);
    });

    it.each(closed)('is left alone while it is %j, and due at once afterwards', async (changes) => {
      await change(changes);
      await happen(2);
      expect(await claims()).toEqual([]);
      await change({ paused: false, disabled: false, url: 'https://partner.example/new' });
      expect(await claim()).toMatchObject({ cursor: 0, endpoint: { url: 'https://partner.example/new' } });
    });

    it('in back-off is due at once after any change, its failures forgotten', async () => {
      await happen(1);
      const claimed = await claim();
      await store().queue.release(claimed, achieved(claimed, { failures: 7 }), 3_600_000);
      await change({ url: 'https://partner.example/new' });
      expect(await claim()).toMatchObject({ failures: 0, takeover: false });
    });

    it('without work stays idle when it is changed', async () => {
      await change({ paused: true });
      await change({ paused: false });
      expect(await progress()).toMatchObject({ dueAt: null });
    });

    it.each([...closed, { url: 'https://partner.example/new' }, { eventTypes: ['ping'] }])(
      'that becomes %j stops the dispatcher that serves it, without taking the claim',
      async (changes) => {
        await happen(2);
        const claimed = await claim();
        await change(changes);
        expect(await claims()).toEqual([]);
        expect(await store().queue.advance(claimed, achieved(claimed, { cursor: 1 }), lease)).toBe('stopped');
        expect(await progress()).toMatchObject({ cursor: 1 });
      },
    );

    it('that was changed while its head failed is tried again at once, as it is now', async () => {
      await happen(1);
      const claimed = await claim();
      await change({ url: 'https://partner.example/new' });
      await store().queue.release(claimed, achieved(claimed, { failures: 9 }), 3_600_000);
      expect(await claim()).toMatchObject({ failures: 0, endpoint: { url: 'https://partner.example/new' } });
    });
  });

  describe('skipping the head', () => {
    const waiting = async (after: number) => sequencesOf(await store().queue.waiting('endpoint1', { after, limit: 9 }));

    it('passes over one event, and the next is due at once', async () => {
      await happen(3);
      const claimed = await claim();
      await store().queue.release(claimed, achieved(claimed, { failures: 4 }), 3_600_000);
      expect(await skip(1)).toBeNull();
      expect(await claim()).toMatchObject({ cursor: 1, failures: 0 });
      expect(await waiting(0)).toEqual([2, 3]);
    });

    it('leaves the endpoint idle where that was the last one', async () => {
      await happen(1);
      await skip(1);
      expect(await progress()).toMatchObject({ cursor: 1, dueAt: null });
      expect(await claims()).toEqual([]);
    });

    it.each([2, 5])('is refused where the head is another one by now (sequence %i)', async (sequence) => {
      await happen(2);
      expect(await skip(sequence)).toBe('CHANGED-MEANWHILE');
      expect(await waiting(0)).toEqual([1, 2]);
    });

    it('is refused where nothing waits', async () => {
      expect(await skip(1)).toBe('CHANGED-MEANWHILE');
    });

    it('stops the dispatcher that sends the head, and its failure holds nothing back', async () => {
      await happen(2);
      const claimed = await claim();
      expect(await skip(1)).toBeNull();
      expect(await store().queue.advance(claimed, achieved(claimed), lease)).toBe('stopped');
      await store().queue.release(claimed, achieved(claimed, { failures: 1 }), 3_600_000);
      expect(await progress()).toMatchObject({ cursor: 1, failures: 0 });
      expect(await claim()).toMatchObject({ cursor: 1 });
    });

    it('of the last one leaves nothing due when the dispatcher that was sending it releases', async () => {
      await happen(1);
      const claimed = await claim();
      await skip(1);
      await store().queue.release(claimed, achieved(claimed, { failures: 1 }), 3_600_000);
      expect(await progress()).toMatchObject({ cursor: 1, dueAt: null });
    });
  });

  describe('skipping an event that holds back its lane', () => {
    const heads = () => store().work.run(({ endpoints }) => endpoints.heads('endpoint1'));

    /** Three events of one affinity passed by, the first of which failed; a fourth waits. */
    async function heldLane(): Promise<void> {
      await happen(3);
      const claimed = await claim();
      const lines = [aHeldLane({ id: 'held:1', next: 1, retryInMs: 3_600_000 })];
      await store().queue.release(claimed, achieved(claimed, { cursor: 3, lines }), null);
    }

    it('makes the rest of the lane due at once', async () => {
      await heldLane();
      expect(await heads()).toEqual({ main: null, held: [1] });
      expect(await skip(1)).toBeNull();
      expect((await claim()).lines).toMatchObject([{ id: 'held:1', next: 1, failures: 0, due: true }]);
      expect(await heads()).toEqual({ main: null, held: [] });
    });

    it('makes it due also while a dispatcher was sending it', async () => {
      await heldLane();
      await happen(1, { subject: 'affinity-2' });
      const claimed = await claim();
      await skip(1);
      const lines = [aHeldLane({ id: 'held:1', next: 1, failures: 2, retryInMs: 3_600_000 })];
      await store().queue.release(claimed, achieved(claimed, { cursor: 4, lines }), null);
      expect((await claim()).lines).toMatchObject([{ id: 'held:1', due: true }]);
    });

    it.each([2, 3, 9])('is refused for one that waits behind it, or is not there (sequence %i)', async (sequence) => {
      await heldLane();
      expect(await skip(sequence)).toBe('CHANGED-MEANWHILE');
    });
  });
}
