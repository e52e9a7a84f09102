/** The values of a query. */
export type Query = Readonly<Record<string, unknown>>;

type Link = { readonly href: string };
/** What pages of the dialects have in common: some of these. */
type Page = {
  readonly items?: readonly { readonly id?: unknown }[];
  readonly list?: readonly unknown[];
  readonly data?: readonly unknown[];
  readonly cursor?: string | null;
  readonly links?: Readonly<Record<string, Link>>;
  readonly total?: number;
  readonly totalItems?: number;
};

/** The elements of a page. */
export const itemsIn = (page: unknown): readonly unknown[] => {
  const { items, list, data } = page as Page;
  return items ?? list ?? data ?? [];
};

/**
 * The pages of a list, one after the other, each fetched when it is asked for. Lists go on in one of four ways: by a
 * `cursor`, by the link to the next page, after the last event, or by the number of the page.
 */
export async function* pagesOf(
  path: string,
  query: Query,
  read: (query: Query) => Promise<unknown>,
): AsyncGenerator<unknown, void, undefined> {
  let [next, seen]: [Query | null, number] = [query, 0];
  while (next !== null) {
    const page = await read(next);
    yield page;
    seen += itemsIn(page).length;
    next = following(path, next, page as Page, seen);
  }
}

function following(path: string, query: Query, page: Page, seen: number): Query | null {
  const { items, cursor, links, total, totalItems = total } = page;
  if (path.endsWith('/events')) {
    const last = items?.at(-1);
    return last === undefined ? null : { ...query, after: last.id };
  }
  // A page that was asked for by its number goes on by the cursor, too.
  if (cursor !== undefined) return cursor === null ? null : { ...query, page: undefined, cursor };
  if (links !== undefined) {
    const offset = /[?&]pageOffset=(\d+)/.exec(links['next']?.href ?? '')?.[1];
    return offset === undefined ? null : { ...query, pageOffset: offset };
  }
  const isLast = totalItems === undefined || seen >= totalItems || itemsIn(page).length === 0;
  return isLast ? null : { ...query, page: Number(query['page'] ?? 1) + 1 };
}
