import { randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';

/** The header by which every reply names its request; the logs have the same text as `request`. */
export const requestIdHeader = 'request-id';

export const newRequestId = (): string => randomUUID();

/** Short, and without characters that mean something in logs or headers. */
const safe = /^[0-9A-Za-z_-]{8,64}$/;

/**
 * The identifier of a request. That of a trusted proxy is taken over, so that its logs and ours agree. Others could
 * take the identifier of a request of another caller: theirs is ignored.
 */
export function requestIdOf({ id, ips = [], headers }: Pick<FastifyRequest, 'id' | 'ips' | 'headers'>): string {
  const given = headers[requestIdHeader];
  const isForwarded = ips.length > 1;
  return isForwarded && typeof given === 'string' && safe.test(given) ? given : id;
}
