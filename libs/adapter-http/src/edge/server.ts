import type { clientOfToken } from '@affinity-engine/identity';
import {
  fastify,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type FastifyServerOptions,
} from 'fastify';
import type { Logger } from 'pino';
import { acceptBodies, formBytes } from './body.js';
import { answerBroken, checkHeaders, drainBody, isTooLarge, translated } from './broken-requests.js';
import { callerId, type Caller } from './caller.js';
import { answerRequest } from './answering.js';
import { bearerAuthentication } from './bearer-authentication.js';
import type { CheckCompiler } from './checks.js';
import { edgeError, reportedError, type ReportedError } from './errors.js';
import { checkMedia } from './media.js';
import { refusalHeaders } from './refusal-headers.js';
import { newRequestId, requestIdHeader, requestIdOf } from './request-ids.js';
import type { KeptAnswers } from './repeats.js';
import { compiledRoute, type CompiledRoute } from './request-parts.js';
import { isPublic, type Authentication, type Dialect, type Route } from './route.js';
import { sendAnswer } from './sending.js';
import type { HttpMetrics } from './system.js';
import type { Tokens } from './tokens.js';

export type ServerSettings = {
  readonly bodyLimitBytes: number;
  /** How long a connection stays open without a request. */
  readonly keepAliveMs: number;
  /** Addresses and CIDR networks whose `X-Forwarded-For` names the caller. */
  readonly trustedProxies: readonly string[];
};

export type ServerParts = {
  readonly dialects: readonly Dialect[];
  readonly compile: CheckCompiler;
  readonly tokens: Tokens;
  readonly clientOf: ReturnType<typeof clientOfToken>;
  readonly answers: KeptAnswers;
  readonly logger: Logger;
  readonly metrics: HttpMetrics;
  /** Whether the engine is shutting down: new requests are refused. */
  readonly draining: () => boolean;
  /** Whether an error says that the database could not be reached. */
  readonly isUnavailable: (failure: unknown) => boolean;
};

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller;
    began: number;
  }
  interface FastifyContextConfig {
    compiled?: CompiledRoute;
  }
}

/** Drain timeout: open connections are closed after this. */
const drainMs = 7_000;

const nobody: Caller = { kind: 'public' };

/** An HTTP server over the dialects' tables of routes. The caller starts it with `listen`. */
export function httpServer(parts: ServerParts, settings: ServerSettings): FastifyInstance {
  const bearer = bearerAuthentication(parts.tokens, parts.clientOf);
  const singleHeaders = parts.dialects.flatMap((dialect) => dialect.singleHeaders ?? []);
  const server = fastify({
    bodyLimit: settings.bodyLimitBytes,
    requestTimeout: 30_000,
    connectionTimeout: 60_000,
    keepAliveTimeout: settings.keepAliveMs,
    ...trusting(settings.trustedProxies),
    http: { maxHeaderSize: 16 * 1024, requireHostHeader: false },
    clientErrorHandler: answerBroken(parts.dialects[0] as Dialect, parts.logger),
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: true },
    genReqId: newRequestId,
    schemaController: { compilersFactory: noSchemas },
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    frameworkErrors: (error, request, reply) => refuseUnrouted(error, request as FastifyRequest, reply as FastifyReply),
  });
  server.decorateRequest('caller');
  server.decorateRequest('began', 0);
  acceptBodies(server);
  server.addHook('onRequest', async (request) => {
    request.began = performance.now();
    request.id = requestIdOf(request);
    request.caller = nobody;
    checkHeaders(request.raw.rawHeaders, singleHeaders);
    if (parts.draining()) throw edgeError('SHUTTING-DOWN');
    const { compiled } = request.routeOptions.config;
    if (compiled === undefined) return;
    request.caller = await callerOf(compiled, request.headers);
    if (request.method !== 'GET') checkMedia(request.headers, compiled.route.form === true);
  });
  server.addHook('onSend', async (request, reply) => {
    reply.header(requestIdHeader, request.id);
    reply.header('server-timing', `total;dur=${(performance.now() - request.began).toFixed(3)}`);
    // Answers hold personal data or tokens, if they do not say otherwise. RFC 6749 requires it, too.
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
    if (parts.draining()) reply.header('connection', 'close');
  });
  server.addHook('preClose', async () => void setTimeout(() => server.server.closeAllConnections(), drainMs).unref());
  server.addHook('onResponse', async (request, reply) => observe(request, reply));
  server.setErrorHandler(async (error, request, reply) => {
    if (isTooLarge(error)) await drainBody(request.raw);
    return sendError(error, request, reply);
  });
  server.setNotFoundHandler((request, reply) => sendError(edgeError('ROUTE-UNKNOWN'), request, reply));
  for (const dialect of parts.dialects) {
    for (const route of dialect.routes) serve(route, dialect);
    if (dialect.refusesMethods === true) refuseOtherMethods(dialect);
  }
  return server;

  function serve(route: Route, dialect: Dialect): void {
    const compiled = compiledRoute(route, dialect, parts.compile);
    server.route({
      method: route.method.toUpperCase(),
      ...(route.form === true ? { bodyLimit: formBytes } : {}),
      url: urlOf(route.path),
      config: { compiled },
      handler: (request, reply) => answerRequest({ compiled, request, caller: request.caller }, parts.answers, reply),
    });
  }

  function refuseOtherMethods({ routes }: Dialect): void {
    for (const path of new Set(routes.map((route) => route.path))) {
      const own = routes.filter((route) => route.path === path).map(({ method }) => method.toUpperCase());
      const allowed = own.includes('GET') ? [...own, 'HEAD'] : own;
      const refuse = async (): Promise<never> => {
        throw edgeError('METHOD-REFUSED', { allowed });
      };
      const method = methods.filter((each) => !allowed.includes(each));
      server.route({ method, url: urlOf(path), onRequest: refuse, handler: refuse });
    }
  }

  async function callerOf({ route, dialect }: CompiledRoute, headers: FastifyRequest['headers']): Promise<Caller> {
    if (isPublic(route)) return nobody;
    const caller = await authenticationOf(dialect).callerOf(headers);
    if (!route.callers.includes(caller.kind)) throw edgeError('ROLE-REFUSED');
    return caller;
  }

  function authenticationOf({ authentication = bearer }: Dialect): Authentication {
    return authentication;
  }

  /** Refuses a request whose path cannot be read: no hooks run for it. */
  function refuseUnrouted(thrown: unknown, request: FastifyRequest, reply: FastifyReply): void {
    request.id = requestIdOf(request);
    sendError(thrown, request, reply.header(requestIdHeader, request.id));
    parts.logger.info({ request: request.id, status: reply.statusCode }, 'a broken request was refused');
  }

  function sendError(thrown: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const dialect = dialectOf(request);
    const cause = parts.isUnavailable(thrown)
      ? edgeError('DATABASE-UNAVAILABLE')
      : translated(thrown, settings.bodyLimitBytes);
    const error = reportedError(cause, dialect.errorKinds, request.id);
    const route = request.routeOptions?.config?.compiled?.route;
    const challenge = route === undefined || isPublic(route) ? undefined : authenticationOf(dialect).challenge;
    reply.headers(refusalHeaders(error, challenge, request.headers));
    if (isOurs(error) && !parts.draining()) {
      parts.logger.error({ request: request.id, err: thrown }, 'a request failed');
    }
    return sendAnswer(reply, dialect.errorAnswer(error));
  }

  function dialectOf(request: FastifyRequest): Dialect {
    const known = request.routeOptions?.config?.compiled?.dialect;
    return known ?? dialectAt(request.url);
  }

  /** The dialect with the longest matching prefix; by default the first one. */
  function dialectAt(url: string): Dialect {
    const fit = ({ prefixes }: Dialect): number =>
      Math.max(0, ...prefixes.filter((prefix) => url.startsWith(prefix)).map(({ length }) => length));
    return parts.dialects.reduce((best, each) => (fit(each) > fit(best) ? each : best));
  }

  function observe(request: FastifyRequest, reply: FastifyReply): void {
    const seconds = (performance.now() - request.began) / 1000;
    const operation = request.routeOptions.config.compiled?.route.operationId ?? request.routeOptions.url ?? 'unknown';
    parts.metrics.observe(operation, reply.statusCode, seconds);
    parts.logger.info(
      {
        request: request.id,
        method: request.method,
        operation,
        status: reply.statusCode,
        ms: Math.round(seconds * 1000),
        client: callerId(request.caller),
      },
      'answered',
    );
  }
}

/** The caller is the last address that was forwarded by trusted proxies and does not belong to one. */
export const trusting = (proxies: readonly string[]) => ({ trustProxy: proxies.length > 0 && [...proxies] });

/** Whether an operator should look at the error: a caller cannot solve it. */
const isOurs = ({ kind }: ReportedError): boolean => kind === 'own' || kind === 'undecided' || kind === 'unavailable';

/** In place of fastify's compilers, which it would load at every start. The dialects' tables hold the checks. */
const noSchemas = {
  buildValidator: () => () => () => true,
  buildSerializer: () => () => (answer: unknown) => JSON.stringify(answer),
} as unknown as CompilersFactory;

type CompilersFactory = NonNullable<NonNullable<FastifyServerOptions['schemaController']>['compilersFactory']>;

const methods = ['GET', 'HEAD', 'POST', 'PATCH', 'PUT', 'DELETE', 'OPTIONS', 'TRACE'] as const;

const urlOf = (path: string): string => path.replaceAll(/\{(\w+)\}/g, ':$1');
