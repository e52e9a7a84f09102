import { maxUnconfirmed } from '../ports.js';
import { anAttempt, anEndpoint } from './data-fixtures.js';
import { achieved, lease, stepsOn, type DeliveryContractFixtures } from './delivery-contract-fixtures.js';
import { deliveryListsContract } from './delivery-lists.contract.js';
import { jestGlobals, withPorts, workContract } from '@affinity-engine/kernel/testing';
import { operatorsContract } from './operators.contract.js';
import { retentionContract } from './retention.contract.js';
import { sideLinesContract } from './side-lines.contract.js';

/** What every adapter of the delivery queue, its endpoints and its lists keeps. */
export function deliveryQueueContract(name: string, open: () => Promise<DeliveryContractFixtures>): void {
  const { describe, it, expect, beforeEach, afterEach } = jestGlobals();

  describe(`the delivery queue, ${name}`, () => {
    let store: DeliveryContractFixtures;
    const opened = () => store;
    const { add, happen, claim, claims, progress } = stepsOn(opened);
    beforeEach(async () => {
      store = await open();
      await add({});
    });
    afterEach(() => store.close());

    describe('a claim', () => {
      it('is not to be had where nothing happened', async () => {
        expect(await claims()).toEqual([]);
        const none = {
          lastSequence: 0,
          firstKeptSequence: 1,
          cursor: 0,
          waiting: 0,
          failures: 0,
          dueAt: null,
          oldestWaiting: null,
          replays: 0,
        };
        expect(await progress()).toEqual(none);
      });

      it('is had at once after something happened, with all a dispatcher needs', async () => {
        await happen(1);
        expect(await claim()).toMatchObject({
          endpoint: { id: 'endpoint1', url: 'https://partner.example/hooks' },
          cursor: 0,
          failures: 0,
          takeover: false,
          lines: [],
        });
      });

      it('is had by one dispatcher at a time', async () => {
        const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
        await add(...ids.map((id) => ({ id, ownerId: 'owner-2' })));
        await happen(1, { ownerId: 'owner-2' });
        const taken = (await Promise.all([claims(2), claims(3), claims(4), claims(4)])).flat();
        expect(taken.map(({ endpoint }) => endpoint.id).sort()).toEqual(ids);
        expect(await claims()).toEqual([]);
      });

      it('takes what is due longest first, as many as are asked for', async () => {
        await add({ id: 'later', ownerId: 'owner-2' });
        await happen(1);
        await store.pass(1_000);
        await happen(1, { ownerId: 'owner-2' });
        const first = await claims(1);
        const second = await claims(1);
        expect([first, second].map((taken) => taken.map(({ endpoint }) => endpoint.id))).toEqual([
          ['endpoint1'],
          ['later'],
        ]);
      });
    });

    it('claims no more endpoints with a failed head than its limit, however many are due', async () => {
      await happen(1);
      const claimed = await claim();
      await store.queue.release(claimed, achieved(claimed, { failures: 1 }), 1_000);
      await store.pass(1_001);
      expect(await store.queue.claim(10, lease, 0)).toEqual([]);
      expect(await store.queue.claim(10, lease, 1)).toHaveLength(1);
    });

    describe('a lease', () => {
      it('that ran out is taken over, and says so', async () => {
        await happen(1);
        const dead = await claim();
        await store.pass(lease - 5_000);
        expect(await claims()).toEqual([]);
        await store.pass(5_001);
        const heir = await claim();
        expect(heir).toMatchObject({ takeover: true, epoch: dead.epoch + 1 });
      });

      it('is fenced off once another one follows: no cursor, no line, no due time of it is kept', async () => {
        await happen(3);
        const dead = await claim();
        await store.pass(lease + 1);
        const heir = await claim();
        const late = achieved(dead, { cursor: 2, attempts: [anAttempt({ sequence: 1 })] });
        expect(await store.queue.advance(dead, late, lease)).toBe('fenced');
        expect(await store.queue.release(dead, late, null)).toBe('fenced');
        expect(await progress()).toMatchObject({ cursor: 0 });
        expect(await claims()).toEqual([]);
        expect(await store.queue.advance(heir, achieved(heir, { cursor: 1 }), lease)).toBe('held');
        const [delivery] = await store.lists.deliveries('endpoint1', { limit: 1, before: 2 });
        expect(delivery?.attempts).toHaveLength(2);
      });

      it('is distinguished from its successor even if both store progress in the same moment', async () => {
        await happen(3);
        const dead = await claim();
        await store.pass(lease + 1);
        const heir = await claim();
        const states = await Promise.all([
          store.queue.advance(dead, achieved(dead, { cursor: 2 }), lease),
          store.queue.advance(heir, achieved(heir, { cursor: 1 }), lease),
        ]);
        expect(states).toEqual(['fenced', 'held']);
        expect(await progress()).toMatchObject({ cursor: 1 });
      });

      it('is renewed by every advance', async () => {
        await happen(3);
        const claimed = await claim();
        for (const cursor of [1, 2]) {
          await store.pass(lease - 5_000);
          expect(await store.queue.advance(claimed, achieved(claimed, { cursor }), lease)).toBe('held');
        }
        expect(await claims()).toEqual([]);
      });

      it('that ran out leaves in doubt what its holder may have sent ahead, until the cursor has passed it', async () => {
        await happen(3);
        expect(await claim()).toMatchObject({ maybeSentUpTo: 0 });
        await store.pass(lease + 1);
        const heir = await claim();
        expect(heir).toMatchObject({ takeover: true, maybeSentUpTo: maxUnconfirmed });
        await store.queue.release(heir, achieved(heir, { cursor: 1 }), null);
        expect(await claim()).toMatchObject({ takeover: false, maybeSentUpTo: maxUnconfirmed });
      });

      it('that was released is no takeover', async () => {
        await happen(1);
        const first = await claim();
        await store.queue.release(first, achieved(first), null);
        expect(await claim()).toMatchObject({ takeover: false, epoch: first.epoch + 1 });
      });
    });

    describe('a release', () => {
      it('leaves an endpoint idle where nothing waits', async () => {
        await happen(2);
        const claimed = await claim();
        expect(await store.queue.release(claimed, achieved(claimed, { cursor: 2 }), null)).toBe('held');
        expect(await progress()).toMatchObject({ cursor: 2, dueAt: null, oldestWaiting: null });
        expect(await claims()).toEqual([]);
      });

      it('leaves it due at once where something waits, also what came during the claim', async () => {
        await happen(1);
        const claimed = await claim();
        await happen(1);
        expect(await claims()).toEqual([]);
        await store.queue.release(claimed, achieved(claimed, { cursor: 1 }), null);
        expect(await claim()).toMatchObject({ cursor: 1 });
      });

      it('holds it back for as long as is asked, also when new events come', async () => {
        await happen(1);
        const claimed = await claim();
        await store.queue.release(claimed, achieved(claimed, { failures: 3 }), 30_000);
        await happen(1);
        expect(await claims()).toEqual([]);
        await store.pass(25_000);
        expect(await claims()).toEqual([]);
        await store.pass(5_001);
        expect(await claim()).toMatchObject({ failures: 3, cursor: 0 });
      });

      it('never moves the cursor back', async () => {
        await happen(3);
        const claimed = await claim();
        await store.queue.advance(claimed, achieved(claimed, { cursor: 3 }), lease);
        await store.queue.advance(claimed, achieved(claimed, { cursor: 1 }), lease);
        await store.queue.release(claimed, achieved(claimed, { cursor: 2 }), null);
        expect(await progress()).toMatchObject({ cursor: 3, dueAt: null });
      });
    });

    operatorsContract(opened);
    sideLinesContract(opened);
    deliveryListsContract(opened);
    retentionContract(opened);
    workContract(() => ({
      audit: () => store.audit(),
      work: withPorts(store.work, ({ audit, endpoints }) => ({
        audit,
        async find() {
          const { url = '', version = 0 } = (await endpoints.find('endpoint1')) ?? {};
          return { name: url ?? '', version };
        },
        save: ({ name: url, version }) => endpoints.save(anEndpoint({ url, version })),
      })),
    }));
  });
}
