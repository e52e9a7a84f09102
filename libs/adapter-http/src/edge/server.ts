import type { clientOfToken } from '@affinity-engine/identity';
import type { NotedRefusal } from '@affinity-engine/refusal';
import { setTimeout as pause } from 'node:timers/promises';
import {
  fastify,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type FastifyServerOptions,
} from 'fastify';
import type { Logger } from 'pino';
import { admissionTo } from './admission.js';
import { gateOf } from './gate.js';
import { answerRequest, type NoteExport } from './answering.js';
import { bearerAuthentication } from './bearer-authentication.js';
import { acceptBodies, bodySizes } from './body.js';
import { bodyReader } from './body-memory.js';
import { answerBroken, checkHeaders, isUnread } from './broken-requests.js';
import type { Caller } from './caller.js';
import type { CheckCompiler } from './checks.js';
import { boundedServer, working } from './connections.js';
import { edgeError } from './errors.js';
import { isAmong, trusting } from './caller-network.js';
import { checkMedia } from './media.js';
import { refuseOtherMethods, urlOf } from './other-methods.js';
import { rateOf } from './rate.js';
import { refusing } from './refusals.js';
import { newRequestId, requestIdHeader, requestIdOf } from './request-ids.js';
import { requestLog } from './request-log.js';
import type { KeptAnswers } from './repeats.js';
import { compiledRoute, type CompiledRoute } from './request-parts.js';
import { isPublic, type Authentication, type Dialect, type Route } from './route.js';
import { paceOf } from './pace.js';
import type { HttpMetrics } from './system.js';
import { bearerOrSession, type PersonOf, type sessionNames } from './session-authentication.js';
import type { Tokens } from './tokens.js';
import { twiceAsLongAsBusy, turnsOf, type Turn } from './turns.js';
import { closeUnread, drainBody, isLarge, isLong } from './unread-bodies.js';

export type ServerSettings = {
  readonly bodyLimitBytes: number;
  /** The most bytes of all bodies that are being received. */
  readonly bodyMemoryBytes: number;
  /** How long a connection stays open without a request. */
  readonly keepAliveMs: number;
  readonly mostConnections: number;
  /** How many requests a second a network may send without a token or key that is known. */
  readonly strangersPerSecond: number;
  /** How many calls a second a client or key may send to this process; null: as many as it wants. */
  readonly callsPerSecond: number | null;
  /** The most requests that are worked on at once. */
  readonly mostInFlight: number;
  /** Addresses and CIDR networks whose `X-Forwarded-For` names the caller. */
  readonly trustedProxies: readonly string[];
};

export type ServerParts = {
  readonly dialects: readonly Dialect[];
  readonly compile: CheckCompiler;
  readonly tokens: Tokens;
  readonly clientOf: ReturnType<typeof clientOfToken>;
  readonly personOf: PersonOf;
  readonly sessions: ReturnType<typeof sessionNames>;
  readonly answers: KeptAnswers;
  readonly logger: Logger;
  readonly metrics: HttpMetrics;
  /** Whether the engine is shutting down: new requests are refused. */
  readonly draining: () => boolean;
  /** Whether an error says that the database could not be reached. */
  readonly isUnavailable: (failure: unknown) => boolean;
  /** Takes refusals of callers that are known, without waiting. */
  readonly refused: (refusal: NotedRefusal) => void;
  readonly noteExport: NoteExport;
};

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller;
    began: number;
    /** Of a slow call. */
    turn: Turn | null;
  }
  interface FastifyContextConfig {
    compiled?: CompiledRoute;
    /** It is answered also when the engine has too much to do: for what watches it. */
    isAlwaysAdmitted?: true;
  }
}

/** Drain timeout: open connections are closed after this. */
const drainMs = 7_000;

/** How many lists and documents of one caller are worked on at once, and how many large bodies. */
const mostSlow = 1;

const nobody: Caller = { kind: 'public' };

/** An HTTP server over the dialects' tables of routes. The caller starts it with `listen`. */
export function httpServer(parts: ServerParts, settings: ServerSettings): FastifyInstance {
  const programs = bearerAuthentication(parts.tokens, parts.clientOf);
  const bearer = bearerOrSession(programs, parts.personOf, parts.sessions, () => Date.now());
  const authenticationOf = ({ authentication = bearer }: Dialect): Authentication => authentication;
  const singleHeaders = parts.dialects.flatMap((dialect) => dialect.singleHeaders ?? []);
  const pace = paceOf(settings.strangersPerSecond, () => performance.now());
  const rate = rateOf(settings.callsPerSecond, () => performance.now());
  const admission = admissionTo(settings.mostInFlight, pace);
  const gate = gateOf({ admission, rate, pace }, ({ url = '', headers }) =>
    authenticationOf(dialectAt(url)).nameOf(headers),
  );
  const [slow, large] = [turnsOf(mostSlow), turnsOf(mostSlow, { rest: twiceAsLongAsBusy })];
  const log = requestLog(parts.logger, parts.metrics);
  const { dialectAt, sendError, refuseUnrouted, refuseEarly } = refusing(parts, authenticationOf, log);
  const isProxy = isAmong(settings.trustedProxies);
  const server = fastify({
    bodyLimit: settings.bodyLimitBytes,
    ...trusting(settings.trustedProxies),
    serverFactory: (handle) =>
      boundedServer(
        gate.screening(handle, refuseEarly),
        { maxHeaderSize: 16 * 1024, requireHostHeader: false },
        settings,
        {
          isWelcome: ({ remoteAddress = '' }) => isProxy(remoteAddress) || pace.welcomes({ ip: remoteAddress }),
          taken: ({ remoteAddress = '' }) => pace.connected({ ip: remoteAddress }),
          refuse: ({ remoteAddress = '' }) => pace.refuse({ ip: remoteAddress }),
        },
      ),
    clientErrorHandler: answerBroken(parts.dialects[0] as Dialect, log),
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: true },
    genReqId: newRequestId,
    schemaController: { compilersFactory: noSchemas },
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    frameworkErrors: (error, request, reply) => refuseUnrouted(error, request as FastifyRequest, reply as FastifyReply),
  });
  server.decorateRequest('caller');
  server.decorateRequest('began', 0);
  server.decorateRequest('turn', null);
  acceptBodies(server, bodyReader(settings.bodyMemoryBytes));
  server.addHook('onRequest', async (request, reply) => {
    request.began = performance.now();
    request.id = requestIdOf(request);
    request.caller = nobody;
    checkHeaders(request.raw.rawHeaders, singleHeaders);
    if (parts.draining()) throw edgeError('SHUTTING-DOWN');
    const { compiled, isAlwaysAdmitted } = request.routeOptions.config;
    const waitMs = isAlwaysAdmitted === true ? 0 : gate.admit(request, reply);
    if (waitMs > 0) await pause(waitMs);
    if (compiled === undefined) return;
    request.caller = await callerOf(compiled, request);
    // After it is known who is refused.
    if (!compiled.route.callers.includes(request.caller.kind)) throw edgeError('ROLE-REFUSED');
    if (request.method !== 'GET') checkMedia(request.headers, compiled.route.form === true);
    const turns = compiled.isSlow ? slow : isLarge(request.headers) ? large : null;
    if (turns !== null) request.turn = await turns.take(gate.keyOf(request), reply.raw);
    if (request.raw.socket.destroyed) return reply.hijack();
  });
  server.addHook('preHandler', async (request, reply) => {
    // Nobody is worked for who hung up. A request is never left half done: from here on it goes to its end.
    if (request.raw.socket.destroyed) return reply.hijack();
  });
  server.addHook('onSend', async (request, reply) => {
    reply.header(requestIdHeader, request.id);
    reply.header('server-timing', `total;dur=${(performance.now() - request.began).toFixed(3)}`);
    // Answers hold personal data or tokens, if they do not say otherwise. RFC 6749 requires it, too.
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
    if (parts.draining()) reply.header('connection', 'close');
  });
  server.addHook('preClose', async () => void setTimeout(() => server.server.closeAllConnections(), drainMs).unref());
  server.addHook('onResponse', async (request, reply) => log.answered(request, reply));
  server.setErrorHandler(async (error, request, reply) => {
    const cut = gate.isStranger(request) && (isUnread(error) || isLong(request.raw));
    if (cut && request.raw.complete) reply.header('connection', 'close');
    else if (cut) closeUnread(request.raw, reply.header('connection', 'close').raw);
    else if (isUnread(error)) await drainBody(request.raw);
    return sendError(error, request, reply);
  });
  server.setNotFoundHandler((request, reply) => sendError(edgeError('ROUTE-UNKNOWN'), request, reply));
  for (const dialect of parts.dialects) {
    for (const route of dialect.routes) serve(route, dialect);
    if (dialect.refusesMethods === true) refuseOtherMethods(server, dialect);
  }
  return server;

  function serve(route: Route, dialect: Dialect): void {
    const compiled = compiledRoute(route, dialect, parts.compile);
    server.route({
      method: route.method.toUpperCase(),
      ...(isPublic(route) ? { bodyLimit: Math.min(bodySizes.public.bytes, settings.bodyLimitBytes) } : {}),
      url: urlOf(route.path),
      config: { compiled },
      handler: (request, reply) => {
        const [rest, end] = [working(request.raw), request.turn?.begin()];
        return answerRequest(
          { compiled, request, caller: request.caller },
          parts.answers,
          reply,
          parts.noteExport,
        ).finally(() => {
          rest();
          end?.();
        });
      },
    });
  }

  async function callerOf({ route, dialect }: CompiledRoute, request: FastifyRequest): Promise<Caller> {
    if (isPublic(route)) return nobody;
    const known = (caller: Caller): void => void (request.caller = caller);
    return authenticationOf(dialect).callerOf(request.headers, route, known);
  }
}

/** In place of fastify's compilers, which it would load at every start. The dialects' tables hold the checks. */
const noSchemas = {
  buildValidator: () => () => () => true,
  buildSerializer: () => () => (answer: unknown) => JSON.stringify(answer),
} as unknown as CompilersFactory;

type CompilersFactory = NonNullable<NonNullable<FastifyServerOptions['schemaController']>['compilersFactory']>;
