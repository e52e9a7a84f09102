import { affinityFilters, type AffinityLists, type AffinityQuery } from '@affinity-engine/affinity';
import { epochMilliseconds, instant } from '@affinity-engine/kernel';
import type { Knex } from 'knex';
import { snakeCase } from '../engine/table.js';
import { integerIn, textIn, type Row } from '../engine/sql.js';
import { affinityTable } from './affinities.js';

const sortColumns = { createdAt: 'created_at', lifetimeStart: 'lifetime_start' } as const;

/** Lists over the affinity table. Each filter has an index that also gives the order. */
export function knexAffinityLists(reader: Knex): AffinityLists {
  return {
    async page(query) {
      const sorted = sortColumns[query.sort.by];
      const direction = query.sort.descending ? 'desc' : 'asc';
      const found = filtered(query.after === undefined ? query : withoutImpliedBound(query))
        .orderBy([
          { column: sorted, order: direction },
          { column: 'id', order: direction },
        ])
        .limit(query.rows);
      if (query.skip !== undefined) found.offset(query.skip);
      if (query.after !== undefined) {
        const value = query.sort.by === 'createdAt' ? epochMilliseconds(instant(query.after.value)) : query.after.value;
        found.whereRaw(`(${sorted}, id) ${query.sort.descending ? '<' : '>'} (?, ?)`, [value, query.after.id]);
      }
      return ((await found) as Row[]).map(affinityTable.read);
    },
    async count(query) {
      const [row] = (await filtered(query).count({ n: '*' })) as Row[];
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

  function filtered(query: AffinityQuery): Knex.QueryBuilder {
    const found = reader('affinity').where('partner_id', query.partnerId);
    for (const field of affinityFilters) {
      if (query[field] !== undefined) found.where(snakeCase(field), query[field]);
    }
    if (query.lifetimeStartFrom !== undefined) found.where('lifetime_start', '>=', query.lifetimeStartFrom);
    if (query.lifetimeStartTo !== undefined) found.where('lifetime_start', '<=', query.lifetimeStartTo);
    if (query.createdFrom !== undefined) found.where('created_at', '>=', epochMilliseconds(query.createdFrom));
    if (query.createdBefore !== undefined) found.where('created_at', '<', epochMilliseconds(query.createdBefore));
    return found;
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
