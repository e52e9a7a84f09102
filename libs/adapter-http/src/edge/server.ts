import { randomUUID } from 'node:crypto';
import type { clientOfToken } from '@affinity-engine/identity';
import { isDomainError } from '@affinity-engine/kernel';
import {
  fastify,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type FastifyServerOptions,
} from 'fastify';
import type { Logger } from 'pino';
import { acceptBodies, formBytes } from './body.js';
import { answerBroken, checkHeaders, isTooLarge, runOut, translated } from './broken-requests.js';
import { askedBy, checkAsked, servedBy, type Served } from './asked.js';
import type { CheckCompiler } from './checks.js';
import { edgeError } from './errors.js';
import type { HttpMetrics } from './metrics.js';
import { onceOf } from './once.js';
import type { Caller, Dialect, Input, Route } from './route.js';
import { isFile, sendAnswer, sendFile, sendJson } from './sending.js';
import type { Tokens } from './tokens.js';

export type ServerSettings = {
  readonly bodyLimitBytes: number;
  /** How long a whole request may take to arrive. */
  readonly requestTimeoutMs: number;
};

export type ServerParts = {
  readonly dialects: readonly Dialect[];
  readonly compile: CheckCompiler;
  readonly tokens: Tokens;
  readonly clientOf: ReturnType<typeof clientOfToken>;
  readonly logger: Logger;
  readonly metrics: HttpMetrics;
  /** Whether the engine is going down: nothing new is taken. */
  readonly draining: () => boolean;
};

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller | null;
    began: number;
  }
  interface FastifyContextConfig {
    served?: Served;
  }
}

/** Who has not finished its request so long after the server began to close is cut off. */
const drainMs = 7_000;

const nobody: Caller = { clientId: 'public', role: 'account', partnerId: null };

/** An HTTP server over the dialects' tables of routes. It listens when told to. */
export function httpServer(parts: ServerParts, settings: ServerSettings): FastifyInstance {
  const server = fastify({
    bodyLimit: settings.bodyLimitBytes,
    requestTimeout: settings.requestTimeoutMs,
    connectionTimeout: settings.requestTimeoutMs * 2,
    keepAliveTimeout: 15_000,
    http: { maxHeaderSize: 16 * 1024, requireHostHeader: false },
    clientErrorHandler: answerBroken(parts.dialects[0] as Dialect),
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: true },
    genReqId: () => randomUUID(),
    schemaController: { compilersFactory: noSchemas },
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    frameworkErrors: (error, request, reply) => void sendError(error, request as FastifyRequest, reply as FastifyReply),
  });
  server.decorateRequest('caller', null);
  server.decorateRequest('began', 0);
  acceptBodies(server);
  server.addHook('onRequest', async (request) => {
    request.began = performance.now();
    checkHeaders(request.raw.rawHeaders);
    if (parts.draining()) throw edgeError('SHUTTING-DOWN');
    const served = request.routeOptions.config.served;
    if (served !== undefined) request.caller = await callerOf(served, request.headers);
  });
  server.addHook('onSend', async (request, reply) => {
    reply.header('server-timing', `total;dur=${(performance.now() - request.began).toFixed(3)}`);
    if (parts.draining()) reply.header('connection', 'close');
  });
  server.addHook('preClose', async () => void setTimeout(() => server.server.closeAllConnections(), drainMs).unref());
  server.addHook('onResponse', async (request, reply) => observe(request, reply));
  server.setErrorHandler(async (error, request, reply) => {
    if (isTooLarge(error)) await runOut(request.raw);
    return sendError(error, request, reply);
  });
  server.setNotFoundHandler((request, reply) => sendError(edgeError('ROUTE-UNKNOWN'), request, reply));
  for (const dialect of parts.dialects) {
    for (const route of dialect.routes) serve(route, dialect);
    if (dialect.refusesMethods === true) refuseOtherMethods(dialect);
  }
  return server;

  function serve(route: Route, dialect: Dialect): void {
    const served = servedBy(route, dialect, parts.compile);
    server.route({
      method: route.method.toUpperCase(),
      ...(route.form === true ? { bodyLimit: formBytes } : {}),
      url: urlOf(route.path),
      config: { served },
      handler: (request, reply) => answer(served, request, reply),
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

  async function answer(served: Served, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { route } = served;
    const caller = request.caller ?? nobody;
    await route.first?.(request.headers);
    const asked = askedBy(served, request);
    const { body } = asked;
    const input = { ...asked, caller };
    await checkAsked(served, asked, request.headers);
    const key = route.idempotent === true ? request.headers['idempotency-key'] : undefined;
    let kept: string | undefined;
    const once = onceOf(key, caller, route.operationId, { url: request.url, body }, (first) => (kept = first));
    try {
      const result = await route.act({ ...input, once } as unknown as Input<never, never, never>, request.headers);
      if (route.location !== undefined) reply.header('location', route.location(result as never));
      return isFile(route, result)
        ? sendFile(reply, result)
        : sendJson(reply, route.status ?? 200, kept ?? JSON.stringify(result));
    } catch (thrown) {
      const before =
        isDomainError(thrown) && thrown.code === 'ANSWERED-BEFORE' ? thrown.properties['answer'] : undefined;
      if (typeof before !== 'string') throw thrown;
      reply.header('idempotency-replayed', 'true');
      return sendJson(reply, route.status ?? 200, before);
    }
  }

  async function callerOf({ route, dialect }: Served, headers: FastifyRequest['headers']): Promise<Caller | null> {
    if (dialect.authentication !== undefined) return dialect.authentication.callerOf(headers, route);
    if (route.roles === 'public') return null;
    const token = /^Bearer +([^\s]+)$/i.exec(headers.authorization ?? '')?.[1];
    if (token === undefined) throw edgeError('TOKEN-INVALID');
    const { sub, ver } = parts.tokens.read(token);
    const client = await parts.clientOf(sub, ver).catch((thrown: unknown) => {
      throw isDomainError(thrown) ? edgeError('TOKEN-INVALID') : thrown;
    });
    if (!route.roles.includes(client.role)) throw edgeError('ROLE-REFUSED');
    return { clientId: client.id, role: client.role, partnerId: client.partnerId };
  }

  function sendError(thrown: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const error = translated(thrown, settings.bodyLimitBytes);
    const answer = dialectOf(request).errorOf(error, request.id);
    const foreseen = isDomainError(error) && answer.status < 500; // a dialect may answer 200 whatever went wrong
    if (!foreseen && !parts.draining()) {
      parts.logger.error({ request: request.id, err: thrown }, 'a request failed');
    }
    return sendAnswer(reply, answer);
  }

  function dialectOf(request: FastifyRequest): Dialect {
    const known = request.routeOptions?.config?.served?.dialect;
    return known ?? dialectAt(request.url);
  }

  /** The dialect whose prefix fits the url best, the first one where none does. */
  function dialectAt(url: string): Dialect {
    const fit = ({ prefixes }: Dialect): number =>
      Math.max(0, ...prefixes.filter((prefix) => url.startsWith(prefix)).map(({ length }) => length));
    return parts.dialects.reduce((best, each) => (fit(each) > fit(best) ? each : best));
  }

  function observe(request: FastifyRequest, reply: FastifyReply): void {
    const seconds = (performance.now() - request.began) / 1000;
    const operation = request.routeOptions.config.served?.route.operationId ?? request.routeOptions.url ?? 'unknown';
    parts.metrics.observe(operation, reply.statusCode, seconds);
    parts.logger.info(
      {
        request: request.id,
        method: request.method,
        operation,
        status: reply.statusCode,
        ms: Math.round(seconds * 1000),
        client: request.caller?.clientId,
      },
      'answered',
    );
  }
}

/** Requests are checked from the dialects' tables; fastify's own compilers would only be loaded, at every start. */
const noSchemas = {
  buildValidator: () => () => () => true,
  buildSerializer: () => () => (answer: unknown) => JSON.stringify(answer),
} as unknown as CompilersFactory;

type CompilersFactory = NonNullable<NonNullable<FastifyServerOptions['schemaController']>['compilersFactory']>;

const methods = ['GET', 'HEAD', 'POST', 'PATCH', 'PUT', 'DELETE', 'OPTIONS', 'TRACE'] as const;

const urlOf = (path: string): string => path.replaceAll(/\{(\w+)\}/g, ':$1');
