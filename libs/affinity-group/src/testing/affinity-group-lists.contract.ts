import { instant } from '@affinity-engine/kernel';
import { jestGlobals } from '@affinity-engine/kernel/testing';
import type { AffinityGroup, ProducerCode } from '../affinity-group.js';
import { compareText, operators } from '../conditions.js';
import { associationFields, codeFields, groupFields, organizationFields } from '../fields.js';
import type { List, ListQuery } from '../ports.js';
import type { AffinityGroupContractFixtures } from './affinity-group-contract-fixtures.js';
import { aCode, aGroup, anAssociation, anOrganization, aQuery } from './data-fixtures.js';
import { memoryList } from './memory-list.js';

const names = ['alpha', 'Alpha', 'alpine: west', 'beta', 'Beta_%', 'gamma', 'ängström', 'zeta 😀', 'zeta ￿'];

/** Eighteen groups with values, without, and with the same ones. */
const groups: readonly AffinityGroup[] = Array.from({ length: 18 }, (_, at) =>
  aGroup({
    id: `pc:${String(at * 7).padStart(3, '0')}`,
    name: names[at % names.length] ?? '',
    type: at % 3 === 0 ? 'Closed' : 'Open',
    description: at % 4 === 0 ? null : `${names[(at * 5) % names.length]} of ${at % 5}`,
    organizationId: at % 2 === 0 ? null : `pc:${5 + (at % 3)}`,
    primaryContactFirstName: at % 5 === 0 ? null : (names[(at * 2) % names.length] ?? null),
    primaryContactLastName: at % 6 === 0 ? null : (names[(at * 4) % names.length] ?? null),
    startDate: at % 7 === 0 ? null : instant(`202${at % 3}-0${1 + (at % 9)}-01T00:00:00Z`),
    endDate: at % 3 === 1 ? null : instant(`203${at % 4}-12-31T23:59:59.${100 + at}Z`),
  }),
);

const codes: readonly ProducerCode[] = Array.from({ length: 9 }, (_, at) =>
  aCode({
    id: `pc:c${at}`,
    code: `${100 + ((at * 4) % 9)}-0025`,
    description: at % 2 === 0 ? null : (names[at] ?? null),
    organizationId: `pc:${5 + (at % 3)}`,
    active: at % 4 !== 0,
    roles: at % 3 === 0 ? ['admin'] : ['account', 'partner'],
  }),
);
/** The one the store begins with, and more, two of one name. */
const organizations = [
  anOrganization(),
  ...[6, 7, 8, 9].map((at) => anOrganization({ id: `pc:${at}`, name: names[at % 3] ?? '' })),
];
const associations = [0, 1, 2, 3, 5].map((at) =>
  anAssociation({ groupId: at === 3 ? 'pc:007' : 'pc:000', producerCodeId: `pc:c${at}`, mark: `mark-${at}` }),
);
const associated = associations
  .filter(({ groupId }) => groupId === 'pc:000')
  .map((each) => ({ ...each, code: codes.find(({ id }) => id === each.producerCodeId)?.code ?? '' }));

/** Values to compare a field with: some that are there, some before, between and after them. */
const valuesFor = (all: readonly (string | null)[]): readonly string[] => [
  ...new Set(all.filter((value) => value !== null).flatMap((value) => [value, value.slice(0, 4)])),
  'A',
  'z',
  '%',
  '_',
];

/** What lists over groups and codes keep. `store` gives a store that has the organization `pc:5` and nothing else. */
export function affinityGroupListsContract(store: () => AffinityGroupContractFixtures): void {
  const { describe, it, expect, beforeEach } = jestGlobals();

  describe('lists', () => {
    beforeEach(() =>
      store().work.run(async (unit) => {
        for (const each of organizations.slice(1)) unit.organizations.add(each);
        for (const each of groups) unit.groups.add(each);
        for (const each of codes) unit.codes.add(each);
        for (const each of associations) unit.associations.add(each);
      }),
    );

    /** Holds a list against the plain one over the same rows: what each operator finds, in each order, page by page. */
    function sameAs<Row, Field extends string>(
      name: string,
      list: () => List<Row, Field>,
      rows: readonly Row[],
      fields: Readonly<Record<Field, (row: Row) => string | null>>,
      ties: Field,
    ): void {
      const plain = memoryList(() => rows, fields, ties);
      const each = Object.keys(fields) as Field[];
      const both = async (query: ListQuery<Field>): Promise<void> => {
        const expected = await plain.page(query);
        expect({ query, rows: await list().page(query) }).toEqual({ query, rows: expected });
        expect(await list().count(query.conditions)).toBe(await plain.count(query.conditions));
      };

      describe(`of ${name}`, () => {
        it.each(each)('are filtered by %s with each of the ten operators', async (field) => {
          const values = valuesFor(rows.map(fields[field]));
          for (const operator of operators) {
            const lists = operator === 'in' || operator === 'ni' ? [values.slice(0, 3), ['A']] : values.map((v) => [v]);
            for (const of of lists) await both(aQuery({ conditions: [{ field, operator, values: of }] }));
          }
        });

        const pairs = each.flatMap((one) =>
          each.filter((other) => other !== one).map((other) => [one, other] as const),
        );

        it('are filtered by any two fields at once', async () => {
          for (const [one, other] of pairs) {
            const [first = ''] = valuesFor(rows.map(fields[one]));
            const values = rows.map(fields[other]).filter((value) => value !== null);
            const middle = [...values].sort(compareText)[Math.floor(values.length / 2)] ?? '';
            await both(
              aQuery({
                conditions: [
                  { field: one, operator: 'ne', values: [first] },
                  { field: other, operator: 'lt', values: [middle] },
                ],
              }),
            );
          }
        });

        it('are sorted by any two fields, in opposite directions', async () => {
          for (const [one, other] of pairs) {
            for (const descending of [false, true]) {
              const sort = [
                { field: one, descending: !descending },
                { field: other, descending },
              ];
              await both(aQuery({ sort }));
            }
          }
        });

        it.each(each)('are sorted by %s, either way, ties by identifier in the same direction', async (field) => {
          for (const descending of [false, true]) await both(aQuery({ sort: [{ field, descending }] }));
        });

        it('are sorted by several fields, page by page', async () => {
          const sort = each
            .slice(0, 3)
            .map((field, at) => ({ field, descending: at % 2 === 0 }))
            .reverse();
          for (const size of [1, 2, 4]) {
            for (let skip = 0; skip <= rows.length; skip += size) await both(aQuery({ sort, skip, rows: size }));
          }
          await both(aQuery({ skip: 2, rows: 3 }));
        });
      });
    }

    sameAs('groups', () => store().lists.groups, groups, groupFields, 'id');
    sameAs('producer codes', () => store().lists.codes, codes, codeFields, 'id');
    sameAs('organizations', () => store().lists.organizations, organizations, organizationFields, 'id');
    sameAs(
      'the codes of a group',
      () => store().lists.codesOf('pc:000'),
      associated,
      associationFields,
      'producerCodeId',
    );
    const available = codes.filter(({ active, roles }) => active && roles.includes('account'));
    sameAs('codes available to a role', () => store().lists.codesAvailableTo('account'), available, codeFields, 'id');

    it('of the codes of a group show those of no other group', async () => {
      const shown = async (id: string) =>
        (await store().lists.codesOf(id).page(aQuery())).map(({ producerCodeId }) => producerCodeId);
      expect([await shown('pc:007'), await shown('pc:014'), await store().lists.codesOf('pc:007').count([])]).toEqual([
        ['pc:c3'],
        [],
        1,
      ]);
    });

    it('of codes show a role nothing that is inactive or of other roles', async () => {
      const shown = async (role: string) =>
        (await store().lists.codesAvailableTo(role).page(aQuery())).map(({ id }) => id);
      expect([await shown('account'), await shown('admin'), await shown('acc'), await shown('nobody')]).toEqual([
        ['pc:c1', 'pc:c2', 'pc:c5', 'pc:c7'],
        ['pc:c3', 'pc:c6'],
        [],
        [],
      ]);
    });
  });
}
