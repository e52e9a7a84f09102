import { portMutants, replaced, unguarded, withoutEffect, type PortsMutant } from '@affinity-engine/kernel/testing';
import type { AffinityGroupPorts } from '../ports.js';
import { anAssociation } from './data-fixtures.js';
import type { MemoryAffinityGroups } from './memory-affinity-groups.js';

type Mutant = PortsMutant<AffinityGroupPorts, MemoryAffinityGroups>;

const inPort = portMutants<AffinityGroupPorts, MemoryAffinityGroups>();
const each = <Field extends string>(fields: readonly Field[], what: string, mutant: (field: Field) => Mutant) =>
  Object.fromEntries(fields.map((field) => [`${what} ${field}`, mutant(field)]));
const nothing = () => undefined;

const groupFields = [
  'type',
  'name',
  'description',
  'jurisdictions',
  'organizationId',
  'primaryContactFirstName',
  'primaryContactLastName',
  'primaryContactPhone',
  'products',
  'startDate',
  'endDate',
] as const;
const codeFields = ['code', 'description', 'roles', 'active'] as const;

/** What the ports of a unit of work may do wrong. */
export const affinityGroupMutants: Readonly<Record<string, Mutant>> = {
  'adds groups over others': inPort('groups', ({ add }, writes) => ({ add: replaced(writes, add, unguarded) })),
  'adds codes over others': inPort('codes', ({ add }, writes, store) => ({
    add: (code) =>
      replaced(writes, add, ({ holds, apply }) => ({
        holds: () =>
          holds() ||
          (store.codes().some(({ id }) => id === code.id) && store.codes().every((other) => other.code !== code.code)),
        apply,
      }))(code),
  })),
  'adds organizations over others': inPort('organizations', ({ add }, writes) => ({
    add: replaced(writes, add, unguarded),
  })),
  'adds no group': inPort('groups', ({ add }, writes) => ({ add: replaced(writes, add, withoutEffect) })),
  ...each(groupFields, 'adds groups without their', (field) =>
    inPort('groups', ({ add }) => ({ add: (group) => add({ ...group, [field]: null }) })),
  ),
  ...each(groupFields, 'saves groups but for their', (field) =>
    inPort('groups', ({ save }, _, store) => ({
      save: (group) => save({ ...group, [field]: store.groups().find(({ id }) => id === group.id)?.[field] }),
    })),
  ),
  ...each(codeFields, 'saves codes but for their', (field) =>
    inPort('codes', ({ save }, _, store) => ({
      save: (code) => save({ ...code, [field]: store.codes().find(({ id }) => id === code.id)?.[field] }),
    })),
  ),
  'saves groups whatever their version': inPort('groups', ({ save }, writes) => ({
    save: replaced(writes, save, unguarded),
  })),
  'saves codes whatever their version': inPort('codes', ({ save }, writes) => ({
    save: replaced(writes, save, unguarded),
  })),
  'saves every group': inPort('groups', ({ save }, _, store) => ({
    save: (group) => {
      save(group);
      for (const { id, version } of store.groups()) if (id !== group.id) save({ ...group, id, version });
    },
  })),
  'lets two codes be written alike': inPort('codes', ({ add }, writes, store) => ({
    add: (code) =>
      replaced(writes, add, ({ apply }) => ({
        holds: () => store.codes().every(({ id }) => id !== code.id),
        apply,
      }))(code),
  })),
  'lets a code become written like another': inPort('codes', ({ save }, writes, store) => ({
    save: (code) =>
      replaced(writes, save, ({ apply }) => ({
        holds: () => store.codes().some(({ id, version }) => id === code.id && version === code.version),
        apply,
      }))(code),
  })),
  'holds no group': inPort('groups', () => ({ assertUnchanged: nothing })),
  'holds no code': inPort('codes', () => ({ assertUnchanged: nothing })),
  'holds no association': inPort('associations', () => ({ assertUnchanged: nothing })),
  'holds groups that are gone': inPort('groups', ({ assertUnchanged }, writes, store) => ({
    assertUnchanged: (group) =>
      replaced(writes, assertUnchanged, ({ holds, apply }) => ({
        holds: () => holds() || store.groups().every(({ id }) => id !== group.id),
        apply,
      }))(group),
  })),
  'writes the groups that it holds': inPort('groups', ({ save }) => ({ assertUnchanged: save })),
  'writes the codes that it holds': inPort('codes', ({ save }) => ({ assertUnchanged: save })),
  'holds associations of any group': inPort('associations', (_, writes, store) => ({
    assertUnchanged: (_groupId, codeId) =>
      void writes.push({
        holds: () => store.associations().some(({ producerCodeId }) => producerCodeId === codeId),
        apply: nothing,
      }),
  })),
  'finds codes by what is written alone': inPort('codes', ({ findByCode, find }) => ({
    find: async (id) => (await find(id)) ?? findByCode(id),
  })),
  'finds codes by identifier where they are written so': inPort('codes', ({ findByCode, find }) => ({
    findByCode: async (text) => (await findByCode(text)) ?? find(text),
  })),
  'associates over others': inPort('associations', ({ add }, writes) => ({ add: replaced(writes, add, unguarded) })),
  'associates nothing': inPort('associations', ({ add }, writes) => ({ add: replaced(writes, add, withoutEffect) })),
  'loses the mark of an association': inPort('associations', ({ add }) => ({
    add: (association) => add({ ...association, mark: 'mark-1' }),
  })),
  'removes whichever association is there': inPort('associations', ({ remove }, _, store) => ({
    remove: (association) =>
      remove(
        store.associations().find(({ producerCodeId }) => producerCodeId === association.producerCodeId) ?? association,
      ),
  })),
  'removes without a guard': inPort('associations', ({ remove }, writes) => ({
    remove: replaced(writes, remove, unguarded),
  })),
  'removes nothing': inPort('associations', ({ remove }, writes) => ({
    remove: replaced(writes, remove, withoutEffect),
  })),
  'finds associations of any group': inPort('associations', ({ find }) => ({
    find: (_groupId, codeId) => find(anAssociation().groupId, codeId),
  })),
  'gives every group the codes of all': inPort('associations', (_port, _writes, store) => ({
    codesOf: async () => store.associations().map(({ producerCodeId }) => producerCodeId),
  })),
  'drops the details of the trail': inPort('audit', ({ append }) => ({
    append: ({ actor, action, subject }) => append({ actor, action, subject }),
  })),
};
