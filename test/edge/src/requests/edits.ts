import type { OpenApiDocument } from '@affinity-engine/test-harness';
import fc from 'fast-check';
import type { Sent } from '../wire.js';
import { aroundOf, oddTexts } from './values.js';
import { resolved, variantsOf, type Described, type Schema } from './schema.js';

/** A request that is not yet bytes. */
export type Draft = {
  readonly params: Record<string, unknown>;
  readonly query: Record<string, unknown>;
  readonly headers: Record<string, string>;
  body: unknown;
  /** Text that is sent in place of the JSON of `body`. */
  raw?: string;
  /** Text that is added to the query as it is. */
  rawQuery?: string;
};

/** Changes a draft in one place. */
export type Edit = (draft: Draft) => void;

/** A value of any kind as text: not every object becomes one by itself. */
const textOf = (value: unknown): string => (typeof value === 'object' ? JSON.stringify(value) : String(value));

type Path = readonly (string | number)[];

/** Every place of a body, with its schema; of a list its first element. */
function placesOf(document: OpenApiDocument, written: Schema, path: Path = []): readonly (readonly [Path, Schema])[] {
  if (path.length > 8) return [];
  const schema = resolved(document, written);
  return [
    [path, schema],
    ...variantsOf(schema).flatMap((variant) => placesOf(document, variant, path).slice(1)),
    ...Object.entries(schema.properties ?? {}).flatMap(([name, each]) => placesOf(document, each, [...path, name])),
    ...(schema.items === undefined ? [] : placesOf(document, schema.items, [...path, 0])),
  ];
}

/** The schema of a value that the document leaves open, by the value: what a product's own rules expect there. */
function schemaOf(value: unknown): Schema {
  if (typeof value === 'string') {
    return {
      type: 'string',
      examples: [value],
      maxLength: 200,
      ...(isDay.test(value) ? { format: 'civil-date' } : {}),
    };
  }
  if (typeof value === 'number') return { type: 'integer', examples: [value], minimum: 0, maximum: 10_000_000 };
  if (typeof value === 'boolean') return { type: 'boolean' };
  return Array.isArray(value) ? { type: 'array' } : { type: 'object', properties: {} };
}

const isDay = /^\d{4}-\d{2}-\d{2}$/;

/** Every place of a valid body, with the schema of what is there. */
function placesIn(value: unknown, path: Path = []): readonly (readonly [Path, Schema])[] {
  const inner: readonly (readonly [string | number, unknown])[] = Array.isArray(value)
    ? [...value.entries()]
    : Object.entries((value ?? {}) as object);
  const below = typeof value === 'object' ? inner.flatMap(([name, each]) => placesIn(each, [...path, name])) : [];
  return [[path, schemaOf(value)], ...below];
}

const isHolder = (value: unknown): value is Record<string | number, unknown> =>
  typeof value === 'object' && value !== null;

/** Sets a place of a body, or removes it. What it is in is made where it is missing. */
const setIn =
  (path: Path, value: { readonly set: unknown } | 'removed'): Edit =>
  (draft) => {
    const holder: Record<string | number, unknown> = { body: draft.body };
    let at = holder;
    const whole: Path = ['body', ...path];
    for (const [index, name] of whole.slice(0, -1).entries()) {
      if (!isHolder(at[name])) at[name] = typeof whole[index + 1] === 'number' ? [] : {};
      at = at[name] as Record<string | number, unknown>;
    }
    const last = whole.at(-1) ?? 'body';
    if (value === 'removed') delete at[last];
    else Object.defineProperty(at, last, { value: value.set, enumerable: true, configurable: true, writable: true });
    draft.body = holder['body'];
  };

const oddHeaders = fc.constantFrom<Readonly<Record<string, string>>>(
  { accept: 'text/html' },
  { accept: '' },
  { 'accept-language': 'pt-BR;q=x, *' },
  { 'accept-encoding': 'gzip, br;q=0' },
  { 'content-type': 'application/json; charset=utf-16' },
  { 'content-type': 'APPLICATION/JSON;charset=UTF-8' },
  { 'content-type': 'text/plain' },
  { 'content-type': 'application/x-www-form-urlencoded' },
  { 'content-type': 'multipart/form-data; boundary=x' },
  { 'content-type': '' },
  { 'content-encoding': 'gzip' },
  { 'content-encoding': 'identity' },
  { 'idempotency-key': '' },
  { 'idempotency-key': 'k'.repeat(300) },
  { 'idempotency-key': 'a b\tc' },
  { 'idempotency-key': 'é' },
  { 'request-id': 'x'.repeat(300) },
  { 'request-id': '' },
  { 'if-match': '*' },
  { 'if-match': 'W/"x"' },
  { 'if-match': '""' },
  { 'gw-checksum': 'x' },
  { 'gw-unknownpropertyhandling': 'ignore', 'gw-unknownqueryparamhandling': 'ignore' },
  { 'gw-unknownpropertyhandling': 'maybe' },
  { 'gw-dbtransaction-id': '' },
  { 'x-broker-token': 'x', 'x-account-token': 'y' },
  { 'x-http-method-override': 'DELETE' },
  { range: 'bytes=0-1' },
  { 'if-none-match': '*' },
  { cookie: 'a=b; c' },
  { forwarded: 'for="[::1' },
  { traceparent: '00-x' },
);

const oddQueries = fc.constantFrom(
  ...['%', '%zz', '%ff', '%00', '&&&', '=', 'a', 'a=b', 'a[]=1', 'a[b]=1', '?', '#', '+', ';', '__proto__=1'],
  ...['rows=1&rows=2', 'ROWS=1', 'rows=%31', 'rows=+1', 'rows=1%20', 'page=1e1', 'cursor=%F0%9F', 'x'.repeat(3_000)],
  ...['sort=-name&sort=name', 'filter=id:eq:x&filter=name:cn:%C3', 'fields=*all', 'includeTotal=TRUE', 'search=%E2%82'],
);

const oddBodies = fc.oneof(
  fc.constantFrom(
    ...['', ' ', 'null', '[]', '"x"', '7', '{', '{}', '{"a":', '{"a":1,}', '\ufeff{}', '{"a":1}{"b":2}', 'NaN'],
    ...['{"__proto__":{"a":1}}', '{"a":1,"a":2}', '{"a":1e999}', '{"\\ud800":1}', '[[[[[[[[[[[[]]]]]]]]]]]]', 'a=b&c'],
    ...[`${'['.repeat(70)}${']'.repeat(70)}`, `[${'0,'.repeat(6_000)}0]`, `{"a":"${'x'.repeat(70_000)}"}`],
  ),
  fc.json(),
);

/** Edits of the requests of a call, of which one is valid: zero, one or two for each request. */
export function editsOf(
  document: OpenApiDocument,
  { parameters, body }: Described,
  valid: unknown,
): fc.Arbitrary<readonly Edit[]> {
  const ofPlace = ([path, schema]: readonly [Path, Schema]): readonly fc.Arbitrary<Edit>[] => [
    aroundOf(document, schema).map((set) => setIn(path, { set })),
    aroundOf(document, schema).map((set) => setIn(path, { set })),
    fc.constant(setIn(path, 'removed')),
    ...(schema.properties === undefined
      ? []
      : [fc.tuple(oddTexts, fc.jsonValue({ maxDepth: 1 })).map(([name, set]) => setIn([...path, name], { set }))]),
  ];
  const ofParameter = ({ name, in: where, schema }: (typeof parameters)[number]): readonly fc.Arbitrary<Edit>[] => {
    const values = aroundOf(document, schema);
    if (where === 'header')
      return [values.map((value) => (draft) => (draft.headers[name.toLowerCase()] = textOf(value)))];
    const part = where === 'path' ? 'params' : 'query';
    return [values, values].map((each) => each.map((value) => (draft) => (draft[part][name] = value)));
  };
  const described = body === undefined ? [] : placesOf(document, body);
  const known = new Set(described.map(([path]) => path.join('.')));
  const places = [...described, ...placesIn(valid).filter(([path]) => path.length > 0 && !known.has(path.join('.')))];
  const own = [...places.flatMap(ofPlace), ...parameters.flatMap(ofParameter)];
  const odd: readonly fc.Arbitrary<Edit>[] = [
    oddHeaders.map((headers) => (draft) => void Object.assign(draft.headers, headers)),
    oddQueries.map((rawQuery) => (draft) => (draft.rawQuery = rawQuery)),
    oddBodies.map((raw) => (draft) => (draft.raw = raw)),
  ];
  const edit = fc.oneof(...(own.length === 0 ? [] : [{ weight: 8, arbitrary: fc.oneof(...own) }]), {
    weight: 2,
    arbitrary: fc.oneof(...odd),
  });
  return fc.oneof(
    { weight: 1, arbitrary: fc.constant([]) },
    { weight: 3, arbitrary: edit.map((each) => [each]) },
    { weight: 1, arbitrary: fc.tuple(edit, edit).map((both) => [...both]) },
  );
}

/** What HTTP lets through in a header. */
const inHeader = (text: string): string => text.replaceAll(/[^\t\x20-\x7e\xa0-\xff]/g, '?').slice(0, 1_000);

/** Text as it is in a URL. What makes its head longer than 16 KiB reaches no call. */
const inUrl = (value: unknown): string =>
  encodeURIComponent((typeof value === 'string' ? value : JSON.stringify(value)).slice(0, 800).toWellFormed());

/** A part of a path: never empty, which would be another path. */
const inPath = (value: unknown): string => inUrl(value) || '%20';

const inQuery = (name: string, value: unknown): string =>
  [value]
    .flat()
    .map((each) => `${name}=${inUrl(each)}`)
    .join('&');

/** The bytes of a draft. */
export function bytesOf(method: string, path: string, draft: Draft): Sent {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => inPath(draft.params[name]));
  const asked = Object.entries(draft.query).map(([name, value]) => inQuery(name, value));
  const query = [...asked, ...(draft.rawQuery === undefined ? [] : [draft.rawQuery.replace('#', '%23')])].join('&');
  const body = draft.raw ?? (draft.body === undefined ? undefined : JSON.stringify(draft.body));
  const json = body === undefined ? {} : { 'content-type': 'application/json' };
  const headers = Object.entries({ ...json, ...draft.headers }).map(([name, value]) => [name, inHeader(value)]);
  return {
    method,
    path: query === '' ? filled : `${filled}?${query}`,
    headers: Object.fromEntries(headers) as Record<string, string>,
    body: method === 'GET' ? undefined : body,
  };
}
