import { instant } from '@affinity-engine/kernel';
import { jestGlobals, refusalOf, withPorts, workContract } from '@affinity-engine/kernel/testing';
import type { AffinityGroup, Association, ProducerCode } from '../affinity-group.js';
import type { AffinityGroupPorts } from '../ports.js';
import type { AffinityGroupContractFixtures } from './affinity-group-contract-fixtures.js';
import { affinityGroupListsContract } from './affinity-group-lists.contract.js';
import { aCode, aGroup, anAssociation, anOrganization } from './data-fixtures.js';

const fullGroup = aGroup({
  id: 'pc:2',
  type: 'Closed',
  name: 'Vereinigung “Süd” 😀',
  description: "D'Ávila \\ Conceição",
  jurisdictions: ['NY', 'BR_SP'],
  organizationId: 'pc:5',
  primaryContactFirstName: 'Elizabeth',
  primaryContactLastName: 'Madison',
  primaryContactPhone: { countryCode: 'US', number: '555 0100', extension: null },
  products: ['WorkersComp', 'personal-life'],
  startDate: instant('2022-10-18T00:00:00Z'),
  endDate: instant('9999-12-31T23:59:59.999Z'),
});

/** What every adapter of this context's unit of work and lists keeps. */
export function affinityGroupWorkContract(name: string, open: () => Promise<AffinityGroupContractFixtures>): void {
  const { describe, it, expect, beforeEach, afterEach } = jestGlobals();

  describe(`the work on affinity groups, ${name}`, () => {
    let store: AffinityGroupContractFixtures;
    beforeEach(async () => {
      store = await open();
      await run(async ({ organizations }) => organizations.add(anOrganization()));
    });
    afterEach(() => store.close());

    const run = <Result>(body: (ports: AffinityGroupPorts) => Promise<Result>) => store.work.run(body);
    const add = (group: AffinityGroup) => run(async ({ groups }) => groups.add(group));
    const addCode = (code: ProducerCode) => run(async ({ codes }) => codes.add(code));
    const associate = (association: Association) => run(async ({ associations }) => associations.add(association));

    it.each([
      ['a plain group', aGroup({ id: 'pc:2' })],
      ['one with everything', fullGroup],
      [
        'one that lasts a day',
        { ...fullGroup, endDate: instant('2022-10-18T00:00:00Z'), startDate: instant('2022-10-18T12:00:00Z') },
      ],
      ['one of a time before 1970', { ...fullGroup, startDate: instant('1905-01-01T00:00:00.001Z') }],
    ])('gives back %s as it was', async (_, group) => {
      await add(group);
      expect(await run(({ groups }) => groups.find('pc:2'))).toEqual(group);
      expect(await run(({ groups }) => groups.find('pc:3'))).toBeNull();
    });

    it('keeps what was saved of a group and counts the version', async () => {
      await add(aGroup({ id: 'pc:2' }));
      const saved = { ...fullGroup, version: 1 };
      await run(async ({ groups }) => groups.save(saved));
      expect(await run(({ groups }) => groups.find('pc:2'))).toEqual({ ...saved, version: 2 });
    });

    it('gives back codes and organizations as they were, codes also by what is written', async () => {
      const code = aCode({ description: 'Zweigstelle', roles: [], active: false, version: 7 });
      await addCode(code);
      const found = await run(async ({ codes, organizations }) => [
        await codes.find('pc:6'),
        await codes.findByCode('100-002541'),
        await codes.find('100-002541'),
        await codes.findByCode('pc:6'),
        await organizations.find('pc:5'),
        await organizations.find('pc:6'),
      ]);
      expect(found).toEqual([code, code, null, null, anOrganization(), null]);
    });

    it('keeps what was saved of a code and counts the version', async () => {
      await addCode(aCode());
      const saved = aCode({ code: '501', description: 'x', roles: ['admin'], active: false });
      await run(async ({ codes }) => codes.save(saved));
      expect(await run(({ codes }) => codes.find('pc:6'))).toEqual({ ...saved, version: 2 });
    });

    it('refuses saves of what others changed meanwhile', async () => {
      await add(aGroup());
      await addCode(aCode());
      const stale = [
        run(async ({ groups }) => groups.save(aGroup({ version: 0 }))),
        run(async ({ codes }) => codes.save(aCode({ version: 2 }))),
      ];
      expect(await Promise.all(stale.map(refusalOf))).toEqual(['CHANGED-MEANWHILE', 'CHANGED-MEANWHILE']);
    });

    it('holds groups and codes to what they were read with, and writes nothing of them', async () => {
      await add(aGroup());
      await addCode(aCode());
      const held = (group: AffinityGroup, code: ProducerCode) =>
        refusalOf(
          run(async ({ groups, codes, audit }) => {
            groups.assertUnchanged(group);
            groups.assertUnchanged(group);
            codes.assertUnchanged(code);
            audit.append({ actor: 'tester', action: 'held', subject: group.id });
          }),
        );
      expect(await held(aGroup({ name: 'not looked at' }), aCode())).toBeNull();
      expect(await run(({ groups }) => groups.find('pc:707'))).toEqual(aGroup());
      expect(await held(aGroup({ version: 2 }), aCode())).toBe('CHANGED-MEANWHILE');
      expect(await held(aGroup(), aCode({ version: 2 }))).toBe('CHANGED-MEANWHILE');
      expect(await held(aGroup({ id: 'pc:404' }), aCode())).toBe('CHANGED-MEANWHILE');
      expect(await store.audit()).toHaveLength(1);
    });

    it('lets no two codes be written alike, new or changed', async () => {
      await addCode(aCode());
      expect(await refusalOf(addCode(aCode({ id: 'pc:7' })))).toBe('CHANGED-MEANWHILE');
      await addCode(aCode({ id: 'pc:7', code: 'another' }));
      const same = run(async ({ codes }) => codes.save(aCode({ id: 'pc:7' })));
      expect(await refusalOf(same)).toBe('CHANGED-MEANWHILE');
    });

    describe('an association', () => {
      beforeEach(async () => {
        for (const id of ['pc:707', 'pc:909']) await add(aGroup({ id }));
        for (const id of ['pc:6', 'pc:7']) await addCode(aCode({ id, code: `code of ${id}` }));
      });
      const codesOf = (groupId: string) => run(({ associations }) => associations.codesOf(groupId));

      it('is of one group and one code', async () => {
        await associate(anAssociation());
        await associate(anAssociation({ producerCodeId: 'pc:7', mark: 'mark-2' }));
        const found = await run(async ({ associations }) => [
          await associations.find('pc:707', 'pc:6'),
          await associations.find('pc:909', 'pc:6'),
        ]);
        expect(found).toEqual([anAssociation(), null]);
        expect([await codesOf('pc:707'), await codesOf('pc:909')]).toEqual([['pc:6', 'pc:7'], []]);
      });

      it('is there once, also where two make it at once', async () => {
        await associate(anAssociation());
        expect(await refusalOf(associate(anAssociation({ mark: 'mark-2' })))).toBe('CHANGED-MEANWHILE');
        const both = ['a', 'b'].map((mark) => associate(anAssociation({ producerCodeId: 'pc:7', mark })));
        expect((await Promise.all(both.map(refusalOf))).sort()).toEqual(['CHANGED-MEANWHILE', null].sort());
      });

      it('is held for as long as it is there', async () => {
        await associate(anAssociation());
        const held = (groupId: string, codeId: string) =>
          refusalOf(run(async ({ associations }) => associations.assertUnchanged(groupId, codeId)));
        expect([await held('pc:707', 'pc:6'), await held('pc:707', 'pc:7'), await held('pc:909', 'pc:6')]).toEqual([
          null,
          'CHANGED-MEANWHILE',
          'CHANGED-MEANWHILE',
        ]);
      });

      it('ends once, and only where it is the one that was meant', async () => {
        await associate(anAssociation());
        const remove = (mark: string) =>
          refusalOf(run(async ({ associations }) => associations.remove(anAssociation({ mark }))));
        expect([await remove('another'), await remove('mark-1'), await remove('mark-1')]).toEqual([
          'CHANGED-MEANWHILE',
          null,
          'CHANGED-MEANWHILE',
        ]);
        expect(await codesOf('pc:707')).toEqual([]);
        await associate(anAssociation({ mark: 'mark-3' }));
        expect(await codesOf('pc:707')).toEqual(['pc:6']);
      });
    });

    it('keeps nothing, no line of the trail either, of a unit one of whose writes is refused', async () => {
      await add(aGroup());
      const half = run(async ({ groups, codes, audit }) => {
        codes.add(aCode());
        audit.append({ actor: 'tester', action: 'affinity-group.changed', subject: 'pc:707' });
        groups.save(aGroup({ version: 9 }));
      });
      expect(await refusalOf(half)).toBe('CHANGED-MEANWHILE');
      expect([await run(({ codes }) => codes.find('pc:6')), await store.audit()]).toEqual([null, []]);
    });

    it('adds nothing over what is there', async () => {
      await add(aGroup());
      await addCode(aCode());
      const twice = [
        add(aGroup({ name: 'another' })),
        addCode(aCode({ code: 'another' })),
        run(async ({ organizations }) => organizations.add(anOrganization({ name: 'another' }))),
      ];
      expect(await Promise.all(twice.map(refusalOf))).toEqual(twice.map(() => 'CHANGED-MEANWHILE'));
      const kept = await run(async ({ groups, codes, organizations }) => [
        await groups.find('pc:707'),
        await codes.find('pc:6'),
        await organizations.find('pc:5'),
      ]);
      expect(kept).toEqual([aGroup(), aCode(), anOrganization()]);
    });

    it('saves no other group and no other code', async () => {
      await add(aGroup());
      await add(aGroup({ id: 'pc:2' }));
      await addCode(aCode());
      await addCode(aCode({ id: 'pc:7', code: 'another' }));
      await run(async ({ groups, codes }) => {
        groups.save(aGroup({ name: 'changed' }));
        codes.save(aCode({ description: 'changed' }));
      });
      const others = await run(async ({ groups, codes }) => [await groups.find('pc:2'), await codes.find('pc:7')]);
      expect(others).toEqual([aGroup({ id: 'pc:2' }), aCode({ id: 'pc:7', code: 'another' })]);
    });

    describe('that exist', () => {
      beforeEach(() => add(aGroup()));
      workContract(() => ({
        audit: () => store.audit(),
        work: withPorts(store.work, ({ audit, groups }) => ({
          audit,
          async find() {
            const { name: named = '', version = 0 } = (await groups.find('pc:707')) ?? {};
            return { name: named, version };
          },
          save: (row) => groups.save(aGroup(row)),
        })),
      }));
    });

    affinityGroupListsContract(() => store);
  });
}
