import { portMutants, replaced, unguarded, withoutEffect, type PortsMutant } from '@affinity-engine/kernel/testing';
import type { Affinity, Partner } from '../affinity.js';
import type { AffinityPorts } from '../ports.js';
import { anInsurer, aProduct } from './data-fixtures.js';
import type { MemoryAffinities } from './memory-affinity-work.js';

type Mutant = PortsMutant<AffinityPorts, MemoryAffinities>;

const inPort = portMutants<AffinityPorts, MemoryAffinities>();
const nothing = () => undefined;
const each = <Field extends string>(fields: readonly Field[], what: string, mutant: (field: Field) => Mutant) =>
  Object.fromEntries(fields.map((field) => [`${what} ${field}`, mutant(field)]));

const savedFields = ['status', 'dateEnd', 'paid', 'issuedAt', 'answerDueAt', 'cancellation', 'renewedBy'] as const;
const addedFields = [...savedFields, 'holder', 'item', 'holderDocument', 'premium', 'lifetimeEnd'] as const;
const partnerFields = [
  'name',
  'email',
  'phone',
  'productIds',
  'standings',
  'affinityGroupIds',
  'defaultProducerCode',
] as const;

const storedAffinity = (store: MemoryAffinities, id: string) =>
  store.affinities().find((each) => each.id === id) as Affinity;

/** What the ports of a unit of work may do wrong with affinities, requests and partners. */
const recordMutants: Readonly<Record<string, Mutant>> = {
  'adds affinities over others': inPort('affinities', ({ add }, writes) => ({ add: replaced(writes, add, unguarded) })),
  'adds no affinity': inPort('affinities', ({ add }, writes) => ({ add: replaced(writes, add, withoutEffect) })),
  ...each(addedFields, 'adds affinities without their', (field) =>
    inPort('affinities', ({ add }) => ({ add: (affinity) => add({ ...affinity, [field]: null }) })),
  ),
  'saves affinities whatever their version': inPort('affinities', ({ save }, writes) => ({
    save: replaced(writes, save, unguarded),
  })),
  'saves no affinity': inPort('affinities', ({ save }, writes) => ({ save: replaced(writes, save, withoutEffect) })),
  ...each(savedFields, 'saves affinities without their', (field) =>
    inPort('affinities', ({ save }, _, store) => ({
      save: (affinity) => save({ ...affinity, [field]: storedAffinity(store, affinity.id)[field] }),
    })),
  ),
  'finds affinities of other partners': inPort('affinities', ({ findAny }) => ({ find: findAny })),
  'finds no affinity of other partners for operators': inPort('affinities', ({ find }) => ({
    findAny: (id) => find(id, 'partner-1'),
  })),
  'finds requests of other partners': inPort('requests', (_port, _writes, store) => ({
    find: async (id) => store.requests().find((each) => each.id === id) ?? null,
  })),
  'adds requests over others': inPort('requests', ({ add }, writes) => ({ add: replaced(writes, add, unguarded) })),
  'loses the producer code of a request': inPort('requests', ({ add }) => ({
    add: (request) => add({ ...request, producerCode: null }),
  })),
  'uses requests without a guard': inPort('requests', ({ use }, writes) => ({
    use: replaced(writes, use, unguarded),
  })),
  'forgets that a request was used': inPort('requests', ({ use }, writes) => ({
    use: replaced(writes, use, withoutEffect),
  })),
  'uses requests for something else': inPort('requests', ({ use }) => ({ use: (request) => use(request, 'another') })),
  'adds partners over others': inPort('partners', ({ add }, writes) => ({ add: replaced(writes, add, unguarded) })),
  'lets two partners have one CNPJ': inPort('partners', ({ add }, writes, store) => ({
    add: replaced(writes, add, ({ apply }) => {
      const taken = store.partners().length;
      return { holds: () => store.partners().length >= taken, apply };
    }),
  })),
  'saves partners whatever their version': inPort('partners', ({ save }, writes) => ({
    save: replaced(writes, save, unguarded),
  })),
  ...each(partnerFields, 'saves partners without their', (field) =>
    inPort('partners', ({ save }, _, store) => ({
      save: (partner) => {
        const before = store.partners().find(({ id }) => id === partner.id) as Partner;
        save({ ...partner, [field]: before[field] });
      },
    })),
  ),
  'holds no partner': inPort('partners', () => ({ assertUnchanged: nothing })),
  'writes the partners that it holds': inPort('partners', ({ save }) => ({ assertUnchanged: save })),
  'holds partners to how many there are': inPort('partners', (_, writes, store) => ({
    assertUnchanged: ({ id }) =>
      void writes.push({ holds: () => store.partners().some((each) => each.id === id), apply: nothing }),
  })),
  'finds partners by a part of their CNPJ': inPort('partners', ({ findByCnpj }, _, store) => ({
    findByCnpj: async (cnpj) =>
      (await findByCnpj(cnpj)) ?? store.partners().find((each) => each.cnpj.startsWith(cnpj.slice(0, 8))) ?? null,
  })),
};

/** What they may do wrong with events, the trail and groups. */
const eventMutants: Readonly<Record<string, Mutant>> = {
  'tells no insurer': inPort('events', () => ({ tellInsurer: nothing })),
  'tells every insurer': inPort('events', ({ tellInsurer }) => ({
    tellInsurer: (type, affinity, product, at) => tellInsurer(type, affinity, { ...product, insurer: anInsurer() }, at),
  })),
  'tells insurers at another moment': inPort('events', ({ tellInsurer }) => ({
    tellInsurer: (type, affinity, product) => tellInsurer(type, affinity, product, affinity.createdAt),
  })),
  'tells insurers only of what is submitted': inPort('events', ({ tellInsurer }) => ({
    tellInsurer: (_type, ...rest) => tellInsurer('insurer.risk-submitted', ...rest),
  })),
  'tells insurers of another product': inPort('events', ({ tellInsurer }) => ({
    tellInsurer: (type, affinity, product, at) => tellInsurer(type, affinity, { ...product, version: 'v1' }, at),
  })),
  'tells partners what insurers are told': inPort('events', ({ tellInsurer, append }) => ({
    tellInsurer: (...told) => {
      tellInsurer(...told);
      append('affinity.issued', told[1], told[2], told[3]);
    },
  })),
  'keeps no events': inPort('events', () => ({ append: nothing })),
  'keeps events twice': inPort('events', ({ append }) => ({
    append: (...event) => {
      append(...event);
      append(...event);
    },
  })),
  'keeps events of another type': inPort('events', ({ append }) => ({
    append: (_type, ...rest) => append('affinity.canceled', ...rest),
  })),
  'garbles the affinity of an event': inPort('events', ({ append }) => ({
    append: (type, affinity, ...rest) => append(type, { ...affinity, holder: null }, ...rest),
  })),
  'garbles the product of an event': inPort('events', ({ append }) => ({
    append: (type, affinity, _product, at) => append(type, affinity, aProduct(), at),
  })),
  'keeps events with another moment': inPort('events', ({ append }) => ({
    append: (type, affinity, product) => append(type, affinity, product, affinity.createdAt),
  })),
  'keeps events of a unit backwards': inPort('events', ({ append }, writes) => ({
    append: (...event) => {
      const before = writes.length;
      append(...event);
      writes.unshift(...writes.splice(before));
    },
  })),
  'gives every event to one partner': inPort('events', ({ append }) => ({
    append: (type, affinity, ...rest) => append(type, { ...affinity, partnerId: 'partner-1' }, ...rest),
  })),
  'opens no line of events': inPort('events', () => ({ open: nothing })),
  'drops the details of the trail': inPort('audit', ({ append }) => ({
    append: ({ actor, action, subject }) => append({ actor, action, subject }),
  })),
  'drops who did it': inPort('audit', ({ append }) => ({ append: (entry) => append({ ...entry, actor: '' }) })),
  'admits every sale': inPort('eligibility', () => ({ reasonsAgainst: async () => [] })),
  'admits no sale': inPort('eligibility', () => ({
    reasonsAgainst: async () => [{ code: 'GROUP-ENDED', groupId: 'pc:707' }],
  })),
  'holds nothing of what a sale rests on': inPort('eligibility', ({ reasonsAgainst }, writes) => ({
    reasonsAgainst: async (sale) => {
      const before = writes.length;
      const reasons = await reasonsAgainst(sale);
      writes.splice(before);
      return reasons;
    },
  })),
  'knows any group': inPort('eligibility', () => ({ knownGroups: async (ids) => ids })),
  'knows any code': inPort('eligibility', () => ({ codeIdOf: async () => 'pc:6' })),
  'knows codes by their identifiers alone': inPort('eligibility', ({ codeIdOf }) => ({
    codeIdOf: async (named) => (named.startsWith('pc:') ? codeIdOf(named) : null),
  })),
};

export const affinityMutants: Readonly<Record<string, Mutant>> = { ...recordMutants, ...eventMutants };
