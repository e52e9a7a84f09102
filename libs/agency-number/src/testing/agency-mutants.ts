import { portMutants, replaced, unguarded, withoutEffect, type PortsMutant } from '@affinity-engine/kernel/testing';
import type { AgencyNumber } from '../agency-number.js';
import type { AgencyPorts } from '../ports.js';
import type { MemoryAgency } from './memory-agency-work.js';

type Mutant = PortsMutant<AgencyPorts, MemoryAgency>;

const inPort = portMutants<AgencyPorts, MemoryAgency>();
const each = <Field extends string>(fields: readonly Field[], what: string, mutant: (field: Field) => Mutant) =>
  Object.fromEntries(fields.map((field) => [`${what} ${field}`, mutant(field)]));

const contentFields = [
  'matchCode',
  'externalInsurerId',
  'externalUniqueId',
  'collectionType',
  'internalComment',
  'active',
  'changedAt',
] as const;

const stored = (store: MemoryAgency, id: string) => store.numbers().find((number) => number.id === id) as AgencyNumber;

/** What may be done wrong with agency numbers. */
const numberMutants: Readonly<Record<string, Mutant>> = {
  'adds numbers over others': inPort('numbers', ({ add }, writes) => ({ add: replaced(writes, add, unguarded) })),
  'adds no number': inPort('numbers', ({ add }, writes) => ({ add: replaced(writes, add, withoutEffect) })),
  'adds one number twice': inPort('numbers', ({ add }, writes, store) => ({
    add: (written) =>
      replaced(writes, add, ({ apply }) => ({
        holds: () =>
          store
            .numbers()
            .every(
              ({ id, owner, externalUniqueId }) =>
                id !== written.id &&
                (externalUniqueId === null ||
                  externalUniqueId !== written.externalUniqueId ||
                  owner.accountId !== written.owner.accountId),
            ),
        apply,
      }))(written),
  })),
  'lets an external id be used once by each broker': inPort('numbers', ({ add }, writes, store) => ({
    add: (written) =>
      replaced(writes, add, ({ holds, apply }) => ({
        holds: () =>
          holds() ||
          store
            .numbers()
            .some(
              ({ owner, externalUniqueId, id }) =>
                id !== written.id &&
                externalUniqueId !== null &&
                externalUniqueId === written.externalUniqueId &&
                owner.brokerId !== written.owner.brokerId,
            ),
        apply,
      }))(written),
  })),
  'lets an external id be used once by all accounts': inPort('numbers', ({ add }, writes, store) => ({
    add: (written) =>
      replaced(writes, add, ({ holds, apply }) => ({
        holds: () =>
          holds() &&
          store
            .numbers()
            .every(
              ({ externalUniqueId }) => externalUniqueId === null || externalUniqueId !== written.externalUniqueId,
            ),
        apply,
      }))(written),
  })),
  ...each(contentFields, 'adds numbers without their', (field) =>
    inPort('numbers', ({ add }) => ({ add: (written) => add({ ...written, [field]: null }) })),
  ),
  'adds numbers without their flags': inPort('numbers', ({ add }) => ({
    add: (written) => add({ ...written, defaultFor: { tenders: false, calculations: false } }),
  })),
  ...each(
    ['matchCode', 'collectionType', 'internalComment', 'active', 'changedAt', 'externalInsurerId'] as const,
    'replaces numbers but for their',
    (field) =>
      inPort('numbers', ({ replace }, _, store) => ({
        replace: (written) => replace({ ...written, [field]: stored(store, written.id)[field] }),
      })),
  ),
  'replaces nothing': inPort('numbers', ({ replace }, writes) => ({
    replace: replaced(writes, replace, withoutEffect),
  })),
  'keeps the flags of a number that is replaced': inPort('numbers', ({ replace }, _, store) => ({
    replace: (written) => {
      const { flags } = stored(store, written.id);
      const { tenders, calculations } = written.defaultFor;
      replace({
        ...written,
        defaultFor: {
          tenders: tenders || flags.tenders !== null,
          calculations: calculations || flags.calculations !== null,
        },
      });
    },
  })),
  'changes nothing': inPort('numbers', ({ change }, writes) => ({ change: replaced(writes, change, withoutEffect) })),
  'activates nothing and deactivates nothing': inPort('numbers', ({ change }) => ({
    change: (id, { active: _active, ...rest }, at) => change(id, rest, at),
  })),
  'changes no match code': inPort('numbers', ({ change }) => ({
    change: (id, { matchCode: _matchCode, ...rest }, at) => change(id, rest, at),
  })),
  'takes away the match code that a change leaves out': inPort('numbers', ({ change }) => ({
    change: (id, rest, at) => change(id, { matchCode: null, ...rest }, at),
  })),
  'takes no match code away': inPort('numbers', ({ change }) => ({
    change: (id, { matchCode, ...rest }, at) => change(id, { ...rest, ...(matchCode ? { matchCode } : {}) }, at),
  })),
  'changes no flag': inPort('numbers', ({ change }) => ({
    change: (id, { defaultFor: _defaultFor, ...rest }, at) => change(id, rest, at),
  })),
  'takes away the flags that a change leaves out': inPort('numbers', ({ change }) => ({
    change: (id, rest, at) =>
      change(id, { ...rest, defaultFor: { tenders: false, calculations: false, ...rest.defaultFor } }, at),
  })),
  'activates what a change leaves alone': inPort('numbers', ({ change }) => ({
    change: (id, rest, at) => change(id, { active: true, ...rest }, at),
  })),
  'keeps when a number was changed before': inPort('numbers', ({ change }, _, store) => ({
    change: (id, rest) => change(id, rest, stored(store, id).changedAt),
  })),
  'changes what it read, not what is there': inPort('numbers', ({ replace, change }, _, store) => ({
    change: (id, { active, defaultFor, ...rest }, at) => {
      const before = stored(store, id);
      if (store.numbers().length > 1)
        return change(
          id,
          {
            ...rest,
            ...(active === undefined ? {} : { active }),
            ...(defaultFor === undefined ? {} : { defaultFor }),
          },
          at,
        );
      const { flags, ...number } = before;
      replace({
        ...number,
        active: active ?? number.active,
        changedAt: at,
        defaultFor: { tenders: flags.tenders !== null, calculations: flags.calculations !== null, ...defaultFor },
      });
    },
  })),
  'writes the numbers of a unit backwards': inPort('numbers', ({ add }, writes) => ({
    add: (written) => {
      const before = writes.length;
      add(written);
      writes.unshift(...writes.splice(before));
    },
  })),
  'gives one place to all numbers': inPort('numbers', ({ find, at }) => {
    const flat = (number: AgencyNumber): AgencyNumber => ({
      ...number,
      flags: { tenders: number.flags.tenders && 1, calculations: number.flags.calculations && 1 },
    });
    return {
      find: async (id, owner) => {
        const found = await find(id, owner);
        return found === null ? null : flat(found);
      },
      at: async (owner, insurerId) => (await at(owner, insurerId)).map(flat),
    };
  }),
  'finds numbers of other owners': inPort('numbers', (_port, _writes, store) => ({
    find: async (id) => stored(store, id) ?? null,
  })),
  'finds no number for operators': inPort('numbers', ({ find }) => ({
    find: async (id, owner) => (owner === null ? null : find(id, owner)),
  })),
  'gives an account the numbers of its brokers': inPort('numbers', ({ at }, _, store) => ({
    at: async (owner, insurerId) =>
      owner.brokerId !== null
        ? at(owner, insurerId)
        : store.numbers().filter((each) => each.owner.accountId === owner.accountId && each.insurerId === insurerId),
  })),
  'gives a broker the numbers of its account': inPort('numbers', ({ at }) => ({
    at: async (owner, insurerId) => [
      ...(await at({ ...owner, brokerId: null }, insurerId)),
      ...(owner.brokerId === null ? [] : await at(owner, insurerId)),
    ],
  })),
  'lists numbers at every insurer': inPort('numbers', ({ at }) => ({
    at: async (owner) => [...(await at(owner, 'ins-5405')), ...(await at(owner, 'ins-5036'))],
  })),
  'lists the newest first': inPort('numbers', ({ at }) => ({
    at: async (owner, insurerId) => [...(await at(owner, insurerId))].reverse(),
  })),
  'lists by identifier': inPort('numbers', ({ at }) => ({
    at: async (owner, insurerId) =>
      [...(await at(owner, insurerId))].sort((one, other) => (one.id < other.id ? -1 : 1)),
  })),
  'matches any pair of what is asked': inPort('numbers', (_port, _writes, store) => ({
    matching: async ({ brokerId }, keys) =>
      store
        .numbers()
        .filter(
          (each) =>
            each.owner.brokerId === brokerId &&
            keys.some(({ insurerId }) => insurerId === each.insurerId) &&
            keys.some(({ number }) => number === each.number),
        ),
  })),
  'matches whatever the capitals': inPort('numbers', ({ matching }) => ({
    matching: (owner, keys) =>
      matching(
        owner,
        keys.map((key) => ({ ...key, number: key.number.toUpperCase() })),
      ),
  })),
  'matches one number at each insurer': inPort('numbers', ({ matching }) => ({
    matching: async (owner, keys) => {
      const found = await matching(owner, keys);
      return found.filter(({ insurerId }, at) => found.findIndex((each) => each.insurerId === insurerId) === at);
    },
  })),
  'matches the newest first': inPort('numbers', ({ matching }) => ({
    matching: async (owner, keys) => [...(await matching(owner, keys))].reverse(),
  })),
  'knows the external ids of all accounts': inPort('numbers', ({ usedExternalIds }) => ({
    usedExternalIds: async (_account, ids) =>
      (await Promise.all(['account-1', 'account-2'].map((account) => usedExternalIds(account, ids)))).flat(),
  })),
  'knows no external ids': inPort('numbers', () => ({ usedExternalIds: async () => [] })),
  'knows external ids whatever their capitals': inPort('numbers', ({ usedExternalIds }) => ({
    usedExternalIds: (account, ids) =>
      usedExternalIds(
        account,
        ids.map((id) => id.toLowerCase()),
      ),
  })),
};

/** What may be done wrong with accounts and the trail. */
const accountMutants: Readonly<Record<string, Mutant>> = {
  'adds accounts over others': inPort('accounts', ({ add }, writes) => ({ add: replaced(writes, add, unguarded) })),
  'adds brokers over others': inPort('accounts', ({ addBroker }, writes) => ({
    addBroker: replaced(writes, addBroker, unguarded),
  })),
  'admits a client to a second account': inPort('accounts', ({ admit }, writes) => ({
    admit: replaced(writes, admit, unguarded),
  })),
  'admits nobody': inPort('accounts', ({ admit }, writes) => ({ admit: replaced(writes, admit, withoutEffect) })),
  'has every client work for one account': inPort('accounts', () => ({ ofUser: async () => 'account-2' })),
  'gives a broker to another account': inPort('accounts', ({ broker }) => ({
    broker: async (id) => {
      const found = await broker(id);
      return found === null ? null : { ...found, accountId: 'account-1' };
    },
  })),
  'drops the details of the trail': inPort('audit', ({ append }) => ({
    append: ({ actor, action, subject }) => append({ actor, action, subject }),
  })),
};

export const agencyMutants: Readonly<Record<string, Mutant>> = { ...numberMutants, ...accountMutants };
