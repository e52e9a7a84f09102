import type { FieldCondition, List, ListQuery, Operator } from '@affinity-engine/affinity-group';
import { integerIn, type Execute, type Row, type Value } from './sql.js';
import type { SqlWords } from './sql-words.js';

/** The source of a list: its table, a condition on its rows, and each field as SQL that returns text or null. */
export type Listed<Entry, Field extends string> = {
  readonly from: string;
  readonly only?: Sql;
  readonly select?: string;
  readonly fields: Readonly<Record<Field, string>>;
  /** The field that orders rows which are equal in all others. */
  readonly ties: NoInfer<Field>;
  /** Fields with few distinct values: walking along the sort is cheaper than finding one value and sorting the rows. */
  readonly coarse?: readonly NoInfer<Field>[];
  readonly rowFrom: (row: Row) => Entry;
};

/** Null is less than all texts. */
const [first, last] = ['asc nulls first', 'desc nulls last'];

type Sql = { readonly sql: string; readonly bindings: readonly Value[] };

/** From this offset on, rows are counted first, and a page nearer to the end is read from the end. */
const far = 1_000;

/**
 * A list with conditions, an order, and pages by offset. The database skips the rows of an offset along the index that
 * gives the order, if there is one. A page beyond the middle is read from the end: with any filter and order, the last
 * page costs as much as the first.
 */
export function filteredList<Entry, Field extends string>(
  read: Execute,
  { from, only, select = '*', fields, ties, coarse = [], rowFrom }: Listed<Entry, Field>,
): List<Entry, Field> {
  const { words } = read;

  function where(conditions: readonly FieldCondition<Field>[], sorted: boolean): Sql {
    const column = (field: Field): string =>
      sorted && coarse.includes(field) ? words.withoutIndex(fields[field]) : fields[field];
    const asked = conditions.map((each) => conditionSql(words, column(each.field), each));
    const all = only === undefined ? asked : [only, ...asked];
    if (all.length === 0) return { sql: '', bindings: [] };
    return {
      sql: ` where ${all.map(({ sql }) => sql).join(' and ')}`,
      bindings: all.flatMap(({ bindings }) => bindings),
    };
  }

  async function count(conditions: readonly FieldCondition<Field>[]): Promise<number> {
    const { sql, bindings } = where(conditions, false);
    const [row] = await read(`select count(*) as n from ${from}${sql}`, bindings);
    return integerIn(row, 'n');
  }

  async function rowsOf({ conditions, sort, skip, rows }: ListQuery<Field>): Promise<readonly Entry[]> {
    const { sql, bindings } = where(conditions, sort.length > 1);
    const order = sort.map(({ field, descending }) => `${fields[field]} ${descending ? last : first}`).join(', ');
    const page = `select ${select} from ${from}${sql} order by ${order} limit ? offset ?`;
    return (await read(page, [...bindings, rows, skip])).map(rowFrom);
  }

  return {
    count,
    async page(query) {
      const { conditions, skip, rows } = query;
      const sort = withTies(query.sort, ties);
      const all = skip < far ? Infinity : await count(conditions);
      if (skip >= all) return [];
      if (skip <= all / 2) return rowsOf({ conditions, sort, skip, rows });
      const backwards = sort.map(({ field, descending }) => ({ field, descending: !descending }));
      const there = Math.min(rows, all - skip);
      const found = await rowsOf({ conditions, sort: backwards, skip: all - skip - there, rows: there });
      return found.toReversed();
    },
  };
}

/** Rows that are equal in all fields are ordered by the last field, in the direction of the one before. */
const withTies = <Field extends string>(
  sort: ListQuery<Field>['sort'],
  ties: NoInfer<Field>,
): ListQuery<Field>['sort'] =>
  sort.some(({ field }) => field === ties)
    ? sort
    : [...sort, { field: ties, descending: sort.at(-1)?.descending ?? false }];

function conditionSql(words: SqlWords, of: string, { operator, values }: FieldCondition<string>): Sql {
  if (operator === 'in' || operator === 'ni') {
    return { sql: several[operator](of, values.map(() => '?').join(', ')), bindings: values };
  }
  const { sql, times } = single[operator](of, words);
  return { sql, bindings: Array.from({ length: times }, () => values[0] ?? '') };
}

const several = {
  in: (of: string, marks: string) => `${of} in (${marks})`,
  ni: (of: string, marks: string) => `(${of} is null or ${of} not in (${marks}))`,
} as const;

type Single = (of: string, words: SqlWords) => { readonly sql: string; readonly times: number };

const compared =
  (sign: string): Single =>
  (of) => ({ sql: `${of} ${sign} ?`, times: 1 });

/** Each operator in SQL. `like` is not used: it ignores case and has wildcards. */
const single: Readonly<Record<Exclude<Operator, 'in' | 'ni'>, Single>> = {
  eq: compared('='),
  ne: (of, { differsFromBound }) => ({ sql: differsFromBound(of), times: 1 }),
  lt: compared('<'),
  gt: compared('>'),
  le: compared('<='),
  ge: compared('>='),
  sw: (of) => ({ sql: `(${of} >= ? and substr(${of}, 1, length(?)) = ?)`, times: 3 }),
  cn: (of, { containsBound }) => ({ sql: containsBound(of), times: 1 }),
};
