import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join, relative } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { serveKept } from './kept-document.js';

export type ConsoleParts = {
  /** The folder of the built console. Null: it is not served. */
  readonly folder: string | null;
  /** Whether browsers reach the engine over https. */
  readonly isHttps: () => boolean;
};

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** The names of these files change with their content. */
const forEverSeconds = 31_536_000;

/** Scripts, styles and data from the engine alone, in no frame of others; scripts make no markup of texts. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

/**
 * Serves what people see in a browser below `/console`. Every address there is the same page: the page itself knows its screens.
 * Files are read at the first request for them.
 */
export function serveConsole(server: FastifyInstance, { folder, isHttps }: ConsoleParts): void {
  if (folder === null) return;
  const files = filesOf(folder);
  if (files === null) {
    serveHint(server);
    return;
  }
  for (const file of files) {
    serveKept(server, {
      path: `/console/${file}`,
      type: types[extname(file)] ?? 'application/octet-stream',
      maxAgeSeconds: file.startsWith('assets/') ? forEverSeconds : 3_600,
      headers: () => ({ 'x-content-type-options': 'nosniff' }),
      make: () => readFile(join(folder, file)),
    });
  }
  for (const path of ['/console', '/console/*']) {
    serveKept(server, {
      path,
      type: 'text/html; charset=utf-8',
      maxAgeSeconds: 0,
      headers: () => ({
        'content-security-policy': policy,
        'cross-origin-opener-policy': 'same-origin',
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
        ...(isHttps() ? { 'strict-transport-security': `max-age=${forEverSeconds}` } : {}),
      }),
      make: () => readFile(join(folder, 'index.html')),
    });
  }
}

/** The paths of the console's files, its page left out; null where it is not built. */
function filesOf(folder: string): readonly string[] | null {
  try {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
    const paths = entries
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => relative(folder, join(parentPath, name)).replaceAll('\\', '/'));
    return paths.includes('index.html') ? paths.filter((path) => path !== 'index.html') : null;
  } catch {
    return null;
  }
}

function serveHint(server: FastifyInstance): void {
  const text = 'The console is not built. Type: npm run build:console\n';
  for (const path of ['/console', '/console/*']) {
    server.get(path, (_request, reply) =>
      reply.code(503).header('content-type', 'text/plain; charset=utf-8').send(text),
    );
  }
}
