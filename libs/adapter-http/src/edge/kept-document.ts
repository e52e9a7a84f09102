import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { FastifyInstance } from 'fastify';

type Kept = { readonly etag: string; readonly bytes: Readonly<Record<Encoding, Buffer>> };
type Encoding = 'br' | 'gzip' | 'identity';

/** A document that is the same for everybody. */
export type PublicDocument = {
  readonly path: string;
  readonly type: string;
  /** Further headers of the answer. */
  readonly headers?: () => Readonly<Record<string, string>>;
  /** How long a browser may keep it without asking. */
  readonly maxAgeSeconds: number;
  /** Called once, at the first request. */
  readonly make: () => string | Buffer | Promise<string | Buffer>;
};

/** Serves a document that is made and compressed once, at the first request. */
export function serveKept(server: FastifyInstance, document: PublicDocument): void {
  const { path, type, maxAgeSeconds, make, headers = () => ({}) } = document;
  let kept: Promise<Kept> | undefined;
  server.get(path, async (request, reply) => {
    kept ??= keep(make).catch((failure: unknown) => {
      kept = undefined;
      throw failure;
    });
    const { etag, bytes } = await kept;
    const encoding = encodingFor(request.headers['accept-encoding']);
    reply
      .headers(headers())
      .header('etag', etag)
      .header('vary', 'accept-encoding')
      .header('cache-control', maxAgeSeconds === 0 ? 'no-cache' : `public, max-age=${maxAgeSeconds}`);
    if (isKnown(request.headers['if-none-match'], etag)) return reply.code(304).send();
    if (encoding !== 'identity') reply.header('content-encoding', encoding);
    return reply.header('content-type', type).send(bytes[encoding]);
  });
}

async function keep(make: PublicDocument['make']): Promise<Kept> {
  const identity = Buffer.from(await make());
  // The best quality takes seconds for a megabyte, and saves a tenth.
  const params = { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: identity.length };
  const [br, gzipped] = await Promise.all([promisify(brotliCompress)(identity, { params }), promisify(gzip)(identity)]);
  const digest = createHash('sha256').update(identity).digest('base64url').slice(0, 22);
  return { etag: `W/"${digest}"`, bytes: { identity, br, gzip: gzipped } };
}

/** The best encoding that a caller takes, by RFC 9110: one with q=0 is refused. */
export function encodingFor(header: string | undefined): Encoding {
  const taken = new Map<string, boolean>();
  for (const each of (header ?? '').toLowerCase().split(',')) {
    const [name = '', ...parameters] = each.split(';').map((part) => part.trim());
    taken.set(name, !parameters.some((parameter) => /^q=0(?:\.0*)?$/.test(parameter)));
  }
  return (['br', 'gzip'] as const).find((name) => taken.get(name) ?? taken.get('*')) ?? 'identity';
}

const isKnown = (header: string | undefined, etag: string): boolean =>
  header !== undefined &&
  (header.trim() === '*' || header.split(',').some((each) => each.trim().replace(/^W\//, '') === etag.slice(2)));
