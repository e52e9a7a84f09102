import {
  withProduct,
  type AffinityLists,
  type AffinityQuery,
  type AffinityWithProduct,
  type Products,
} from '@affinity-engine/affinity';
import { civilDate, dayAfter, startOfDay, type PlainDate } from '@affinity-engine/kernel';
import { readCursor, writeCursor } from '../edge/cursor.js';
import { inputInvalid } from '../edge/errors.js';
import { mostSkipped, pageFound } from '../edge/paged.js';
import type { ListQuery } from './schemas.js';
import { filterOf } from './wire.js';

export type AffinityPage = {
  readonly total: number;
  readonly items: readonly AffinityWithProduct[];
  readonly cursor: string | null;
};

/** One page of a partner's affinities. The cursor carries the total of the first page. */
export async function listAffinities(
  lists: AffinityLists,
  products: Products,
  partnerId: string,
  asked: ListQuery,
): Promise<AffinityPage> {
  if (asked.cursor !== undefined && asked.page !== undefined) {
    throw inputInvalid([{ path: 'page', expected: 'no page beside a cursor' }]);
  }
  const rows = asked.rows ?? 10;
  const query = queryOf(partnerId, asked, rows);
  const filters = filtersOf(asked, partnerId);
  const after = asked.cursor === undefined ? null : readCursor(asked.cursor, filters);
  // One after the other: both at once would take two of the few connections for lists.
  const total = after?.total ?? (await lists.count(query));
  const found = await lists.page({
    ...query,
    rows: rows + 1,
    ...(after === null ? {} : { after }),
    ...(asked.page === undefined ? {} : { skip: skipOf(asked.page, rows) }),
  });
  const { items, cursor } = pageFound(found, rows, (last) =>
    writeCursor({ total, value: last[query.sort.by], id: last.id }, filters),
  );
  return { total, items: await Promise.all(items.map((affinity) => withProduct(affinity, products))), cursor };
}

/** @throws INPUT-INVALID for a page that is too far: what it skips has to be read */
function skipOf(page: number, rows: number): number {
  const skip = (page - 1) * rows;
  if (skip <= mostSkipped) return skip;
  const last = Math.floor(mostSkipped / rows) + 1;
  throw inputInvalid([{ path: 'page', expected: `a page up to ${last}; a cursor leads further` }]);
}

function queryOf(partnerId: string, asked: ListQuery, rows: number): AffinityQuery {
  const sort = asked.sort ?? '-created_at';
  return {
    partnerId,
    rows,
    ...filterOf(asked),
    ...spansOf(asked),
    sort: {
      by: sort.endsWith('created_at') ? ('createdAt' as const) : ('lifetimeStart' as const),
      descending: sort.startsWith('-'),
    },
  };
}

type Days = Pick<ListQuery, 'lifetime_start_from' | 'lifetime_start_to' | 'created_from' | 'created_to'>;

/** Spans of days, the last one included. @throws INPUT-INVALID for one that ends before it begins */
export function spansOf(asked: Days) {
  const [startsFrom, startsTo] = [dayOf(asked.lifetime_start_from), dayOf(asked.lifetime_start_to)];
  checkRange('lifetime_start_to', startsFrom, startsTo);
  checkRange('created_to', dayOf(asked.created_from), dayOf(asked.created_to));
  return {
    lifetimeStartFrom: startsFrom,
    lifetimeStartTo: startsTo,
    createdFrom: startOf(asked.created_from),
    createdBefore: endOf(asked.created_to),
  };
}

/** What a cursor is bound to: the caller and every filter, but not the size of the page. */
const filtersOf = (asked: ListQuery, partnerId: string): string => {
  const { cursor: _cursor, page: _page, rows: _rows, ...filters } = asked;
  return JSON.stringify([partnerId, Object.entries(filters).sort()]);
};

const dayOf = (text: string | undefined): PlainDate | undefined => (text === undefined ? undefined : civilDate(text));

const startOf = (text: string | undefined) => (text === undefined ? undefined : startOfDay(civilDate(text)));

/** The start of the day after; the last day of the calendar has none, and bounds nothing. */
const endOf = (text: string | undefined) => {
  const day = dayOf(text);
  return day === undefined || day === '9999-12-31' ? undefined : startOfDay(dayAfter(day));
};

function checkRange(path: string, from: PlainDate | undefined, to: PlainDate | undefined): void {
  if (from !== undefined && to !== undefined && to < from) {
    throw inputInvalid([{ path, expected: `a day from ${path.replace(/_to$/, '_from')} on` }]);
  }
}
