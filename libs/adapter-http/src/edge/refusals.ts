import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { NotedRefusal } from '@affinity-engine/refusal';
import type { Logger } from 'pino';
import { networkOf } from './caller-network.js';
import { translated } from './broken-requests.js';
import { edgeError, reportedError, type ReportedError } from './errors.js';
import { refusalHeaders } from './refusal-headers.js';
import { newRequestId, requestIdHeader, requestIdOf } from './request-ids.js';
import type { RequestLog } from './request-log.js';
import { refusalToKeep } from './kept-refusals.js';
import { isPublic, type Authentication, type Dialect, type ErrorAnswer } from './route.js';
import { jsonType, sendAnswer } from './sending.js';

type Parts = {
  readonly dialects: readonly Dialect[];
  readonly logger: Pick<Logger, 'error'>;
  readonly draining: () => boolean;
  readonly isUnavailable: (failure: unknown) => boolean;
  /** Takes refusals of callers that are known. */
  readonly refused: (refusal: NotedRefusal) => void;
};

/** How refusals are answered: in the shape of the dialect that was called. */
export function refusing(
  { dialects, draining, isUnavailable, logger, refused }: Parts,
  authenticationOf: (dialect: Dialect) => Authentication,
  log: RequestLog,
) {
  return { dialectAt, sendError, refuseUnrouted, refuseEarly };

  function sendError(thrown: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const dialect = dialectOf(request);
    const cause = isUnavailable(thrown) ? edgeError('DATABASE-UNAVAILABLE') : translated(thrown);
    const error = reportedError(cause, dialect.errorKinds, request.id);
    const route = request.routeOptions?.config?.compiled?.route;
    const challenge = route === undefined || isPublic(route) ? undefined : authenticationOf(dialect).challenge;
    reply.headers(refusalHeaders(error, challenge, request.headers));
    if (isOurs(error) && !draining()) logger.error({ request: request.id, err: thrown }, 'a request failed');
    const answer = dialect.errorAnswer(error);
    note(request, error, answer);
    return sendAnswer(reply, answer);
  }

  /** Keeps a refusal, if it is one to keep. The answer does not depend on it. */
  function note(request: FastifyRequest, error: ReportedError, answer: ErrorAnswer): void {
    try {
      const refusal = refusalToKeep(request, error, answer);
      if (refusal !== null) refused(refusal);
    } catch (failure) {
      logger.error({ request: request.id, err: failure }, 'a refusal was not kept');
    }
  }

  /** Refuses a request whose path cannot be read: no hooks run for it. */
  function refuseUnrouted(thrown: unknown, request: FastifyRequest, reply: FastifyReply): void {
    request.id = requestIdOf(request);
    sendError(thrown, request, reply.header(requestIdHeader, request.id));
    log.broken({ request: request.id, status: reply.statusCode });
  }

  /** Refuses a request before it is read, as cheaply as possible. */
  function refuseEarly(request: IncomingMessage, response: ServerResponse, thrown: Error): void {
    const id = newRequestId();
    const { errorAnswer, errorKinds } = dialectAt(request.url ?? '');
    const error = reportedError(thrown, errorKinds, id);
    const { status, contentType, headers, body } = errorAnswer(error);
    const json = JSON.stringify(body);
    response.writeHead(status, {
      'content-type': contentType ?? jsonType,
      'content-length': Buffer.byteLength(json),
      'cache-control': 'no-store',
      [requestIdHeader]: id,
      ...headers,
      ...refusalHeaders(error, undefined, request.headers),
    });
    response.end(json);
    log.early({
      request: id,
      method: request.method,
      status,
      network: networkOf({ ip: request.socket.remoteAddress ?? '' }),
    });
  }

  function dialectOf(request: FastifyRequest): Dialect {
    const known = request.routeOptions?.config?.compiled?.dialect;
    return known ?? dialectAt(request.url);
  }

  /** The dialect with the longest matching prefix; by default the first one. */
  function dialectAt(url: string): Dialect {
    const fit = ({ prefixes }: Dialect): number =>
      Math.max(0, ...prefixes.filter((prefix) => url.startsWith(prefix)).map(({ length }) => length));
    return dialects.reduce((best, each) => (fit(each) > fit(best) ? each : best));
  }
}

/** Whether an operator should look at the error: a caller cannot solve it. */
const isOurs = ({ kind, code }: ReportedError): boolean =>
  kind === 'own' || kind === 'undecided' || (kind === 'unavailable' && code !== 'OVERLOADED');
