import type { List } from '@affinity-engine/affinity-group';
import type { RequestParts } from '../edge/request.js';
import { readCollection, type Fields } from './query.js';
import type { CollectionQuery } from './schemas.js';
import type { Attributes } from './wire.js';

type Link = { readonly href: string; readonly methods: readonly string[] };
export type Links = Readonly<Record<string, Link>>;
export type Element = { readonly attributes: Attributes; readonly checksum: string; readonly links: Links };
export type Enveloped = { readonly data: Element };

export const linkTo = (href: string, ...methods: readonly string[]): Link => ({ href, methods });

/** The path of a created element. */
export const selfOf = ({ data }: Enveloped): string => data.links['self']?.href ?? '';

/** Leaves out the attributes that `fields` does not name. The names were checked before. */
export function onlyAskedFields(presented: unknown, { query }: RequestParts): unknown {
  const names = ((query as { readonly fields?: string }).fields ?? '*all').split(',');
  if (presented === undefined || names.some((name) => name.startsWith('*'))) return presented;
  const shown = (element: Element): Element => ({
    ...element,
    attributes: Object.fromEntries(Object.entries(element.attributes).filter(([name]) => names.includes(name))),
  });
  const { data } = presented as { readonly data: Element | readonly Element[] };
  return { ...presented, data: Array.isArray(data) ? data.map(shown) : shown(data as Element) };
}

/** A collection: its path, its rows, the fields to filter and sort by, and how rows are shown. */
export type Collection<Row, Field extends string> = {
  readonly path: string;
  readonly methods: readonly string[];
  readonly list: List<Row, Field>;
  readonly fields: Fields<Field>;
  readonly elements: (rows: readonly Row[]) => Promise<readonly Element[]>;
};

/** One page of a collection, with links to the first, the one before and the next. */
export async function pageOf<Row, Field extends string>(
  { path, methods, list, fields, elements }: Collection<Row, Field>,
  query: CollectionQuery,
) {
  const { list: asked, size, offset } = readCollection(query, fields);
  const [found, total] = await Promise.all([
    list.page(asked),
    query.includeTotal === true ? list.count(asked.conditions) : undefined,
  ]);
  const data = await elements(found.slice(0, size));
  const at = (pageOffset: number | undefined): string => hrefOf(path, { ...query, pageOffset });
  return {
    count: data.length,
    ...(total === undefined ? {} : { total }),
    data,
    links: {
      first: linkTo(at(undefined), 'get'),
      ...(found.length > size ? { next: linkTo(at(offset + size), 'get') } : {}),
      ...(offset > 0 ? { prev: linkTo(at(offset > size ? offset - size : undefined), 'get') } : {}),
      self: linkTo(at(query.pageOffset), ...methods),
    },
  };
}

/** The same call on another page, as a path from the origin. */
function hrefOf(path: string, query: CollectionQuery): string {
  const parameters = Object.entries(query).flatMap(([name, value]) =>
    [value].flat().flatMap((each): [string, string][] => (each === undefined ? [] : [[name, String(each)]])),
  );
  const search = new URLSearchParams(parameters).toString();
  return search === '' ? path : `${path}?${search}`;
}
