import type { AuditEntry } from '@affinity-engine/kernel';
import { memoryWork, type MemoryWrite } from '@affinity-engine/kernel/testing';
import type { AffinityGroup, AssociatedCode, Association, Organization, ProducerCode } from '../affinity-group.js';
import { associationFields, codeFields, groupFields, organizationFields } from '../fields.js';
import type { AffinityGroupLists, AffinityGroupPorts, AffinityGroupWork } from '../ports.js';
import { memoryList } from './memory-list.js';

export type MemoryAffinityGroups = {
  readonly work: AffinityGroupWork;
  readonly lists: AffinityGroupLists;
  /** The ports of a unit of work that collects into these writes. */
  ports(writes: MemoryWrite[]): AffinityGroupPorts;
  groups(): readonly AffinityGroup[];
  codes(): readonly ProducerCode[];
  associations(): readonly Association[];
  audit(): readonly AuditEntry[];
};

type Store = {
  readonly groups: Map<string, AffinityGroup>;
  readonly codes: Map<string, ProducerCode>;
  readonly organizations: Map<string, Organization>;
  readonly associations: Map<string, Association>;
  readonly audit: AuditEntry[];
};

/** The ports of this context over one store in memory. */
export function memoryAffinityGroups(now?: () => number): MemoryAffinityGroups {
  const store: Store = {
    groups: new Map(),
    codes: new Map(),
    organizations: new Map(),
    associations: new Map(),
    audit: [],
  };
  const ports = (writes: MemoryWrite[]): AffinityGroupPorts => portsOver(store, writes);
  return {
    work: memoryWork(ports, now),
    ports,
    lists: listsOver(store),
    groups: () => [...store.groups.values()],
    codes: () => [...store.codes.values()],
    associations: () => [...store.associations.values()],
    audit: () => [...store.audit],
  };
}

const listsOver = ({ groups, codes, organizations, associations }: Store): AffinityGroupLists => ({
  groups: memoryList(() => [...groups.values()], groupFields, 'id'),
  codes: memoryList(() => [...codes.values()], codeFields, 'id'),
  codesAvailableTo: (role) =>
    memoryList(
      () => [...codes.values()].filter(({ active, roles }) => active && roles.includes(role)),
      codeFields,
      'id',
    ),
  codesOf: (groupId) =>
    memoryList(
      () =>
        [...associations.values()]
          .filter((association) => association.groupId === groupId)
          .map((association): AssociatedCode => ({
            ...association,
            code: codes.get(association.producerCodeId)?.code ?? '',
          })),
      associationFields,
      'producerCodeId',
    ),
  organizations: memoryList(() => [...organizations.values()], organizationFields, 'id'),
});

function portsOver(
  { groups, codes, organizations, associations, audit }: Store,
  writes: MemoryWrite[],
): AffinityGroupPorts {
  const write = (holds: () => boolean, apply: () => void): void => void writes.push({ holds, apply });
  const written = (code: ProducerCode): boolean =>
    [...codes.values()].some((each) => each.id !== code.id && each.code === code.code);
  return {
    groups: { find: async (id) => groups.get(id) ?? null, ...keeping(groups, write) },
    organizations: { find: async (id) => organizations.get(id) ?? null, ...keeping(organizations, write) },
    codes: {
      find: async (id) => codes.get(id) ?? null,
      findByCode: async (text) => [...codes.values()].find(({ code }) => code === text) ?? null,
      ...keeping(codes, write, (code) => !written(code)),
    },
    associations: {
      find: async (groupId, codeId) => associations.get(`${groupId} ${codeId}`) ?? null,
      codesOf: async (groupId) =>
        [...associations.values()]
          .filter((association) => association.groupId === groupId)
          .map(({ producerCodeId }) => producerCodeId)
          .sort(),
      add: (association) =>
        write(
          () => !associations.has(keyOf(association)),
          () => associations.set(keyOf(association), association),
        ),
      remove: (association) =>
        write(
          () => associations.get(keyOf(association))?.mark === association.mark,
          () => associations.delete(keyOf(association)),
        ),
      assertUnchanged: (groupId, codeId) =>
        write(
          () => associations.has(`${groupId} ${codeId}`),
          () => undefined,
        ),
    },
    audit: {
      append: (entry) =>
        write(
          () => true,
          () => audit.push(entry),
        ),
    },
  };
}

const keyOf = ({ groupId, producerCodeId }: Association): string => `${groupId} ${producerCodeId}`;

/** Adds what is new, saves what is as it was read. */
const keeping = <Row extends { readonly id: string; readonly version: number }>(
  rows: Map<string, Row>,
  write: (holds: () => boolean, apply: () => void) => void,
  may: (row: Row) => boolean = () => true,
) => ({
  add: (row: Row) =>
    write(
      () => !rows.has(row.id) && may(row),
      () => rows.set(row.id, row),
    ),
  save: (row: Row) =>
    write(
      () => rows.get(row.id)?.version === row.version && may(row),
      () => rows.set(row.id, { ...row, version: row.version + 1 }),
    ),
  assertUnchanged: (row: Row) =>
    write(
      () => rows.get(row.id)?.version === row.version,
      () => undefined,
    ),
});
