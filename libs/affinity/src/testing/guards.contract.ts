import { jestGlobals, meeting, refusalOf } from '@affinity-engine/kernel/testing';
import { added, found, trace, type AffinityContractFixtures } from './affinity-contract-fixtures.js';
import { anAffinity, anAffinityRequest, aPartner } from './data-fixtures.js';

/** What is guarded. `store` gives a store in which `partner-1` and `partner-2` are registered. */
export function guardsContract(store: () => AffinityContractFixtures): void {
  const { describe, it, expect } = jestGlobals();
  const work = () => store().work;
  const stored = (id: string) => work().run((unit) => found(unit, id));

  describe('guards', () => {
    it('lets one of two conflicting saves win and runs the other again on what is there then', async () => {
      await added(work(), anAffinity());
      const both = meeting(2);
      const seen: number[] = [];
      const pay = () =>
        work().run(async (unit) => {
          const affinity = await found(unit, 'affinity-1');
          seen.push(affinity.version);
          await both();
          trace(unit, { ...affinity, paid: affinity.paid + 1 });
        });
      await Promise.all([pay(), pay()]);
      expect(seen).toEqual([1, 1, 2]);
      expect(await stored('affinity-1')).toMatchObject({ paid: anAffinity().paid + 2, version: 3 });
      expect(await store().events()).toHaveLength(2);
    });

    it('holds a partner to what it was read with, and writes nothing of it', async () => {
      const held = (version: number) =>
        refusalOf(
          work().run(async ({ partners, audit }) => {
            partners.assertUnchanged(aPartner({ version, name: 'not looked at' }));
            audit.append({ actor: 'tester', action: 'held', subject: 'partner-1' });
          }),
        );
      expect([await held(1), await held(2)]).toEqual([null, 'CHANGED-MEANWHILE']);
      expect(await work().run(({ partners }) => partners.find('partner-1'))).toMatchObject({ name: aPartner().name });
      expect(await store().audit()).toHaveLength(1);
    });

    it('gives up on a save that others are always faster than, and keeps nothing of it', async () => {
      await added(work(), anAffinity({ version: 5 }));
      const stale = work().run(async (unit) => trace(unit, anAffinity({ version: 4 })));
      expect(await refusalOf(stale)).toBe('CHANGED-MEANWHILE');
      expect(await store().events()).toEqual([]);
      expect(await store().audit()).toEqual([]);
    });

    it('adds nothing over what is there', async () => {
      const [affinity, request] = [anAffinity(), anAffinityRequest()];
      await added(work(), affinity);
      await work().run(async ({ requests }) => requests.add(request));
      const twice = [
        work().run(async ({ affinities }) => affinities.add({ ...affinity, requestId: request.id, paid: 0 })),
        work().run(async ({ affinities }) =>
          affinities.add(anAffinity({ id: 'affinity-2', requestId: affinity.requestId })),
        ),
        work().run(async ({ requests }) => requests.add({ ...request, producerCode: 'pc:6' })),
        work().run(async ({ partners }) => partners.add(aPartner({ id: 'partner-1', cnpj: 'another' }))),
        work().run(async ({ partners }) => partners.add(aPartner({ id: 'partner-3', cnpj: 'cnpj-of-partner-1-0' }))),
      ];
      expect(await Promise.all(twice.map(refusalOf))).toEqual(twice.map(() => 'CHANGED-MEANWHILE'));
      const left = await work().run(async ({ affinities, requests, partners }) => [
        await affinities.findAny('affinity-1'),
        await affinities.findAny('affinity-2'),
        await requests.find('request-1', 'partner-1'),
        (await partners.find('partner-1'))?.cnpj,
        await partners.find('partner-3'),
      ]);
      expect(left).toEqual([affinity, null, request, 'cnpj-of-partner-1-0', null]);
    });

    it('refuses another use of a request that was used meanwhile', async () => {
      await added(work(), anAffinity(), anAffinity({ id: 'affinity-2' }));
      await work().run(async ({ requests }) => requests.add(anAffinityRequest()));
      const use = (affinityId: string) =>
        refusalOf(work().run(async ({ requests }) => requests.use(anAffinityRequest(), affinityId)));
      expect([await use('affinity-1'), await use('affinity-2')]).toEqual([null, 'CHANGED-MEANWHILE']);
      const used = await work().run(({ requests }) => requests.find('request-1', 'partner-1'));
      expect(used?.usedBy).toBe('affinity-1');
    });

    it('lets a request be used once', async () => {
      await work().run(async ({ requests }) => requests.add(anAffinityRequest()));
      const both = meeting(2);
      const use = (affinityId: string) =>
        work().run(async ({ requests, affinities }) => {
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
        work().run(async ({ partners }) => {
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
        work().run(async ({ partners }) => {
          const partner = await partners.find('partner-1');
          if (partner === null) throw new Error('the partner is gone');
          await both();
          partners.save({ ...partner, productIds: [...partner.productIds, productId] });
        });
      await Promise.all([sell('a'), sell('b')]);
      const partner = await work().run(({ partners }) => partners.find('partner-1'));
      expect([...(partner?.productIds ?? [])].sort()).toEqual(['a', 'b', 'product-1']);
      expect(partner?.version).toBe(3);
    });
  });
}
