import { portMutants, replaced, unguarded, withoutEffect, type PortsMutant } from '@affinity-engine/kernel/testing';
import type { QuotationLists, QuotationPorts, QuotationQuery } from '../ports.js';
import type { Quotation, Subscription } from '../quotation.js';
import type { MemoryQuotations } from './memory-quotation-work.js';

type Mutant = PortsMutant<QuotationPorts, MemoryQuotations>;
type ListMutant = (lists: QuotationLists) => Partial<QuotationLists>;

const inPort = portMutants<QuotationPorts, MemoryQuotations>();
const each = <Field extends string, Made>(fields: readonly Field[], what: string, mutant: (field: Field) => Made) =>
  Object.fromEntries(fields.map((field) => [`${what} ${field}`, mutant(field)]));

const dropped = (quotation: Quotation, field: string): Quotation => ({ ...quotation, [field]: null }) as Quotation;
const addedFields = ['registerNumber', 'productVersion', 'answers', 'proposals', 'expiresAt', 'version'] as const;
const statusFields = ['paymentLock', 'proposal', 'confirmation'] as const;
const subscriptionFields = ['name', 'registerNumbers', 'revokedAt', 'keyHash'] as const;

/** What the ports of a unit of work may do wrong. */
export const quotationMutants: Readonly<Record<string, Mutant>> = {
  'adds quotations over others': inPort('quotations', ({ add }, writes) => ({ add: replaced(writes, add, unguarded) })),
  'adds two quotations of one number': inPort('quotations', ({ add }, writes, store) => ({
    add: (quotation) =>
      replaced(writes, add, ({ apply }) => ({
        holds: () => store.quotations().every(({ id }) => id !== quotation.id),
        apply,
      }))(quotation),
  })),
  'saves quotations whatever their version': inPort('quotations', ({ save }, writes) => ({
    save: replaced(writes, save, unguarded),
  })),
  'saves nothing': inPort('quotations', ({ save }, writes) => ({ save: replaced(writes, save, withoutEffect) })),
  'saves every quotation': inPort('quotations', ({ save }, _, store) => ({
    save: (quotation) => {
      save(quotation);
      for (const { id, version, number } of store.quotations())
        if (id !== quotation.id) save({ ...quotation, id, version, number });
    },
  })),
  ...each(addedFields, 'adds quotations without their', (field) =>
    inPort('quotations', ({ add }) => ({ add: (quotation) => add(dropped(quotation, field)) })),
  ),
  ...each(statusFields, 'keeps quotations without their', (field) =>
    inPort('quotations', ({ add }) => ({
      add: (quotation) => add(field in quotation ? dropped(quotation, field) : quotation),
    })),
  ),
  ...each(statusFields, 'saves quotations without their', (field) =>
    inPort('quotations', ({ save }) => ({
      save: (quotation) => save(field in quotation ? dropped(quotation, field) : quotation),
    })),
  ),
  'saves all but the status': inPort('quotations', ({ save }, _, store) => ({
    save: (quotation) => {
      const { status } = store.quotations().find(({ id }) => id === quotation.id) as Quotation;
      save({ ...quotation, status } as Quotation);
    },
  })),
  'takes what is proposed for a draft': inPort('quotations', ({ find }) => ({
    find: async (id) => {
      const found = await find(id);
      return found?.status === 'proposed' ? ({ ...found, status: 'draft' } as unknown as Quotation) : found;
    },
  })),
  'adds subscriptions over others': inPort('subscriptions', ({ add }, writes) => ({
    add: replaced(writes, add, unguarded),
  })),
  'lets two subscriptions have one key': inPort('subscriptions', ({ add }, writes, store) => ({
    add: (subscription) =>
      replaced(writes, add, ({ apply }) => ({
        holds: () => store.subscriptions().every(({ id }) => id !== subscription.id),
        apply,
      }))(subscription),
  })),
  'lets a subscription take another one’s key': inPort('subscriptions', ({ save }, writes, store) => ({
    save: (subscription) =>
      replaced(writes, save, ({ apply }) => ({
        holds: () =>
          store.subscriptions().some(({ id, version }) => id === subscription.id && version === subscription.version),
        apply,
      }))(subscription),
  })),
  'saves subscriptions whatever their version': inPort('subscriptions', ({ save }, writes) => ({
    save: replaced(writes, save, unguarded),
  })),
  ...each(subscriptionFields, 'saves subscriptions but for their', (field) =>
    inPort('subscriptions', ({ save }, _, store) => ({
      save: (subscription) => {
        const before = store.subscriptions().find(({ id }) => id === subscription.id) as Subscription;
        save({ ...subscription, [field]: before[field] });
      },
    })),
  ),
  'finds a subscription by the key it had': inPort('subscriptions', ({ findByKeyHash }, _, store) => ({
    findByKeyHash: async (keyHash) =>
      (await findByKeyHash(keyHash)) ?? (keyHash === 'digest of a key' ? (store.subscriptions()[0] ?? null) : null),
  })),
  'admits every sale': inPort('eligibility', () => ({ reasonsAgainst: async () => [] })),
  'holds nothing of what a sale rests on': inPort('eligibility', ({ reasonsAgainst }, writes) => ({
    reasonsAgainst: async (sale) => {
      const before = writes.length;
      const reasons = await reasonsAgainst(sale);
      writes.splice(before);
      return reasons;
    },
  })),
  'drops the details of the trail': inPort('audit', ({ append }) => ({
    append: ({ actor, action, subject }) => append({ actor, action, subject }),
  })),
};

const asking =
  (other: (query: QuotationQuery) => object): ListMutant =>
  ({ page, count }) => ({
    page: (query) => page(without({ ...query, ...other(query) })),
    count: (query) => count(without({ ...query, ...other(query) })),
  });

/** A query without what is undefined. */
const without = (query: object): QuotationQuery =>
  Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined)) as QuotationQuery;

const filters = [
  'subscriptionId',
  'registerNumber',
  'search',
  'operationCode',
  'operationCodes',
  'status',
  'startDate',
  'endDate',
  'enhancedDiligence',
  'underwritingState',
  'expiresBefore',
] as const;

/** What lists over quotations may do wrong. */
export const quotationListMutants: Readonly<Record<string, ListMutant>> = {
  ...each(filters, 'lists whatever the', (filter) => asking(() => ({ [filter]: undefined }))),
  'skips nothing': asking(() => ({ skip: 0 })),
  'lists one more than the limit': asking(({ limit }) => ({ limit: limit + 1 })),
  'sorts nothing': asking(() => ({ sort: [] })),
  'sorts downwards alone': asking(({ sort }) => ({ sort: sort.map((by) => ({ ...by, descending: true })) })),
  'sorts by the first alone': asking(({ sort }) => ({ sort: sort.slice(0, 1) })),
  'sorts ties upwards': ({ page }) => ({
    page: async (query) => {
      const all = await page({ ...query, skip: 0, limit: 1_000 });
      const [first, ...rest] = query.sort;
      if (first?.descending !== true || rest.length > 0) return page(query);
      const ascending = await page({ ...query, skip: 0, limit: 1_000, sort: [{ ...first, descending: false }] });
      const rank = new Map(ascending.map(({ id }, at) => [id, at]));
      const key = (row: Quotation) =>
        first.by === 'createdAt' ? row.createdAt : first.by === 'product' ? row.operationCode : row.id;
      return [...all]
        .sort((one, other) => (key(one) === key(other) ? (rank.get(one.id) ?? 0) - (rank.get(other.id) ?? 0) : 0))
        .slice(query.skip, query.skip + query.limit);
    },
  }),
  'searches with accents': asking(({ search }) => ({ search: search?.replace('CONCEICAO', 'CONCEIÇÃX') })),
  'finds by a part of a word': asking(({ search }) => ({ search: search === 'álva' ? 'álvaro' : search })),
  'finds by one of several words': asking(({ search }) => ({ search: search?.split(' ')[0] })),
  'finds by the beginning of an identity': asking(({ search }) => ({
    search: search === '52998' ? '52998224725' : search,
  })),
  'searches without trimming': asking(({ search }) => ({
    search: search?.startsWith(' ') === true ? 'nothing' : search,
  })),
  'counts a page': ({ page }) => ({ count: async (query) => (await page(query)).length }),
  'counts everything': ({ count }) => ({ count: ({ sort, skip, limit }) => count({ sort, skip, limit }) }),
  'leaves out the last day': asking(({ endDate, startDate }) => ({
    endDate: endDate === undefined || endDate === startDate ? endDate : startDate,
  })),
  'expires what is being paid': ({ ended, beingPaid }) => ({
    ended: async (now, limit) =>
      [
        ...(await ended(now, limit)),
        ...(await beingPaid(limit)).filter(({ expiresAt }) => expiresAt <= now).map(({ id }) => id),
      ].slice(0, limit),
  }),
  'expires more than the limit': ({ ended }) => ({ ended: (now) => ended(now, 100) }),
  'expires the newest first': ({ ended }) => ({
    ended: async (now, limit) => [...(await ended(now, 100))].reverse().slice(0, limit),
  }),
  'expires nothing': () => ({ ended: async () => [] }),
  'expires only after the moment': ({ ended }) => ({
    ended: (now, limit) => ended(now.replace('12:00:00.000Z', '11:59:59.999Z') as typeof now, limit),
  }),
  'pays more than the limit': ({ beingPaid }) => ({ beingPaid: () => beingPaid(100) }),
  'has nothing that is being paid': () => ({ beingPaid: async () => [] }),
};
