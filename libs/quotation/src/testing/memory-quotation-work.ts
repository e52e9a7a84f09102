import { nameWords, type AuditEntry, type ListById } from '@affinity-engine/kernel';
import { memoryListById, memoryWork, type MemoryWrite } from '@affinity-engine/kernel/testing';
import { hasExpired } from '../lifecycle.js';
import type {
  QuotationLists,
  QuotationPorts,
  QuotationQuery,
  QuotationSort,
  QuotationWork,
  SaleEligibility,
} from '../ports.js';
import { listedStatus, proposalOf } from '../parts-of.js';
import type { Quotation, Subscription } from '../quotation.js';
import { insuredOf } from '../insured.js';
import { underwritingOf } from '../underwriting.js';
import { momentsOf, searchTerm, type SearchTerm } from '../list-search.js';
import { eligibilityOf } from './port-fixtures.js';

export type MemoryQuotations = {
  readonly work: QuotationWork;
  readonly lists: QuotationLists;
  readonly subscriptionList: ListById<Subscription>;
  /** The ports of a unit of work that collects into these writes. */
  ports(writes: MemoryWrite[]): QuotationPorts;
  subscriptions(): readonly Subscription[];
  quotations(): readonly Quotation[];
  audit(): readonly AuditEntry[];
};

/** The ports of this context over one store in memory. The eligibility beside it admits everything by default. */
export function memoryQuotationWork(
  now?: () => number,
  eligibility: SaleEligibility = eligibilityOf(),
): MemoryQuotations {
  const quotations = new Map<string, Quotation>();
  const subscriptions = new Map<string, Subscription>();
  const audit: AuditEntry[] = [];
  const ports = (writes: MemoryWrite[]): QuotationPorts => ({
    ...portsOver(quotations, subscriptions, audit, writes),
    eligibility,
    partners: { assertExists: () => Promise.resolve() },
  });
  return {
    work: memoryWork(ports, now),
    ports,
    subscriptionList: memoryListById(() => subscriptions.values()),
    subscriptions: () => [...subscriptions.values()],
    lists: memoryQuotationLists(() => [...quotations.values()]),
    quotations: () => [...quotations.values()],
    audit: () => [...audit],
  };
}

function portsOver(
  quotations: Map<string, Quotation>,
  subscriptions: Map<string, Subscription>,
  audit: AuditEntry[],
  writes: MemoryWrite[],
): Omit<QuotationPorts, 'eligibility' | 'partners'> {
  const write = (holds: () => boolean, apply: () => void): void => void writes.push({ holds, apply });
  const kept = <Row extends { readonly id: string; readonly version: number }>(
    rows: Map<string, Row>,
    clashes: (row: Row) => boolean,
  ) => ({
    find: async (id: string) => rows.get(id) ?? null,
    add: (row: Row) =>
      write(
        () => !rows.has(row.id) && !clashes(row),
        () => rows.set(row.id, row),
      ),
    save: (row: Row) =>
      write(
        () => rows.get(row.id)?.version === row.version && !clashes(row),
        () => rows.set(row.id, { ...row, version: row.version + 1 }),
      ),
  });
  return {
    quotations: kept(quotations, ({ id, number }) =>
      [...quotations.values()].some((each) => each.id !== id && each.number === number),
    ),
    subscriptions: {
      ...kept(subscriptions, ({ id, keyHash }) =>
        [...subscriptions.values()].some((each) => each.id !== id && each.keyHash === keyHash),
      ),
      findByKeyHash: async (keyHash) => [...subscriptions.values()].find((each) => each.keyHash === keyHash) ?? null,
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

const sortValues: Readonly<Record<QuotationSort, (quotation: Quotation) => string>> = {
  status: listedStatus,
  insuredName: (quotation) => insuredOf(quotation).sortedAs,
  product: ({ operationCode }) => operationCode,
  createdAt: ({ createdAt }) => createdAt,
  number: ({ number }) => number,
};

function memoryQuotationLists(all: () => readonly Quotation[]): QuotationLists {
  const found = (query: QuotationQuery) => all().filter((quotation) => isAsked(quotation, query));
  return {
    page: async (query) => {
      const last = query.sort[0]?.descending === true;
      const order = [
        ...query.sort.map(({ by, descending }) => ({ value: sortValues[by], descending })),
        { value: ({ id }: Quotation) => id, descending: last },
      ];
      return found(query)
        .sort((one, other) => {
          for (const { value, descending } of order) {
            const [a, b] = [value(one), value(other)];
            if (a !== b) return a < b === descending ? 1 : -1;
          }
          return 0;
        })
        .slice(query.skip, query.skip + query.limit);
    },
    count: async (query) => found(query).length,
    ended: async (now, limit) =>
      all()
        .filter((quotation) => hasExpired(quotation, now))
        .sort((one, other) => (one.expiresAt < other.expiresAt ? -1 : 1))
        .slice(0, limit)
        .map(({ id }) => id),
    beingPaid: async (limit) =>
      all()
        .filter((quotation) => quotation.status === 'proposed')
        .filter(({ paymentLock }) => paymentLock !== null)
        .slice(0, limit),
  };
}

function isAsked(quotation: Quotation, query: QuotationQuery): boolean {
  const is = <Value>(wanted: Value | undefined, value: Value): boolean => wanted === undefined || wanted === value;
  const { from, before } = momentsOf(query);
  return (
    is(query.subscriptionId, quotation.subscriptionId) &&
    is(query.registerNumber, quotation.registerNumber) &&
    is(query.operationCode, quotation.operationCode) &&
    query.operationCodes?.includes(quotation.operationCode) !== false &&
    is(query.status, listedStatus(quotation)) &&
    is(query.enhancedDiligence, proposalOf(quotation)?.enhancedDiligence ?? false) &&
    is(query.underwritingState, underwritingOf(quotation)) &&
    (query.expiresBefore === undefined || quotation.expiresAt < query.expiresBefore) &&
    (from === null || quotation.createdAt >= from) &&
    (before === null || quotation.createdAt < before) &&
    (query.search === undefined || isFound(quotation, searchTerm(query.search)))
  );
}

/** Blanks ask for everything. */
function isFound(quotation: Quotation, term: SearchTerm | null): boolean {
  if (term === null) return true;
  const { name, identity } = insuredOf(quotation);
  const words = nameWords(name);
  const isNamed = term.words.length > 0 && term.words.every((word) => words.includes(word));
  return isNamed || quotation.number.startsWith(term.number) || (identity !== '' && identity === term.identity);
}
