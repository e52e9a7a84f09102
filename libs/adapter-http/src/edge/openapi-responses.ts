import { markedSchemaOf } from './checks.js';
import { usualStatuses } from './errors.js';
import { exampleOf } from './openapi-examples.js';
import { csvExample, csvType, exportOf } from './list-export.js';
import type { ShownSchemas } from './openapi-schemas.js';
import { isPublic, type Dialect, type Route } from './route.js';

type Json = Record<string, unknown>;

const text = { type: 'string' };

/** The headers of replies, by their names in the components. */
export const headers: Json = {
  ErrorCode: {
    description: 'The code of the error, stable, as docs/errors.md lists it; also where the body has none',
    schema: text,
    example: 'INPUT-INVALID',
  },
  IdempotencyReplayed: {
    description: '`true` on a repeat, which got the first answer; missing otherwise',
    schema: text,
    example: 'true',
  },
  Link: { description: 'Of CSV: where the list goes on behind the last line, as rel="next"', schema: text },
  Location: { description: 'Where what was made can be found, or where to go on', schema: text },
  RequestId: {
    description: 'Names this request; the logs have it as `request`. Give it to an operator with a question',
    schema: text,
    example: '0c9d3a40-77a1-4e3c-8a83-2a9ad5c2a0f1',
  },
  RetryAfter: { description: 'Seconds after which to try again', schema: { type: 'integer', minimum: 1 } },
  WwwAuthenticate: { description: 'How to authenticate', schema: text },
};

const header = (name: string): Json => ({ $ref: `#/components/headers/${name}` });
const ofAll = { 'request-id': header('RequestId') };

/** What a call answers if it did what it was asked for. */
export function answerResponse(route: Route, dialect: Dialect, shown: ShownSchemas['shown']): Json {
  return {
    description: route.status === 303 ? 'The browser is sent on' : 'Done',
    headers: {
      ...ofAll,
      ...(route.location === undefined ? {} : { Location: header('Location') }),
      ...(exportOf(route, dialect) === undefined ? {} : { Link: header('Link') }),
      ...(route.idempotent === true ? { 'idempotency-replayed': header('IdempotencyReplayed') } : {}),
    },
    ...answerContent(route, dialect, shown),
  };
}

function answerContent(route: Route, dialect: Dialect, shown: ShownSchemas['shown']): Json {
  if (route.status === 204 || route.status === 303) return {};
  if ('contentType' in route.answer) {
    return { content: { [route.answer.contentType]: { schema: { type: 'string', contentEncoding: 'binary' } } } };
  }
  const marked = markedSchemaOf(route.answer, 'output');
  const example = route.example?.answer ?? exampleOf(marked);
  const list = exportOf(route, dialect);
  const csv = list === undefined ? {} : { [csvType]: { schema: text, example: csvExample(list, example) } };
  return { content: { 'application/json': { schema: shown(marked, true), example }, ...csv } };
}

const descriptions: Readonly<Record<number, string>> = {
  400: 'The request is not what the call expects; the message names the field',
  401: 'No token, or one that is not good any more',
  403: 'Not allowed to this client',
  404: 'There is no such thing for this client',
  405: 'There is no such call: the path has others',
  409: 'Not possible in the present state',
  415: 'The body is of a type, in a charset or compressed in a way that the call does not take',
  429: 'Too many calls, or too many wrong secrets from this address; Retry-After says when to try again',
  500: 'Something went wrong here; where the call takes an Idempotency-Key, a repeat with the same one is safe',
};

/** Refusals of the gate after which a caller may try again. */
const triedAgain: readonly number[] = [usualStatuses.limited, usualStatuses.unavailable];

const headersOf = (status: number): Json => ({
  ...ofAll,
  'error-code': header('ErrorCode'),
  ...(status === usualStatuses.unauthenticated ? { 'WWW-Authenticate': header('WwwAuthenticate') } : {}),
  ...(triedAgain.includes(status) ? { 'Retry-After': header('RetryAfter') } : {}),
});

/** How a call is refused, by status. */
export function errorResponses(route: Route, dialect: Dialect, shown: ShownSchemas['shown']): Json {
  const type = dialect.errorContentType ?? 'application/json';
  const usual = dialect.errorStatuses.filter((status) => !isPublic(route) || (status !== 401 && status !== 403));
  const own = [...usual, ...(route.errorStatuses ?? [])];
  // A body that a call does not take is refused by its type, too.
  const ofGate = [...(route.method === 'get' ? [] : [usualStatuses.media]), ...triedAgain];
  const statuses = [...new Set([...own, ...ofGate])].toSorted((one, other) => one - other);
  const schema = shown(markedSchemaOf(dialect.errorSchema, 'output'), true);
  return Object.fromEntries(
    statuses.map((status) => [
      String(status),
      { description: descriptions[status] ?? 'Refused', headers: headersOf(status), content: { [type]: { schema } } },
    ]),
  );
}
