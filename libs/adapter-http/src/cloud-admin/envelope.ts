import type { List } from '@affinity-engine/affinity-group';
import { askedFor, type Fields } from './query.js';
import type { CollectionQuery } from './schemas.js';
import type { Attributes } from './wire.js';

type Link = { readonly href: string; readonly methods: readonly string[] };
export type Links = Readonly<Record<string, Link>>;
export type Element = { readonly attributes: Attributes; readonly checksum: string; readonly links: Links };

export const linkTo = (href: string, ...methods: readonly string[]): Link => ({ href, methods });

/** An element with the attributes that are asked for; undefined is all. */
export const showing = (element: Element, shown: readonly string[] | undefined): Element =>
  shown === undefined
    ? element
    : {
        ...element,
        attributes: Object.fromEntries(Object.entries(element.attributes).filter(([name]) => shown.includes(name))),
      };

/** What a collection is: where it lies, what may be asked of it, and how its rows are shown. */
export type Collection<Row, Field extends string> = {
  readonly path: string;
  readonly methods: readonly string[];
  readonly list: List<Row, Field>;
  readonly fields: Fields<Field>;
  readonly attributes: readonly string[];
  readonly elements: (rows: readonly Row[]) => Promise<readonly Element[]>;
};

/** One page of a collection, with links to the first, the one before and the next. @throws INPUT-INVALID */
export async function pageOf<Row, Field extends string>(
  { path, methods, list, fields, attributes, elements }: Collection<Row, Field>,
  query: CollectionQuery,
) {
  const { list: asked, size, offset, shown } = askedFor(query, fields, attributes);
  const [found, total] = await Promise.all([
    list.page(asked),
    query.includeTotal === true ? list.count(asked.conditions) : undefined,
  ]);
  const data = (await elements(found.slice(0, size))).map((element) => showing(element, shown));
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
