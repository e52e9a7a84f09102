import {
  affinityError,
  type Affinity,
  type AffinityWork,
  type answerAffinity,
  type Products,
} from '@affinity-engine/affinity';
import type { AuditEntry, Instant } from '@affinity-engine/kernel';
import { affinityPath, affinityAnswer } from '../affinity/schemas.js';
import { affinityWire } from '../affinity/wire.js';
import { readCursor, writeCursor } from '../edge/cursor.js';
import type { Links } from '../edge/links.js';
import { route, type Route } from '../edge/route.js';
import * as schemas from './schemas.js';

/** Reads the audit trail, newest first. */
export type AuditList = (query: {
  readonly subject?: string;
  readonly before?: number;
  readonly limit: number;
}) => Promise<readonly (AuditEntry & { readonly number: number; readonly at: Instant })[]>;

export type TrailUseCases = {
  readonly work: AffinityWork;
  readonly audit: AuditList;
  readonly answer: ReturnType<typeof answerAffinity>;
  readonly products: Products;
  readonly links: Links;
};

const roles = ['admin'] as const;

/** What happened, and an operator's answer in the insurer's place. */
export const trailRoutes = (its: TrailUseCases): readonly Route[] => [
  route({
    method: 'get',
    path: '/ops/v1/audit',
    operationId: 'listAudit',
    summary: 'The audit trail, newest first, of everything or one subject',
    tag: 'Operators',
    roles,
    query: schemas.auditQuery,
    answer: schemas.auditAnswer,
    act: async ({ query: { subject, cursor, rows = 20 } }) => {
      const of = subject ?? '';
      const found = await its.audit({
        limit: rows + 1,
        ...(subject === undefined ? {} : { subject }),
        ...(cursor === undefined ? {} : { before: Number(readCursor(cursor, of).value) }),
      });
      const items = found.slice(0, rows);
      const last = found.length > rows ? items.at(-1) : undefined;
      return {
        items: items.map((entry) => ({ ...entry, details: entry.details ?? {} })),
        cursor: last === undefined ? null : writeCursor({ total: 0, value: String(last.number), id: '' }, of),
      };
    },
  }),
  route({
    method: 'post',
    path: '/ops/v1/affinities/{affinity_id}/insurer-answer',
    operationId: 'answerForInsurer',
    summary: "Give the insurer's answer to a pending affinity",
    tag: 'Operators',
    roles,
    params: affinityPath,
    body: schemas.insurerAnswerBody,
    answer: affinityAnswer,
    idempotent: true,
    act: async ({ params, body, caller, once }) => {
      const id = params.affinity_id;
      const asked = await its.work.run(({ affinities }) => affinities.findAny(id));
      if (asked === null) throw affinityError('AFFINITY-UNKNOWN', { id });
      const product = await its.products.at(asked.productId, asked.productVersion);
      const answer = (answered: Affinity) => affinityWire(answered, product, its.links);
      return answer(await its.answer(id, body.outcome, caller.clientId, once(answer)));
    },
  }),
];
