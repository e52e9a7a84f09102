import type { Brand, Product } from '@affinity-engine/catalogue';
import type { AuditEntry, Instant, ListById } from '@affinity-engine/kernel';
import type { Affinity, AffinityRequest, Partner, PartnerId } from '../affinity.js';
import type {
  AffinityEventType,
  AffinityLists,
  AffinityPorts,
  AffinityWork,
  Eligibility,
  InsurerEventType,
} from '../ports.js';
import { scriptedEligibility } from './port-fixtures.js';
import { memoryAffinityLists } from './memory-affinity-lists.js';
import { memoryListById, memoryWork, type MemoryWrite } from '@affinity-engine/kernel/testing';

/** An event as it was appended, with the affinity as it was then. */
export type RecordedEvent = {
  readonly partnerId: PartnerId;
  readonly type: AffinityEventType;
  readonly affinity: Affinity;
  readonly product: Product;
  readonly at: Instant;
};

/** An event of an insurer, with the affinity of that moment. */
export type InsurerEvent = {
  readonly type: InsurerEventType;
  readonly affinity: Affinity;
  readonly product: Product;
  readonly at: Instant;
};

export type MemoryAffinities = {
  readonly work: AffinityWork;
  readonly lists: AffinityLists;
  readonly partnerList: ListById<Partner>;
  /** The ports of a unit of work that collects into these writes. */
  ports(writes: MemoryWrite[]): AffinityPorts;
  /** Every event there is, in the order of commits. */
  events(): readonly RecordedEvent[];
  audit(): readonly AuditEntry[];
  affinities(): readonly Affinity[];
  partners(): readonly Partner[];
  brands(): ReadonlyMap<PartnerId, Brand>;
  requests(): readonly AffinityRequest[];
  /** The events of insurers that call back, and their affinities. */
  informed(): readonly { readonly type: InsurerEventType; readonly affinityId: string }[];
  /** The complete events of an insurer that calls back. */
  insurerEvents(insurerId: string): readonly InsurerEvent[];
};

/** What the ports in memory keep. */
export type AffinityStore = {
  readonly affinities: Map<string, Affinity>;
  readonly requests: Map<string, AffinityRequest>;
  readonly partners: Map<string, Partner>;
  readonly brands: Map<PartnerId, Brand>;
  readonly opened: Set<PartnerId>;
  readonly informed: InsurerEvent[];
  readonly events: RecordedEvent[];
  readonly audit: AuditEntry[];
};

/**
 * The ports of this context over one store in memory, with what any adapter keeps: optimistic guards, unique keys,
 * all or nothing. `now` (epoch milliseconds) ends the 24 hours of kept answers; without it they are kept for ever.
 * The eligibility beside it admits everything by default.
 */
export function memoryAffinityWork(
  now?: () => number,
  eligibility: Eligibility = scriptedEligibility(),
): MemoryAffinities {
  const store: AffinityStore = {
    affinities: new Map(),
    requests: new Map(),
    partners: new Map(),
    brands: new Map(),
    opened: new Set(),
    informed: [],
    events: [],
    audit: [],
  };
  const ports = (writes: MemoryWrite[]): AffinityPorts => memoryAffinityPorts(store, eligibility, writes);
  return {
    work: memoryWork(ports, now),
    ports,
    lists: memoryAffinityLists(() => [...store.affinities.values()]),
    partnerList: memoryListById(() => store.partners.values()),
    events: () => [...store.events],
    audit: () => [...store.audit],
    affinities: () => [...store.affinities.values()],
    partners: () => [...store.partners.values()],
    brands: () => store.brands,
    requests: () => [...store.requests.values()],
    informed: () => store.informed.map(({ type, affinity }) => ({ type, affinityId: affinity.id })),
    insurerEvents: (insurerId) => store.informed.filter(({ product }) => product.insurer.id === insurerId),
  };
}

const always = () => true;

/** What a unit of work over a store in memory reaches. */
export function memoryAffinityPorts(
  store: AffinityStore,
  eligibility: Eligibility,
  writes: MemoryWrite[],
): AffinityPorts {
  const { affinities, requests, partners, brands } = store;
  const write = (holds: () => boolean, apply: () => void): void => void writes.push({ holds, apply });
  return {
    affinities: {
      find: async (id, by) => ownedBy(by, affinities.get(id)),
      findAny: async (id) => affinities.get(id) ?? null,
      add: (affinity) =>
        write(
          () => !affinities.has(affinity.id) && !someHas(affinities, 'requestId', affinity.requestId),
          () => affinities.set(affinity.id, affinity),
        ),
      save: (affinity) => saveIn(affinities, affinity, write),
    },
    requests: {
      find: async (id, by) => ownedBy(by, requests.get(id)),
      add: (request) =>
        write(
          () => !requests.has(request.id),
          () => requests.set(request.id, request),
        ),
      use: ({ id }, affinityId) =>
        write(
          () => requests.get(id)?.usedBy === null,
          () => requests.set(id, { ...(requests.get(id) as AffinityRequest), usedBy: affinityId }),
        ),
    },
    partners: {
      find: async (id) => partners.get(id) ?? null,
      findByCnpj: async (cnpj) => [...partners.values()].find((partner) => partner.cnpj === cnpj) ?? null,
      add: (partner) =>
        write(
          () => !partners.has(partner.id) && !someHas(partners, 'cnpj', partner.cnpj),
          () => partners.set(partner.id, partner),
        ),
      save: (partner) => saveIn(partners, partner, write),
      assertUnchanged: ({ id, version }) =>
        write(
          () => partners.get(id)?.version === version,
          () => undefined,
        ),
    },
    brands: {
      find: async (partnerId) => brands.get(partnerId) ?? null,
      keep: (partnerId, brand) =>
        write(
          () => partners.has(partnerId),
          () => brands.set(partnerId, brand),
        ),
      remove: (partnerId) => write(always, () => brands.delete(partnerId)),
    },
    events: {
      open: (partnerId) => write(always, () => store.opened.add(partnerId)),
      append: (type, affinity, product, at) =>
        write(always, () => {
          const { partnerId } = affinity;
          if (store.opened.has(partnerId)) store.events.push({ partnerId, type, affinity, product, at });
        }),
      tellInsurer: (type, affinity, product, at) =>
        write(always, () => store.informed.push({ type, affinity, product, at })),
    },
    audit: { append: (entry) => write(always, () => store.audit.push(entry)) },
    eligibility,
  };
}

const ownedBy = <Row extends { readonly partnerId: string }>(by: string, row: Row | undefined): Row | null =>
  row?.partnerId === by ? row : null;

function someHas<Row, Key extends keyof Row>(rows: ReadonlyMap<string, Row>, key: Key, value: Row[Key]): boolean {
  for (const row of rows.values()) if (row[key] === value) return true;
  return false;
}

function saveIn<Row extends { readonly id: string; readonly version: number }>(
  rows: Map<string, Row>,
  row: Row,
  write: (holds: () => boolean, apply: () => void) => void,
): void {
  write(
    () => rows.get(row.id)?.version === row.version,
    () => rows.set(row.id, { ...row, version: row.version + 1 }),
  );
}
