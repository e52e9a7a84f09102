import type { FastifyRequest } from 'fastify';
import { schemaOf, type Check, type CheckCompiler, type Fault } from './checks.js';
import { edgeError, faulty } from './errors.js';
import { knownOnly } from './known-only.js';
import type { Asked, Dialect, Headers, Route } from './route.js';

/** A route of a dialect with the checks of its requests. */
export type Served = { readonly route: Route; readonly dialect: Dialect; readonly checks: Checks };

type Checks = { readonly params?: Check; readonly query?: Check; readonly body?: Check };

/** A route with its checks. */
export const servedBy = (route: Route, dialect: Dialect, compile: CheckCompiler): Served => ({
  route,
  dialect,
  checks: checksOf(route, compile),
});

/**
 * What a request asks: tidied up, and without what the caller has passed over.
 * @throws BODY-ABSENT, CONTENT-TYPE-INVALID
 */
export const askedBy = (served: Served, request: FastifyRequest): Asked =>
  overlooking(served, request.headers, {
    params: request.params,
    query: prepared(served, request.query),
    body: prepared(served, bodyOf(served, request)),
  });

/** What is asked without what the caller has passed over. */
function overlooking({ route, dialect }: Served, headers: FastifyRequest['headers'], asked: Asked): Asked {
  const { parameters, properties } = dialect.passesOver?.(headers) ?? { parameters: false, properties: false };
  const { params, query, body } = asked;
  return {
    params,
    query: parameters ? knownOnly(route.query === undefined ? {} : schemaOf(route.query), query) : query,
    body: properties && route.body !== undefined ? knownOnly(schemaOf(route.body), body) : body,
  };
}

/** @throws INPUT-INVALID with every fault of the request */
export async function checkAsked({ route, checks }: Served, input: Asked, headers: Headers): Promise<void> {
  const faults: Fault[] = [];
  if (checks.params !== undefined) faults.push(...checks.params(input.params));
  if (checks.query !== undefined) faults.push(...checks.query(input.query));
  else faults.push(...noQuery(input.query));
  if (checks.body !== undefined && input.body !== undefined) faults.push(...checks.body(input.body));
  if (route.findings !== undefined) faults.push(...(await route.findings(input, headers)));
  if (faults.length > 0) throw faulty(faults);
}

const noQuery = (query: unknown): readonly Fault[] =>
  Object.keys(query as object).map((name) => ({ path: name, expected: 'no such parameter' }));

/** @throws BODY-ABSENT, CONTENT-TYPE-INVALID */
function bodyOf({ route, checks }: Served, request: FastifyRequest): unknown {
  const { body } = request;
  if (checks.body === undefined) return undefined;
  if (body === undefined && route.bodyOptional !== true) throw edgeError('BODY-ABSENT');
  const form = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true;
  if (body !== undefined && form && route.form !== true) throw edgeError('CONTENT-TYPE-INVALID');
  return body;
}

const prepared = ({ route: { prepare } }: Served, part: unknown): unknown =>
  prepare === undefined || part === undefined ? part : prepare(part);

function checksOf(route: Route, compile: CheckCompiler): Checks {
  const { params, query, body } = route;
  return {
    ...(params === undefined ? {} : { params: whenNeeded(() => compile(schemaOf(params))) }),
    ...(query === undefined ? {} : { query: whenNeeded(() => compile(schemaOf(query), { coerce: true })) }),
    ...(body === undefined ? {} : { body: whenNeeded(() => compile(schemaOf(body))) }),
  };
}

/** A check that is made when a request first needs it: no start waits for the schemas of every call there is. */
function whenNeeded(make: () => Check): Check {
  let made: Check | undefined;
  return (value) => {
    made ??= make();
    return made(value);
  };
}
