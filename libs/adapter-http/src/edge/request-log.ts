import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { callerId } from './caller.js';
import { networkOf } from './caller-network.js';
import type { HttpMetrics } from './system.js';

/** The most lines a second about requests refused with one status: a flood of them must not fill the disk. */
const mostRefusals = 50;

export type RequestLog = ReturnType<typeof requestLog>;

/** A line for each answer, and its figures. Of many refusals in a second only the first ones have a line of their own. */
export function requestLog(logger: Pick<Logger, 'info' | 'warn'>, metrics: Pick<HttpMetrics, 'observe'>) {
  const lines = new Map<number, number>();
  let [second, unsaid] = [0, 0];
  return {
    answered(request: FastifyRequest, reply: FastifyReply): void {
      const ms = performance.now() - request.began;
      const operation =
        request.routeOptions.config.compiled?.route.operationId ?? request.routeOptions.url ?? 'unknown';
      metrics.observe(operation, reply.statusCode, ms / 1000);
      if (reply.statusCode >= 400 && !hasLine(reply.statusCode)) return;
      logger.info(
        {
          request: request.id,
          method: request.method,
          operation,
          status: reply.statusCode,
          ms: Math.round(ms),
          client: callerId(request.caller),
          network: networkOf(request),
        },
        'answered',
      );
    },
    /** Of a request that was refused before it was read. */
    early(said: Readonly<Record<string, unknown>> & { readonly status: number }): void {
      metrics.observe('refused early', said.status, 0);
      if (hasLine(said.status)) logger.info(said, 'answered');
    },
    /** Of a request that cannot be read. */
    broken(said: Readonly<Record<string, unknown>>): void {
      if (hasLine(400)) logger.info(said, 'a broken request was refused');
    },
  };

  function hasLine(status: number): boolean {
    const now = Math.floor(performance.now() / 1000);
    if (now !== second) {
      second = now;
      lines.clear();
      if (unsaid > 0) logger.warn({ requests: unsaid }, 'more requests were refused than have a line');
      unsaid = 0;
    }
    const before = lines.get(status) ?? 0;
    lines.set(status, before + 1);
    if (before >= mostRefusals) unsaid += 1;
    return before < mostRefusals;
  }
}
