import type {
  Affinity,
  AffinityPlace,
  AffinitySearch,
  AffinitySearches,
  FoundAffinities,
  UnansweredQuery,
} from '@affinity-engine/affinity';
import { epochMilliseconds, instant, type PersonTerm } from '@affinity-engine/kernel';
import type { Engine } from '../engine/engine.js';
import { integerIn, textIn, type Row, type Value } from '../engine/sql.js';
import { affinityFrom, affinityTable } from './affinities.js';
import { contractedIn } from './contracted.js';

type Condition = { readonly sql: string; readonly bindings: readonly Value[] };
type Page = { readonly ids: readonly string[]; readonly goesOn: AffinityPlace | null };

/**
 * Searches over the certificates of all partners. Without persons they are found along the time they were made, in an index that
 * has all that is filtered by; with persons along the hashes of the rarest term, whose records are in the order of their
 * identifiers, which are sorted by time.
 * @param mostLookedAt of a common name, so many certificates are looked at in one go
 */
export function knexAffinitySearch(
  { read, reader, people }: Pick<Engine, 'read' | 'reader' | 'people'>,
  mostLookedAt = 5_000,
): AffinitySearches {
  return {
    async find(search) {
      const hashes = [...new Set((search.persons ?? []).map((term: PersonTerm) => people.hash(term)))];
      const { ids, goesOn } = await (hashes.length === 0 ? byTime(search) : byPersons(search, hashes));
      return page(ids, search.rows, goesOn);
    },
    unanswered: async (query) => page(await unansweredIds(query), query.rows, null),
    async countUnanswered(most, productIds) {
      const conditions = conditionsOf({ productIds });
      const where = [isUnanswered, ...conditions.map(({ sql }) => sql)].join(' and ');
      const some = `select 1 from affinity a where ${where} limit ${most}`;
      const bindings = conditions.flatMap((each) => each.bindings);
      return integerIn((await read(`select count(*) as n from (${some}) s`, bindings))[0], 'n');
    },
    contracted: (spans, productIds) => contractedIn(read, spans, productIds),
  };

  /** One row more than the page shows was found, or it ends at `goesOn`. */
  async function page(ids: readonly string[], rows: number, goesOn: AffinityPlace | null): Promise<FoundAffinities> {
    const items = await recordsOf(ids.slice(0, rows));
    const last = items.at(-1);
    if (ids.length <= rows || last === undefined) return { items, next: goesOn };
    return { items, next: { value: last.createdAt, id: last.id } };
  }

  async function unansweredIds({ productIds, askedBefore, rows, after }: UnansweredQuery): Promise<readonly string[]> {
    const conditions = conditionsOf({ productIds, createdBefore: askedBefore });
    if (after !== undefined) {
      const made = epochMilliseconds(instant(after.value));
      conditions.push({ sql: '(a.created_at, a.id) > (?, ?)', bindings: [made, after.id] });
    }
    const where = [isUnanswered, ...conditions.map(({ sql }) => sql)];
    const found = await read(
      `select a.id from affinity a where ${where.join(' and ')} order by a.created_at, a.id limit ?`,
      [...conditions.flatMap(({ bindings }) => bindings), rows + 1],
    );
    return found.map((row) => textIn(row, 'id'));
  }

  async function byTime(search: AffinitySearch): Promise<Page> {
    const { after, rows, ...filter } = search;
    // A bound that the cursor implies would have the database start at the bound, and walk to the cursor.
    const conditions = conditionsOf(after === undefined ? filter : { ...filter, createdBefore: undefined });
    if (after !== undefined) {
      const made = epochMilliseconds(instant(after.value));
      conditions.push({ sql: '(a.created_at, a.id) < (?, ?)', bindings: [made, after.id] });
    }
    const where = conditions.length === 0 ? '' : `where ${conditions.map(({ sql }) => sql).join(' and ')}`;
    const found = await read(`select a.id from affinity a ${where} order by a.created_at desc, a.id desc limit ?`, [
      ...conditions.flatMap(({ bindings }) => bindings),
      rows + 1,
    ]);
    return { ids: found.map((row) => textIn(row, 'id')), goesOn: null };
  }

  async function byPersons({ after, rows, ...filter }: AffinitySearch, hashes: readonly string[]): Promise<Page> {
    const [rarest = '', ...others] = await rarestFirst(hashes);
    const candidates: Condition = {
      sql: `select record from person_term where hash = ? and kind = 'affinity' ${after === undefined ? '' : 'and record < ?'}
        order by record desc limit ${mostLookedAt}`,
      bindings: [rarest, ...(after === undefined ? [] : [after.id])],
    };
    const conditions = [
      ...others.map((hash) => ({
        sql: `exists (select 1 from person_term t where t.hash = ? and t.kind = 'affinity' and t.record = c.record)`,
        bindings: [hash],
      })),
      ...conditionsOf(filter),
    ];
    const where = conditions.length === 0 ? '' : `where ${conditions.map(({ sql }) => sql).join(' and ')}`;
    const found = await read(
      `select a.id from (${candidates.sql}) c join affinity a on a.id = c.record ${where} order by a.id desc limit ?`,
      [...candidates.bindings, ...conditions.flatMap(({ bindings }) => bindings), rows + 1],
    );
    const ids = found.map((row) => textIn(row, 'id'));
    return { ids, goesOn: ids.length > rows ? null : await behind(candidates) };
  }

  /** The last of the candidates, where there may be more. */
  async function behind({ sql, bindings }: Condition): Promise<AffinityPlace | null> {
    const [row] = await read(`select count(*) as n, min(record) as last from (${sql}) c`, bindings);
    return integerIn(row, 'n') < mostLookedAt ? null : { value: '', id: textIn(row ?? {}, 'last') };
  }

  /** Counted no further than candidates are looked at. */
  async function rarestFirst(hashes: readonly string[]): Promise<readonly string[]> {
    if (hashes.length === 1) return hashes;
    const some = `select count(*) as n from (select 1 from person_term where hash = ? and kind = 'affinity' limit ${mostLookedAt}) s`;
    const counted = await Promise.all(
      hashes.map(async (hash) => ({ hash, n: integerIn((await read(some, [hash]))[0], 'n') })),
    );
    return counted.sort((one, other) => one.n - other.n).map(({ hash }) => hash);
  }

  async function recordsOf(ids: readonly string[]): Promise<readonly Affinity[]> {
    if (ids.length === 0) return [];
    const rows = (await reader('affinity').whereIn('id', ids as string[])) as Row[];
    const found = new Map(rows.map((row) => [row['id'], affinityFrom(people, affinityTable.read(row))]));
    return ids.flatMap((id) => found.get(id) ?? []);
  }
}

/** Must match the WHERE of index affinity_unanswered. */
const isUnanswered = `a.status = 'pending' and a.answer_due_at is null`;

/** All filters but the persons, over the table `a`. */
function conditionsOf(search: Omit<AffinitySearch, 'rows' | 'after' | 'persons'>): Condition[] {
  const { productIds, createdFrom, createdBefore } = search;
  const compared: readonly (readonly [sql: string, value: Value | undefined])[] = [
    ['a.partner_id = ?', search.partnerId],
    ['a.status = ?', search.status],
    ['a.certificate_number = ?', search.certificateNumber],
    ['a.lifetime_start >= ?', search.lifetimeStartFrom],
    ['a.lifetime_start <= ?', search.lifetimeStartTo],
    ['a.created_at >= ?', createdFrom && epochMilliseconds(createdFrom)],
    ['a.created_at < ?', createdBefore && epochMilliseconds(createdBefore)],
  ];
  const conditions = compared.flatMap(([sql, value]) => (value === undefined ? [] : [{ sql, bindings: [value] }]));
  if (productIds === undefined) return conditions;
  const marks = productIds.map(() => '?').join(', ');
  return [...conditions, { sql: marks === '' ? '1 = 0' : `a.product_id in (${marks})`, bindings: [...productIds] }];
}
