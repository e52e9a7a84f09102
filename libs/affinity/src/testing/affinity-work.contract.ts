import type { AffinityWork } from '../ports.js';
import { added, found, meeting, refusalOf, registered, trace, type AffinityHarness } from './affinity-harness.js';
import { affinityListsContract } from './affinity-lists.contract.js';
import { anAffinity, anAffinityRequest, aPartner, aProduct } from './builders.js';
import { jestGlobals } from '@affinity-engine/kernel/testing';
import { onceContract } from './once.contract.js';
import { roundTrips } from './round-trips.js';

/** What every adapter of this context's unit of work and lists keeps. */
export function affinityWorkContract(name: string, open: () => Promise<AffinityHarness>): void {
  const { describe, it, expect, beforeEach, afterEach } = jestGlobals();

  describe(`the work on affinities, ${name}`, () => {
    let store: AffinityHarness;
    let work: AffinityWork;
    beforeEach(async () => {
      store = await open();
      work = store.work;
      await registered(work, 'partner-1', 'partner-2');
    });
    afterEach(() => store.close());

    const stored = (id: string) => work.run((unit) => found(unit, id));

    describe('what is kept', () => {
      it.each(roundTrips)('gives back %s as it was', async (_, affinity) => {
        await added(work, affinity);
        expect(await stored(affinity.id)).toEqual(affinity);
      });

      it('shows an affinity and a request to their own partner only', async () => {
        await added(work, anAffinity());
        const seen = await work.run(async ({ affinities, requests }) => [
          await affinities.find('affinity-1', 'partner-1'),
          await affinities.find('affinity-1', 'partner-2'),
          await requests.find('request-of-affinity-1', 'partner-2'),
          await affinities.findAny('affinity-9'),
        ]);
        expect(seen).toEqual([anAffinity(), null, null, null]);
      });

      it('finds partners by identifier and by CNPJ, with all they are', async () => {
        const partner = aPartner({ id: 'partner-3', cnpj: '12ABC34501DE35', standings: { 'insurer-1': 'suspended' } });
        await work.run(async ({ partners }) => partners.add(partner));
        const seen = await work.run(async ({ partners }) => [
          await partners.find('partner-3'),
          await partners.findByCnpj('12ABC34501DE35'),
          await partners.find('partner-9'),
          await partners.findByCnpj('00000000000000'),
        ]);
        expect(seen).toEqual([partner, partner, null, null]);
      });

      it('keeps the saved fields and counts the version', async () => {
        await added(work, anAffinity());
        const saved = { ...anAffinity(), status: 'renewed', renewedBy: 'affinity-2' } as const;
        await work.run(async ({ affinities }) => affinities.save(saved));
        expect(await stored('affinity-1')).toEqual({ ...saved, version: 2 });
      });
    });

    describe('guards', () => {
      it('lets one of two conflicting saves win and runs the other again on what is there then', async () => {
        await added(work, anAffinity());
        const both = meeting(2);
        const seen: number[] = [];
        const pay = () =>
          work.run(async (unit) => {
            const affinity = await found(unit, 'affinity-1');
            seen.push(affinity.version);
            await both();
            trace(unit, { ...affinity, paid: affinity.paid + 1 });
          });
        await Promise.all([pay(), pay()]);
        expect(seen).toEqual([1, 1, 2]);
        expect(await stored('affinity-1')).toMatchObject({ paid: anAffinity().paid + 2, version: 3 });
        expect(await store.events()).toHaveLength(2);
      });

      it('holds a partner to what it was read with, and writes nothing of it', async () => {
        const held = (version: number) =>
          refusalOf(
            work.run(async ({ partners, audit }) => {
              partners.assertUnchanged(aPartner({ version, name: 'not looked at' }));
              audit.append({ actor: 'tester', action: 'held', subject: 'partner-1' });
            }),
          );
        expect([await held(1), await held(2)]).toEqual([null, 'CHANGED-MEANWHILE']);
        expect(await work.run(({ partners }) => partners.find('partner-1'))).toMatchObject({ name: aPartner().name });
        expect(await store.audit()).toHaveLength(1);
      });

      it('gives up on a save that others are always faster than, and keeps nothing of it', async () => {
        await added(work, anAffinity({ version: 5 }));
        const stale = work.run(async (unit) => trace(unit, anAffinity({ version: 4 })));
        expect(await refusalOf(stale)).toBe('CHANGED-MEANWHILE');
        expect(await store.events()).toEqual([]);
        expect(await store.audit()).toEqual([]);
      });

      it('lets a request be used once', async () => {
        await work.run(async ({ requests }) => requests.add(anAffinityRequest()));
        const both = meeting(2);
        const use = (affinityId: string) =>
          work.run(async ({ requests, affinities }) => {
            const request = await requests.find('request-1', 'partner-1');
            if (request === null || request.usedBy !== null) return `used by ${request?.usedBy}`;
            await both();
            affinities.add(anAffinity({ id: affinityId, requestId: request.id }));
            requests.use(request, affinityId);
            return affinityId;
          });
        const used = await Promise.all([use('affinity-1'), use('affinity-2')]);
        const [winner] = used.filter((answer) => !answer.startsWith('used'));
        expect([...used].sort()).toEqual([winner, `used by ${winner}`]);
      });

      it('lets one of two partners have a CNPJ', async () => {
        const both = meeting(2);
        const register = (id: string) =>
          work.run(async ({ partners }) => {
            if ((await partners.findByCnpj('same')) !== null) return 'taken';
            await both();
            partners.add(aPartner({ id, cnpj: 'same' }));
            return 'registered';
          });
        expect((await Promise.all([register('a'), register('b')])).sort()).toEqual(['registered', 'taken']);
      });

      it('guards the changes of a partner', async () => {
        const both = meeting(2);
        const sell = (productId: string) =>
          work.run(async ({ partners }) => {
            const partner = await partners.find('partner-1');
            if (partner === null) throw new Error('the partner is gone');
            await both();
            partners.save({ ...partner, productIds: [...partner.productIds, productId] });
          });
        await Promise.all([sell('a'), sell('b')]);
        const partner = await work.run(({ partners }) => partners.find('partner-1'));
        expect([...(partner?.productIds ?? [])].sort()).toEqual(['a', 'b', 'product-1']);
        expect(partner?.version).toBe(3);
      });
    });

    describe('all or nothing', () => {
      it('keeps nothing where the body fails', async () => {
        await added(work, anAffinity());
        const failing = work.run(async (unit) => {
          trace(unit, await found(unit, 'affinity-1'));
          throw new TypeError('broken');
        });
        await expect(failing).rejects.toThrow('broken');
        expect([await stored('affinity-1'), await store.events(), await store.audit()]).toEqual([anAffinity(), [], []]);
      });

      it('keeps nothing of a unit one of whose writes is refused', async () => {
        await added(work, anAffinity());
        const half = work.run(async (unit) => {
          trace(unit, anAffinity());
          unit.partners.save(aPartner({ version: 99 }));
        });
        expect(await refusalOf(half)).toBe('CHANGED-MEANWHILE');
        expect([await stored('affinity-1'), await store.events(), await store.audit()]).toEqual([anAffinity(), [], []]);
      });

      it('keeps events and trail in the order they were appended', async () => {
        await added(work, anAffinity(), anAffinity({ id: 'affinity-2' }));
        await work.run(async ({ events, audit }) => {
          for (const id of ['affinity-1', 'affinity-2', 'affinity-1']) {
            events.append('affinity.issued', anAffinity({ id }), aProduct(), anAffinity().createdAt);
            audit.append({ actor: 'tester', action: 'affinity.issued', subject: id });
          }
        });
        const order = ['affinity-1', 'affinity-2', 'affinity-1'];
        expect((await store.events()).map(({ affinity }) => affinity.id)).toEqual(order);
        expect((await store.audit()).map(({ subject }) => subject)).toEqual(order);
      });
    });

    onceContract(() => store);
    affinityListsContract(() => store);
  });
}
