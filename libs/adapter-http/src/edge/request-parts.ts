import type { FastifyRequest } from 'fastify';
import { schemaOf, type Check, type CheckCompiler, type Problem } from './checks.js';
import { bodySizes } from './body.js';
import { asParameter } from './unknown-parameters.js';
import { composed } from './composed.js';
import { edgeError, inputInvalid } from './errors.js';
import { knownOnly } from './known-only.js';
import { exportOf, type ListExport } from './list-export.js';
import { isForm } from './media.js';
import { ownIdsOf } from './own-ids.js';
import type { Headers, RequestParts } from './request.js';
import { isPublic, type Dialect, type Route } from './route.js';

/** A route of a dialect with the checks of its requests. */
export type CompiledRoute = {
  readonly route: Route;
  readonly dialect: Dialect;
  readonly checks: Checks;
  readonly ownIds: OwnIds;
  /** Whether it is a list or a document: a caller has few of them at once. */
  readonly isSlow: boolean;
  /** How it is answered as CSV; undefined: it is no list. */
  readonly listExport: ListExport | undefined;
  /** The most values of its body. */
  readonly mostValues: number;
};

/** How each part's identifiers are written as the engine gave them. */
type OwnIds = Readonly<Record<'params' | 'query' | 'body', (part: unknown) => unknown>>;

type Checks = { readonly params?: Check; readonly query?: Check; readonly body?: Check };

export const compiledRoute = (route: Route, dialect: Dialect, compile: CheckCompiler): CompiledRoute => ({
  route,
  dialect,
  checks: checksOf(route, compile),
  ownIds: ownIdsIn(route),
  isSlow: 'contentType' in route.answer || (route.method === 'get' && route.query !== undefined),
  listExport: exportOf(route, dialect),
  mostValues: route.mostValues ?? bodySizes[isPublic(route) ? 'public' : 'usual'].values,
});

/**
 * The parts of a request, prepared, and without what the caller wants ignored.
 * @throws BODY-ABSENT, CONTENT-TYPE-INVALID, INPUT-INVALID for text with NUL, which no database of texts takes
 */
export function partsOf(compiled: CompiledRoute, request: FastifyRequest): RequestParts {
  const { route, dialect, ownIds } = compiled;
  const prepare = (part: unknown): unknown =>
    route.prepare === undefined || part === undefined ? part : route.prepare(part);
  const params = composed(request.params);
  const [query, body] = [composed(prepare(request.query)), prepare(bodyOf(compiled, request))];
  checkTexts(params, query, isForm(request.headers) ? body : undefined);
  const ignored = dialect.ignores?.(request.headers) ?? { parameters: false, properties: false };
  return {
    params: ownIds.params(params),
    query: ownIds.query(
      ignored.parameters ? knownOnly(route.query === undefined ? {} : schemaOf(route.query), query) : query,
    ),
    body: ownIds.body(ignored.properties && route.body !== undefined ? knownOnly(schemaOf(route.body), body) : body),
  };
}

/** @throws INPUT-INVALID with every problem of the request */
export async function checkParts(
  { route, checks }: CompiledRoute,
  parts: RequestParts,
  headers: Headers,
): Promise<void> {
  const problems: Problem[] = [];
  if (checks.params !== undefined) problems.push(...checks.params(parts.params));
  problems.push(...(checks.query ?? noQuery)(parts.query).map((problem) => asParameter(problem, knownIn(route.query))));
  if (checks.body !== undefined && parts.body !== undefined) problems.push(...checks.body(parts.body));
  if (route.problems !== undefined) problems.push(...(await route.problems(parts, headers)));
  if (problems.length > 0) throw inputInvalid(problems);
}

const noQuery: Check = (query) =>
  Object.keys(query as object).map((name) => unnamed({ path: name, expected: 'no such parameter', kind: 'unknown' }));

/** A problem whose path is a name that the sender chose. */
const unnamed = (problem: Problem): Problem => ({ ...problem, kept: { path: '*', expected: problem.expected } });

const knownIn = (query: Route['query']): readonly string[] =>
  query === undefined ? [] : Object.keys(schemaOf(query)['properties'] ?? {});

/** @throws BODY-ABSENT, CONTENT-TYPE-INVALID */
function bodyOf({ route, checks }: CompiledRoute, request: FastifyRequest): unknown {
  const { body } = request;
  if (checks.body === undefined) return undefined;
  if (body === undefined && route.bodyOptional !== true) throw edgeError('BODY-ABSENT');
  if (body !== undefined && isForm(request.headers) && route.form !== true) throw edgeError('CONTENT-TYPE-INVALID');
  return body;
}

/** Bodies in JSON are checked as they are read. */
function checkTexts(...parts: readonly unknown[]): void {
  const problems = parts
    .flatMap((part) => Object.entries(part ?? {}))
    .filter(([name, value]) => [name, value].flat().some((text) => typeof text === 'string' && text.includes('\u0000')))
    .map(([path]) => unnamed({ path: path.replaceAll('\u0000', ''), expected: 'text without NUL' }));
  if (problems.length > 0) throw inputInvalid(problems);
}

function checksOf(route: Route, compile: CheckCompiler): Checks {
  const { params, query, body } = route;
  return {
    ...(params === undefined ? {} : { params: whenNeeded(() => compile(schemaOf(params))) }),
    ...(query === undefined ? {} : { query: whenNeeded(() => compile(schemaOf(query), { coerce: true })) }),
    ...(body === undefined ? {} : { body: whenNeeded(() => compile(schemaOf(body))) }),
  };
}

const ownIdsIn = ({ params, query, body }: Route): OwnIds => {
  const of = (type: Route['body']) => (type === undefined ? (part: unknown) => part : ownIdsOf(type));
  return { params: of(params), query: of(query), body: of(body) };
};

/** Compiles a check at its first use, so that the start does not wait for the schemas of every call. */
function whenNeeded(make: () => Check): Check {
  let made: Check | undefined;
  return (value) => {
    made ??= make();
    return made(value);
  };
}
