import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { isDomainError } from '@affinity-engine/kernel';
import type { Logger } from 'pino';
import { edgeError, reportedError } from './errors.js';
import { errorCodeHeader } from './refusal-headers.js';
import { newRequestId, requestIdHeader } from './request-ids.js';
import type { Dialect } from './route.js';

/** How long a caller may go on sending a body that was refused. */
const patienceMs = 5_000;

/**
 * Reads and drops the rest of a refused body. A caller that still sends does not read the answer yet, and would lose it
 * if the connection were closed.
 */
export function drainBody(request: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(done, patienceMs);
    request.once('end', done).once('close', done).resume();
    if (request.readableEnded || request.destroyed) done();
  });
}

/** Answers a request that Node's parser refuses. Its path is unknown, so the error has one dialect's shape for all. */
export const answerBroken =
  ({ errorAnswer, errorKinds }: Dialect, logger: Pick<Logger, 'info'>) =>
  (failure: NodeJS.ErrnoException, socket: Socket): void => {
    if (failure.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    const sentence = sentences[failure.code ?? ''] ?? 'request: expected HTTP/1.1.';
    const id = newRequestId();
    const error = reportedError(edgeError('HEADER-INVALID', {}, sentence), errorKinds, id);
    const json = JSON.stringify(errorAnswer(error).body);
    logger.info({ request: id, status: 400, code: failure.code }, 'a broken request was refused');
    const head = [
      'HTTP/1.1 400 Bad Request',
      'content-type: application/json; charset=utf-8',
      'cache-control: no-store',
      `${errorCodeHeader}: ${error.code}`,
      `${requestIdHeader}: ${id}`,
      `content-length: ${Buffer.byteLength(json)}`,
      'connection: close',
    ];
    socket.end(`${head.join('\r\n')}\r\n\r\n${json}`, () => socket.destroySoon());
  };

const sentences: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: 'headers: expected at most 16384 bytes, the path among them.',
  ERR_HTTP_REQUEST_TIMEOUT: 'request: expected to arrive in time.',
};

/**
 * Refuses repeats of these headers, of which Node keeps only the first: a sender of two may want to mislead another
 * reader. `own` names further headers of the dialects.
 */
export function checkHeaders(raw: readonly string[], own: readonly string[]): void {
  const seen = new Set<string>();
  for (let at = 0; at < raw.length; at += 2) {
    const name = (raw[at] as string).toLowerCase();
    if (!single.has(name) && !own.includes(name)) continue;
    if (seen.has(name)) throw edgeError('HEADER-INVALID', { name }, `${name}: expected once`);
    seen.add(name);
  }
  if (!seen.has('host')) throw edgeError('HEADER-INVALID', { name: 'host' }, 'host: expected once');
}

const single = new Set(['authorization', 'content-length', 'content-type', 'host', 'idempotency-key']);

const bodyTooLarge = 'FST_ERR_CTP_BODY_TOO_LARGE';

/** Whether a body is too large: its caller goes on sending for a while. */
export const isTooLarge = (thrown: unknown): boolean => codeOf(thrown) === bodyTooLarge;

const codeOf = (thrown: unknown): string => (thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '');

/** Errors of fastify as errors of the edge. */
export function translated(thrown: unknown, limit: number): unknown {
  if (isDomainError(thrown) || !(thrown instanceof Error)) return thrown;
  const code = codeOf(thrown);
  const status = 'statusCode' in thrown ? Number(thrown.statusCode) : 500;
  if (code === bodyTooLarge) {
    return edgeError('BODY-TOO-LARGE', {}, `body: expected at most ${limit} bytes`);
  }
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return edgeError('CONTENT-TYPE-INVALID');
  return status >= 400 && status < 500 ? edgeError('HEADER-INVALID', {}, thrown.message) : thrown;
}
