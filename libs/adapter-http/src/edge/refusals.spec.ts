import { describe, expect, it } from '@jest/globals';
import type { NotedRefusal } from '@affinity-engine/refusal';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { errorAnswerOf, kinds } from '../affinity/errors.js';
import { edgeError } from './errors.js';
import { refusing } from './refusals.js';
import type { RequestLog } from './request-log.js';
import type { Dialect } from './route.js';

const dialect = {
  name: 'affinity',
  prefixes: ['/v1'],
  errorKinds: kinds,
  errorAnswer: errorAnswerOf,
} as unknown as Dialect;
const compiled = { dialect, route: { operationId: 'createAffinity', callers: ['public'] } };
const request = {
  ...{ id: 'reference-1', url: '/v1/affinity', headers: {}, params: {}, body: {} },
  caller: { kind: 'partner', clientId: 'client-1', partnerId: 'partner-1' },
  routeOptions: { config: { compiled } },
} as unknown as FastifyRequest;

/** Answers a refusal; returns the answer and what was logged as an error. */
function answered(refused: (refusal: NotedRefusal) => void) {
  const [errors, sent] = [[] as unknown[], [] as unknown[]];
  const logger = { error: (line: unknown) => void errors.push(line) };
  const parts = { dialects: [dialect], logger, draining: () => false, isUnavailable: () => false, refused };
  const { sendError } = refusing(
    parts as unknown as Parameters<typeof refusing>[0],
    () => {
      throw new Error('the route is public');
    },
    {} as RequestLog,
  );
  const reply: Record<string, unknown> = { headers: () => reply, send: (body: unknown) => (sent.push(body), reply) };
  reply['code'] = (status: number) => (sent.push(status), reply);
  sendError(edgeError('BODY-ABSENT'), request, reply as unknown as FastifyReply);
  return { errors, sent };
}

describe('the answer of a refusal', () => {
  it('is handed on once, with the reference of the answer', () => {
    const refusals: NotedRefusal[] = [];
    answered((refusal) => void refusals.push(refusal));
    expect(refusals).toMatchObject([{ reference: 'reference-1', operation: 'createAffinity', code: 'BODY-ABSENT' }]);
  });

  it('is the same where it cannot be kept', () => {
    const kept = answered(() => undefined);
    const lost = answered(() => {
      throw new Error('no room');
    });
    expect(lost.sent).toEqual(kept.sent);
    expect([kept.errors, lost.errors.length]).toEqual([[], 1]);
  });
});
