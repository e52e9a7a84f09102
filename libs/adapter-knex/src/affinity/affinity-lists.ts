import { affinityFilters, type AffinityLists, type AffinityQuery } from '@affinity-engine/affinity';
import { epochMilliseconds, instant } from '@affinity-engine/kernel';
import type { Knex } from 'knex';
import type { Engine } from '../engine/engine.js';
import { snakeCase } from '../engine/table.js';
import { integerIn, textIn, type Row } from '../engine/sql.js';
import { toSeal } from '../personal/seal-records.js';
import { affinityFrom, affinityTable, documentHash } from './affinities.js';

const sortColumns = { createdAt: 'created_at', lifetimeStart: 'lifetime_start' } as const;

/** Filters with few distinct values. */
const coarse = new Set<string>(['status', 'productId']);

/** Lists over the affinity table. Each filter has an index that also gives the order. */
export function knexAffinityLists({
  reader,
  words,
  people,
}: Pick<Engine, 'reader' | 'words' | 'people'>): AffinityLists {
  let allSealed = false;
  return {
    async page(query) {
      const sorted = sortColumns[query.sort.by];
      const direction = query.sort.descending ? 'desc' : 'asc';
      const documents = await documentsOf(query);
      const order = ['affinity.' + sorted, 'affinity.id'].map((column) => ({ column, order: direction }));
      const found = filtered(query.after === undefined ? query : withoutImpliedBound(query), documents)
        .select('id as page_id')
        .orderBy(order)
        .limit(query.rows);
      if (query.skip !== undefined) found.offset(query.skip);
      if (query.after !== undefined) {
        const value = query.sort.by === 'createdAt' ? epochMilliseconds(instant(query.after.value)) : query.after.value;
        found.whereRaw(`(${sorted}, id) ${query.sort.descending ? '<' : '>'} (?, ?)`, [value, query.after.id]);
      }
      // What is skipped is read from the index alone; the rows themselves are read for the page only.
      const page = reader.from(found.as('page')).join('affinity', 'affinity.id', 'page.page_id');
      return ((await page.select('affinity.*').orderBy(order)) as Row[]).map((row) =>
        affinityFrom(people, affinityTable.read(row)),
      );
    },
    async count(query) {
      const [row] = (await filtered(query, await documentsOf(query)).count({ n: '*' })) as Row[];
      return integerIn(row, 'n');
    },
    async ended(today, limit) {
      const rows = (await reader('affinity')
        .select('id')
        .whereRaw(`status in ('pending', 'issued')`)
        .where('lifetime_end', '<', today)
        .orderBy('lifetime_end')
        .limit(limit)) as Row[];
      return rows.map((row) => textIn(row, 'id'));
    },
    async answerDue(now, limit) {
      const rows = (await reader('affinity')
        .select('id')
        .whereRaw(`status = 'pending' and answer_due_at is not null`)
        .where('answer_due_at', '<=', epochMilliseconds(now))
        .orderBy('answer_due_at')
        .limit(limit)) as Row[];
      return rows.map((row) => textIn(row, 'id'));
    },
  };

  /** How the rows of a holder have its document: as a hash, and in the clear where they are not sealed yet. */
  async function documentsOf({ holderDocument }: AffinityQuery): Promise<readonly string[]> {
    if (holderDocument === undefined || holderDocument === null) return [];
    allSealed ||= people.isSealing() && (await reader('affinity').whereRaw(toSeal).limit(1)).length === 0;
    const hash = documentHash(people, holderDocument);
    return allSealed ? [hash] : [hash, holderDocument];
  }

  function filtered(query: AffinityQuery, documents: readonly string[]): Knex.QueryBuilder {
    const found = reader('affinity').where('partner_id', query.partnerId);
    for (const field of affinityFilters) {
      if (field === 'holderDocument') {
        if (documents.length > 0) found.whereIn('holder_document', documents as string[]);
      } else if (query[field] !== undefined) found.whereRaw(`${columnOf(field, query)} = ?`, [query[field] as string]);
    }
    const start = query.sort.by === 'createdAt' ? words.withoutIndex('lifetime_start') : 'lifetime_start';
    if (query.lifetimeStartFrom !== undefined) found.whereRaw(`${start} >= ?`, [query.lifetimeStartFrom]);
    if (query.lifetimeStartTo !== undefined) found.whereRaw(`${start} <= ?`, [query.lifetimeStartTo]);
    if (query.createdFrom !== undefined) found.where('created_at', '>=', epochMilliseconds(query.createdFrom));
    if (query.createdBefore !== undefined) found.where('created_at', '<', epochMilliseconds(query.createdBefore));
    return found;
  }

  /** By first day, rows are found along the index of that order: those found by another one would have to be sorted. */
  function columnOf(field: (typeof affinityFilters)[number], { sort }: AffinityQuery): string {
    const column = snakeCase(field);
    return sort.by === 'lifetimeStart' && coarse.has(field) ? words.withoutIndex(column) : column;
  }
}

/**
 * Removes a bound on the sorted column that the cursor implies. With it, SQLite would start at the bound and walk to
 * the cursor, further with every page.
 */
function withoutImpliedBound(query: AffinityQuery): AffinityQuery {
  const { by, descending } = query.sort;
  if (by === 'createdAt') return { ...query, [descending ? 'createdBefore' : 'createdFrom']: undefined };
  return { ...query, [descending ? 'lifetimeStartTo' : 'lifetimeStartFrom']: undefined };
}
