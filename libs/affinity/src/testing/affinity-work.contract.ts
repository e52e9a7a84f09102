import { instant, plainDate } from '@affinity-engine/kernel';
import type { Affinity } from '../affinity.js';
import type { AffinityWork } from '../ports.js';
import { affinityEventsContract } from './affinity-events.contract.js';
import { added, found, registered, trace, type AffinityContractFixtures } from './affinity-contract-fixtures.js';
import { affinityListsContract } from './affinity-lists.contract.js';
import { anAffinity, anAffinityRequest, aPartner } from './data-fixtures.js';
import { jestGlobals, refusalOf, withPorts, workContract } from '@affinity-engine/kernel/testing';
import { eligibilityContract } from './eligibility.contract.js';
import { guardsContract } from './guards.contract.js';
import { partnerBrandsContract } from './partner-brands.contract.js';
import { renewalRacesContract } from './renewal-races.contract.js';
import { roundTrips } from './round-trips.js';

/** What becomes of one that waited for its insurer. */
const changes: readonly (readonly [string, Affinity])[] = [
  ['one that is issued', anAffinity()],
  [
    'one that waits on',
    anAffinity({ status: 'pending', issuedAt: null, answerDueAt: instant('2026-01-03T12:00:00Z') }),
  ],
  ['one that was renewed', anAffinity({ status: 'renewed', renewedBy: 'affinity-2' })],
  [
    'one that was canceled',
    anAffinity({
      status: 'canceled',
      dateEnd: plainDate('2026-04-01'),
      paid: 41_000,
      cancellation: {
        reason: 'insurer',
        description: null,
        at: instant('2026-04-01T02:59:59.999Z'),
        rule: 'pro-rata',
        paid: 108_380,
        kept: 41_000,
        refund: 67_380,
        taxRefund: 4_428,
      },
    }),
  ],
];

/** What every adapter of this context's unit of work and lists keeps. */
export function affinityWorkContract(name: string, open: () => Promise<AffinityContractFixtures>): void {
  const { describe, it, expect, beforeEach, afterEach } = jestGlobals();

  describe(`the work on affinities, ${name}`, () => {
    let store: AffinityContractFixtures;
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
        const foreign = anAffinity({ id: 'affinity-2', partnerId: 'partner-2' });
        await added(work, anAffinity(), foreign);
        const seen = await work.run(async ({ affinities, requests }) => [
          await affinities.find('affinity-1', 'partner-1'),
          await affinities.find('affinity-1', 'partner-2'),
          await requests.find('request-of-affinity-1', 'partner-2'),
          await affinities.findAny('affinity-9'),
          await affinities.findAny('affinity-2'),
          await affinities.find('affinity-2', 'partner-2'),
        ]);
        expect(seen).toEqual([anAffinity(), null, null, null, foreign, foreign]);
      });

      it('finds partners by identifier and by CNPJ, with all they are', async () => {
        const partner = aPartner({
          id: 'partner-3',
          cnpj: '12ABC34501DE35',
          productIds: ['b', 'a'],
          standings: { 'insurer-1': 'suspended' },
          affinityGroupIds: ['pc:707'],
          defaultProducerCode: 'pc:6',
        });
        await work.run(async ({ partners }) => partners.add(partner));
        const seen = await work.run(async ({ partners }) => [
          await partners.find('partner-3'),
          await partners.findByCnpj('12ABC34501DE35'),
          await partners.find('partner-9'),
          await partners.findByCnpj('00000000000000'),
          await partners.findByCnpj('12ABC34501DE36'),
          await partners.findByCnpj('12ABC34501DE3'),
          await partners.findByCnpj('12abc34501de35'),
        ]);
        expect(seen).toEqual([partner, partner, null, null, null, null, null]);
      });

      it.each(changes)('keeps the saved fields of %s and counts the version', async (_, changed) => {
        await added(work, anAffinity({ status: 'pending', issuedAt: null }), anAffinity({ id: 'affinity-2' }));
        await work.run(async ({ affinities }) => affinities.save(changed));
        expect(await stored('affinity-1')).toEqual({ ...changed, version: 2 });
        expect(await stored('affinity-2')).toEqual(anAffinity({ id: 'affinity-2' }));
      });

      it('forgets a successor that came to nothing', async () => {
        const renewed = anAffinity({ status: 'renewed', renewedBy: 'affinity-2' });
        await added(work, renewed);
        await work.run(async ({ affinities }) => affinities.save({ ...renewed, status: 'issued', renewedBy: null }));
        expect(await stored('affinity-1')).toEqual(anAffinity({ version: 2 }));
      });

      it('gives back requests as they were, and by what they were used', async () => {
        const requests = [anAffinityRequest(), anAffinityRequest({ id: 'request-2', producerCode: 'pc:6' })];
        await work.run(async (unit) => requests.forEach((each) => unit.requests.add(each)));
        const find = (id: string) => work.run((unit) => unit.requests.find(id, 'partner-1'));
        expect([await find('request-1'), await find('request-2'), await find('request-3')]).toEqual([
          ...requests,
          null,
        ]);
        await work.run(async (unit) => {
          unit.requests.use(anAffinityRequest(), 'affinity-1');
          unit.affinities.add(anAffinity({ requestId: 'request-1' }));
        });
        expect([await find('request-1'), await find('request-2')]).toEqual([
          anAffinityRequest({ usedBy: 'affinity-1' }),
          requests[1],
        ]);
      });

      it('keeps the saved fields of a partner', async () => {
        const partner = (await work.run(({ partners }) => partners.find('partner-2'))) ?? aPartner();
        const saved = {
          ...partner,
          name: 'Outro',
          email: 'outro@example.com',
          phone: '+55 11 4000-0009',
          productIds: ['product-2', 'product-1'],
          standings: { 'insurer-2': 'suspended' },
          affinityGroupIds: ['pc:1', 'pc:2'],
          defaultProducerCode: 'pc:6',
        } as const;
        await work.run(async ({ partners }) => partners.save(saved));
        expect(await work.run(({ partners }) => partners.find('partner-2'))).toEqual({ ...saved, version: 2 });
        expect(await work.run(({ partners }) => partners.find('partner-1'))).toMatchObject({ name: 'Parceiro' });
      });
    });

    partnerBrandsContract(() => work);

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
    });

    guardsContract(() => store);
    renewalRacesContract(() => store);
    affinityEventsContract(() => store);
    eligibilityContract(() => store);
    affinityListsContract(() => store);
    workContract(() => ({
      audit: () => store.audit(),
      work: withPorts(work, ({ audit, partners }) => ({
        audit,
        async find() {
          const { name = '', version = 0 } = (await partners.find('partner-1')) ?? {};
          return { name, version };
        },
        save: (row) => partners.save(aPartner(row)),
      })),
    }));
  });
}
