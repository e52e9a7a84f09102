import { epochMilliseconds } from '@affinity-engine/kernel';
import { momentsOf, searchTerm } from '@affinity-engine/quotation';
import type { QuotationLists, QuotationQuery, QuotationSort } from '@affinity-engine/quotation';
import type { Knex } from 'knex';
import { integerIn, textIn, type Row } from '../engine/sql.js';
import type { Engine } from '../engine/engine.js';
import { composed } from '../engine/sql-words.js';
import { quotationFrom } from './quotations.js';

const sortColumns = {
  status: 'status',
  insuredName: 'searched',
  product: 'operation_code',
  createdAt: 'created_at',
  number: 'number',
} as const satisfies Record<QuotationSort, string>;

/** Must match the WHERE of index quotation_being_paid, or the database will not use it. */
const beingPaid = composed(({ fieldIs }) => `status = 'draft' and ${fieldIs('content', 'checkingOut', 'object')}`);

/** A text in a pattern of LIKE, its signs taken as they are. */
const literally = (text: string): string => text.replaceAll(/[\\%_]/g, (wild) => `\\${wild}`);

/** Lists over the quotation table: a broker's pages, those that need diligence, those to expire. */
export function knexQuotationLists({ reader, words }: Pick<Engine, 'reader' | 'words'>): QuotationLists {
  return {
    async page(query) {
      const order = query.sort.map(({ by, descending }) => ({
        column: sortColumns[by],
        order: descending ? 'desc' : 'asc',
      }));
      const last = { column: 'id', order: query.sort[0]?.descending === true ? 'desc' : 'asc' };
      const found = filtered(query)
        .orderBy([...order, last])
        .limit(query.limit)
        .offset(query.skip);
      return ((await found) as Row[]).map(quotationFrom);
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
      return (rows as Row[]).map(quotationFrom).filter((quotation) => quotation.status === 'proposed');
    },
  };

  function filtered(query: QuotationQuery): Knex.QueryBuilder {
    const found = reader('quotation');
    if (query.subscriptionId !== undefined) found.where('subscription_id', query.subscriptionId);
    if (query.registerNumber !== undefined) found.where('register_number', query.registerNumber);
    if (query.operationCode !== undefined) found.where('operation_code', query.operationCode);
    if (query.status !== undefined) found.where('status', query.status);
    const { from, before } = momentsOf(query);
    if (from !== null) found.where('created_at', '>=', epochMilliseconds(from));
    if (before !== null) found.where('created_at', '<', epochMilliseconds(before));
    if (query.enhancedDiligence !== undefined) {
      // The number is in the text, not bound: only so it matches the WHERE of index quotation_to_look_at.
      found.whereRaw(`enhanced_diligence = ${query.enhancedDiligence ? 1 : 0}`);
    }
    if (query.search !== undefined) {
      const term = searchTerm(query.search);
      if (term === null) return found.whereRaw('1 = 0');
      const [text, identity] = [literally(term.text), literally(term.identity)];
      found.whereRaw(`(searched like ? escape '\\' or number like ? escape '\\' or identity like ? escape '\\')`, [
        `%${text}%`,
        `${text}%`,
        `${identity}%`,
      ]);
    }
    return found;
  }
}
