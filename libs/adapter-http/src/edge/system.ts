import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { FastifyInstance } from 'fastify';
import { serveKept } from './kept-document.js';

/** Measures requests, and returns the figures as text. */
export type HttpMetrics = {
  observe(operation: string, status: number, seconds: number): void;
  /** Prometheus text. @param isReady whether requests can be served */
  text(isReady: boolean): Promise<string>;
  readonly contentType: string;
};

export type SystemParts = {
  /** Null: they are served elsewhere. */
  readonly metrics: HttpMetrics | null;
  /** The OpenAPI documents by their paths, each made at its first call. */
  readonly documents: Readonly<Record<string, () => unknown>>;
  /** Whether requests can be served: the database answers, and its disk has room. */
  readonly ready: () => Promise<boolean>;
  readonly draining: () => boolean;
};

/** Calls for operations: health, metrics, the OpenAPI document. */
export function serveSystem(server: FastifyInstance, { metrics, documents, ready, draining }: SystemParts): void {
  const config = { isAlwaysAdmitted: true } as const;
  server.get('/health/live', { config }, () => ({ status: 'ok' }));
  const isUp = async () => !draining() && (await ready().catch(() => false));
  server.get('/health/ready', { config }, async (_request, reply) => {
    const up = await isUp();
    return reply.code(up ? 200 : 503).send({ status: up ? 'ok' : 'unavailable' });
  });
  if (metrics !== null) {
    server.get('/metrics', async (_request, reply) =>
      reply.header('content-type', metrics.contentType).send(await metrics.text(await isUp())),
    );
  }
  for (const [path, document] of Object.entries(documents)) {
    const make = () => JSON.stringify(document());
    serveKept(server, { path, type: 'application/json; charset=utf-8', maxAgeSeconds: 0, make });
  }
  serveDocs(server, Object.keys(documents));
}

const assets: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
};

function serveDocs(server: FastifyInstance, documents: readonly string[]): void {
  const { resolve } = createRequire(import.meta.url);
  for (const [name, type] of Object.entries(assets)) {
    const file = resolve(`swagger-ui-dist/${name}`);
    serveKept(server, { path: `/docs/assets/${name}`, type, maxAgeSeconds: 3_600, make: () => readFile(file) });
  }
  server.get('/docs', (_request, reply) =>
    reply
      .header('content-type', 'text/html; charset=utf-8')
      .header('content-security-policy', policy)
      .send(pageFor(documents)),
  );
  server.get('/docs/contrast.css', (_request, reply) =>
    reply.header('content-type', 'text/css; charset=utf-8').send(contrast),
  );
  server.get('/docs/start.js', (_request, reply) =>
    reply.header('content-type', 'text/javascript; charset=utf-8').send(script),
  );
}

const policy = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:";

/** Each document by a link: the parameter `of` says which one is shown. */
const pageFor = (documents: readonly string[]): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>affinity-engine API</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/docs/assets/swagger-ui.css">
<link rel="stylesheet" href="/docs/contrast.css">
</head>
<body>
<nav style="font-family: sans-serif; padding: 1em">
${documents.map((path) => `<a href="/docs?of=${path}">${path}</a>`).join(' · ')}
</nav>
<div id="docs"></div>
<script src="/docs/assets/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>
`;

const script = `const of = new URLSearchParams(location.search).get('of') ?? '';
const url = /^\\/openapi\\/[a-z-]+\\.json$/.test(of) ? of : '/openapi.json';
SwaggerUIBundle({ url, dom_id: '#docs', deepLinking: true });
`;

/** Swagger's own colors are too faint for many readers: WCAG asks for 4.5 to 1. */
const contrast = `.swagger-ui .info .title small { background: #4b5362 }
.swagger-ui .info .title small.version-stamp { background: #3d6b00 }
.swagger-ui a, .swagger-ui .info a, .swagger-ui .info .base-url, .swagger-ui .link { color: #1a56c4 }
.swagger-ui .btn.authorize, .swagger-ui .btn.authorize span { color: #14663a; border-color: #14663a }
.swagger-ui .opblock.opblock-get .opblock-summary-method { background: #0b5fa5 }
.swagger-ui .opblock.opblock-post .opblock-summary-method { background: #14663a }
.swagger-ui .opblock.opblock-put .opblock-summary-method { background: #8a5300 }
.swagger-ui .opblock.opblock-patch .opblock-summary-method { background: #0b665a }
.swagger-ui .opblock.opblock-delete .opblock-summary-method { background: #a8231b }
.swagger-ui .parameter__name.required::after, .swagger-ui .parameter__name.required span { color: #a8231b }
.swagger-ui .parameter__in, .swagger-ui .prop-format, .swagger-ui .parameter__deprecated { color: #4b5362 }
.swagger-ui .json-schema-2020-12-expand-deep-button, .swagger-ui .json-schema-2020-12__attribute--muted { color: #4b5362 }
.swagger-ui .json-schema-2020-12__attribute--primary, .swagger-ui .json-schema-2020-12-keyword--primary { color: #1a56c4 }
.swagger-ui .markdown code, .swagger-ui .renderedMarkdown code { color: #5b1a9e }
.swagger-ui .microlight span[style*="211, 99, 99"] { color: #ff9d9d !important }
.swagger-ui .opblock-body .tab li button.tablinks, .swagger-ui .tab li { color: #3b4151 }
`;
