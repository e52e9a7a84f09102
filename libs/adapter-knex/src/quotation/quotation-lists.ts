import { epochMilliseconds } from '@affinity-engine/kernel';
import { insuredOf, listedStatus, momentsOf, mostSortedByName, searchTerm } from '@affinity-engine/quotation';
import type { Quotation, QuotationLists, QuotationQuery, QuotationSort, SearchTerm } from '@affinity-engine/quotation';
import type { Knex } from 'knex';
import { integerIn, textIn, type Row } from '../engine/sql.js';
import type { Engine } from '../engine/engine.js';
import { composed } from '../engine/sql-words.js';
import { identityHash, quotationFrom } from './quotations.js';

const sortColumns = {
  status: 'status',
  product: 'operation_code',
  createdAt: 'created_at',
  number: 'number',
} as const satisfies Record<Exclude<QuotationSort, 'insuredName'>, string>;

/** Must match the WHERE of index quotation_being_paid, or the database will not use it. */
const beingPaid = composed(({ fieldIs }) => `status = 'draft' and ${fieldIs('content', 'checkingOut', 'object')}`);

/** Lists over the quotation table: a broker's pages, those that need diligence, those to expire. */
export function knexQuotationLists({
  reader,
  words,
  people,
}: Pick<Engine, 'reader' | 'words' | 'people'>): QuotationLists {
  const from = (row: Row): Quotation => quotationFrom(people, row);
  return {
    async page(query) {
      const { sort, skip, limit } = query;
      if (sort.some(({ by }) => by === 'insuredName')) {
        const rows = (await filtered(query).limit(mostSortedByName)) as Row[];
        return rows
          .map(from)
          .sort(inOrder(sort))
          .slice(skip, skip + limit);
      }
      const order = sort.map(({ by, descending }) => ({
        column: `quotation.${sortColumns[by as keyof typeof sortColumns]}`,
        order: descending ? 'desc' : 'asc',
      }));
      const last = { column: 'quotation.id', order: sort[0]?.descending === true ? 'desc' : 'asc' };
      // What is skipped is read from the index alone; the rows themselves are read for the page only.
      const found = filtered(query)
        .select('id as page_id')
        .orderBy([...order, last])
        .limit(limit)
        .offset(skip);
      const page = reader.from(found.as('page')).join('quotation', 'quotation.id', 'page.page_id');
      return ((await page.select('quotation.*').orderBy([...order, last])) as Row[]).map(from);
    },
    async count(query) {
      const [row] = (await filtered(query).count({ n: '*' })) as Row[];
      return integerIn(row, 'n');
    },
    async ended(now, limit) {
      const rows = (await reader('quotation')
        .select('id')
        .whereRaw(`status = 'draft'`)
        .where('expires_at', '<=', epochMilliseconds(now))
        .whereRaw(words.fieldIs('content', 'checkingOut', 'null'))
        .orderBy('expires_at')
        .limit(limit)) as Row[];
      return rows.map((row) => textIn(row, 'id'));
    },
    async beingPaid(limit) {
      const rows = await reader('quotation').whereRaw(beingPaid(words)).orderBy('id').limit(limit);
      return (rows as Row[]).map(from).filter((quotation) => quotation.status === 'proposed');
    },
  };

  function filtered(query: QuotationQuery): Knex.QueryBuilder {
    const found = reader('quotation');
    if (query.subscriptionId !== undefined) found.where('subscription_id', query.subscriptionId);
    if (query.registerNumber !== undefined) found.where('register_number', query.registerNumber);
    if (query.operationCode !== undefined) found.where('operation_code', query.operationCode);
    if (query.operationCodes !== undefined) found.whereIn('operation_code', query.operationCodes as string[]);
    if (query.status !== undefined) found.where('status', query.status);
    const { from, before } = momentsOf(query);
    if (from !== null) found.where('created_at', '>=', epochMilliseconds(from));
    if (before !== null) found.where('created_at', '<', epochMilliseconds(before));
    if (query.enhancedDiligence !== undefined) {
      // The number is in the text, not bound: only so it matches the WHERE of index quotation_to_look_at.
      found.whereRaw(`enhanced_diligence = ${query.enhancedDiligence ? 1 : 0}`);
    }
    if (query.underwritingState !== undefined) {
      // The first part matches the WHERE of index quotation_underwritten.
      const sql = query.underwritingState === 'approved' ? '' : `underwriting_state <> 'approved' and `;
      found.whereRaw(`${sql}underwriting_state = ?`, [query.underwritingState]);
    }
    if (query.expiresBefore !== undefined) found.where('expires_at', '<', epochMilliseconds(query.expiresBefore));
    const term = query.search === undefined ? null : searchTerm(query.search);
    if (term !== null) found.whereRaw(`id in (${matching(term)})`, bound(term) as string[]);
    return found;
  }

  function bound({ words: asked, number, identity }: SearchTerm): readonly string[] {
    const hashes = asked.map((text) => people.hash({ kind: 'name', text }));
    // An identity that is not sealed yet is in the clear.
    return [...hashes, number, `${number}\uffff`, identityHash(people, identity), identity];
  }
}

/** The ids of all that a search is for, each part by an index of its own. */
function matching({ words }: SearchTerm): string {
  const [first, ...others] = words.map(() => `select record from person_term where kind = 'quotation' and hash = ?`);
  const named = [first, ...others.map((other) => `and record in (${other})`)].join(' ');
  return [
    ...(first === undefined ? [] : [named]),
    'select id from quotation where number >= ? and number < ?',
    `select id from quotation where identity in (?, ?) and identity <> ''`,
  ].join(' union ');
}

type Values = Readonly<Record<QuotationSort, (quotation: Quotation) => string>>;

const values: Values = {
  status: listedStatus,
  insuredName: (quotation) => insuredOf(quotation).sortedAs,
  product: ({ operationCode }) => operationCode,
  createdAt: ({ createdAt }) => createdAt,
  number: ({ number }) => number,
};

/** Byte by byte, as the databases compare. */
const inOrder = (sort: QuotationQuery['sort']) => {
  const keys = [
    ...sort.map(({ by, descending }) => ({ value: values[by], descending })),
    { value: ({ id }: Quotation) => id, descending: sort[0]?.descending === true },
  ];
  return (one: Quotation, other: Quotation): number => {
    for (const { value, descending } of keys) {
      const compared = Buffer.compare(Buffer.from(value(one)), Buffer.from(value(other)));
      if (compared !== 0) return descending ? -compared : compared;
    }
    return 0;
  };
};
