import type { Socket } from 'node:net';
import { isDomainError } from '@affinity-engine/kernel';
import { networkOf } from './caller-network.js';
import { edgeError, reportedError } from './errors.js';
import { errorCodeHeader } from './refusal-headers.js';
import { newRequestId, requestIdHeader } from './request-ids.js';
import type { RequestLog } from './request-log.js';
import type { Dialect } from './route.js';

/** Answers a request that Node's parser refuses. Its path is unknown, so the error has one dialect's shape for all. */
export const answerBroken =
  ({ errorAnswer, errorKinds }: Dialect, log: Pick<RequestLog, 'broken'>) =>
  (failure: NodeJS.ErrnoException, socket: Socket): void => {
    if (failure.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    const sentence = sentences[failure.code ?? ''] ?? 'request: expected HTTP/1.1.';
    const id = newRequestId();
    const error = reportedError(edgeError('HEADER-INVALID', {}, sentence), errorKinds, id);
    const json = JSON.stringify(errorAnswer(error).body);
    log.broken({
      request: id,
      status: 400,
      code: failure.code,
      network: networkOf({ ip: socket.remoteAddress ?? '' }),
    });
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

/** Whether a body was refused whose caller may go on sending it. */
export const isUnread = (thrown: unknown): boolean =>
  isDomainError(thrown) && (thrown.code === 'BODY-TOO-LARGE' || thrown.code === 'OVERLOADED');

/** Errors of fastify as errors of the edge. */
export function translated(thrown: unknown): unknown {
  if (isDomainError(thrown) || !(thrown instanceof Error)) return thrown;
  if ('code' in thrown && thrown.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return edgeError('CONTENT-TYPE-INVALID');
  const status = 'statusCode' in thrown ? Number(thrown.statusCode) : 500;
  return status >= 400 && status < 500 ? edgeError('HEADER-INVALID', {}, thrown.message) : thrown;
}
