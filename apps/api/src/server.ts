import { fileURLToPath } from 'node:url';
import { httpServer, openApiDocuments, serveConsole, serveSystem, type Dialect } from '@affinity-engine/adapter-http';
import type { Store } from '@affinity-engine/adapter-knex';
import { clientOfToken } from '@affinity-engine/identity';
import { isReady } from '@affinity-engine/platform';
import type { FastifyInstance } from 'fastify';
import type { Platform } from './container.js';
import { affinityDialect } from './dialects/affinity.js';
import { agencyNumberDialect } from './dialects/agency-number.js';
import { cloudAdminDialect } from './dialects/cloud-admin.js';
import { oauthDialect } from './dialects/oauth.js';
import { opsDialect } from './dialects/ops.js';
import { peopleDialect, personOf } from './dialects/people.js';
import { quotationDialect } from './dialects/quotation.js';

const version = '0.1.0';

/** Where the console of this checkout is built. */
const builtConsole = fileURLToPath(new URL('../../console/dist', import.meta.url));

/** In the order of the OpenAPI document. */
const dialects = [
  affinityDialect,
  quotationDialect,
  agencyNumberDialect,
  cloudAdminDialect,
  opsDialect,
  oauthDialect,
] as const;

/** Every dialect, with the use cases of a store. */
export function apiDialects(store: Store, platform: Platform): readonly Dialect[] {
  const served = dialects.map((dialect) => dialect(store, platform));
  return [...served, peopleDialect(store, platform, served)];
}

/** The HTTP server with every dialect, not yet listening. `draining` says whether the engine is shutting down. */
export function apiServer(
  store: Store,
  platform: Platform,
  draining: () => boolean = () => false,
  served = apiDialects(store, platform),
): FastifyInstance {
  const { settings, bearerTokens, compileCheck, logger, metrics, publicUrl, refusals } = platform;
  const server = httpServer(
    {
      dialects: served,
      compile: compileCheck,
      tokens: bearerTokens,
      clientOf: clientOfToken(store.works.identity),
      personOf: personOf(store, platform),
      sessions: platform.sessions,
      answers: store.answers,
      logger,
      metrics,
      draining,
      isUnavailable: store.isUnavailable,
      refused: refusals.note,
      noteExport: (actor, operation, details) =>
        store.works.identity.run(async ({ audit }) =>
          audit.append({ actor, action: 'list.exported', subject: operation, details }),
        ),
    },
    settings,
  );
  serveSystem(server, {
    metrics: settings.metricsPort === null ? metrics : null,
    draining,
    documents: openApiDocuments(served, () => ({ serverUrl: publicUrl(), version })),
    ready: () => isReady(store, settings),
  });
  serveConsole(server, {
    folder: settings.consoleDir === null ? null : (settings.consoleDir ?? builtConsole),
    isHttps: () => publicUrl().startsWith('https://'),
  });
  return server;
}
