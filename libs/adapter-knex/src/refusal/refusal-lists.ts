import type { KeptRefusal, RefusalFilter, RefusalGroup, RefusalLists } from '@affinity-engine/refusal';
import { epochMilliseconds, instantAt } from '@affinity-engine/kernel';
import type { Engine } from '../engine/engine.js';
import type { SqlWords } from '../engine/sql-words.js';
import { integerIn, textIn, type Row, type Value } from '../engine/sql.js';
import { refusalTable } from './refusals.js';

/** Reads over refusals. Each filter has an index in the order of the list. */
export const knexRefusalLists = ({ read }: Pick<Engine, 'read'>): RefusalLists => ({
  async find(reference, partnerId) {
    const [row] = await read('select * from refusal where reference = ?', [reference]);
    const found = row === undefined ? null : refusalTable.read(row);
    return partnerId === undefined || found?.partnerId === partnerId ? found : null;
  },
  async page({ before, limit, ...filter }) {
    const conditions = [...conditionsOf(read.words, filter), ...(before === undefined ? [] : [beforeOf(before)])];
    const where = conditions.length === 0 ? '' : `where ${conditions.map(({ sql }) => sql).join(' and ')}`;
    const bindings = [...conditions.flatMap((each) => each.bindings), limit];
    const rows = await read(`select * from refusal ${where} order by at desc, number desc limit ?`, bindings);
    return rows.map((row) => refusalTable.read(row));
  },
  async groups({ partnerId, from, to, limit }) {
    const ofPartner = partnerId === undefined ? '' : 'and partner_id = ?';
    const rows = await read(
      `select code, operation, partner_id, sum(refused) as refused, min(first_at) as first_at, max(last_at) as last_at,
         max(newest_at || ':' || newest) as newest
       from refusal_count where hour >= ? and hour < ? ${ofPartner} group by code, operation, partner_id
       order by 4 desc, code, operation, coalesce(partner_id, '') limit ?`,
      [epochMilliseconds(from), epochMilliseconds(to), ...(partnerId === undefined ? [] : [partnerId]), limit],
    );
    return rows.map(groupFrom);
  },
});

type Condition = { readonly sql: string; readonly bindings: readonly Value[] };

/** Columns of the filters: the first one that is asked for leads. A client has fewer refusals than its partner. */
const columns = { clientId: 'client_id', partnerId: 'partner_id', operation: 'operation', code: 'code' } as const;

function conditionsOf({ furtherFilter }: SqlWords, { from, to, ...equal }: RefusalFilter): readonly Condition[] {
  const names = (Object.keys(columns) as (keyof typeof columns)[]).filter((name) => equal[name] !== undefined);
  return [
    ...names.map((name, at) => {
      const column = at === 0 ? columns[name] : furtherFilter(columns[name]);
      return { sql: `${column} = ?`, bindings: [equal[name] as string] };
    }),
    ...(from === undefined ? [] : [{ sql: 'at >= ?', bindings: [epochMilliseconds(from)] }]),
    ...(to === undefined ? [] : [{ sql: 'at < ?', bindings: [epochMilliseconds(to)] }]),
  ];
}

const beforeOf = ({ at, number }: Pick<KeptRefusal, 'at' | 'number'>): Condition => ({
  sql: '(at, number) < (?, ?)',
  bindings: [epochMilliseconds(at), number],
});

const groupFrom = (row: Row): RefusalGroup => ({
  code: textIn(row, 'code'),
  operation: textIn(row, 'operation'),
  partnerId: row['partner_id'] as string | null,
  count: Number(row['refused']),
  firstAt: instantAt(integerIn(row, 'first_at')),
  lastAt: instantAt(integerIn(row, 'last_at')),
  // After its moment, so that the greatest is the newest.
  newest: (row['newest'] as string | null)?.replace(/^\d+:/, '') ?? null,
});
