import type { AffinityWithProduct } from '@affinity-engine/affinity';
import type { KeptAuditEntry } from '@affinity-engine/kernel';
import { affinity } from '../affinity/answers.js';
import { noteOf } from '../affinity/insurer-answers.js';
import { affinityPath, insurerAnswerBody } from '../affinity/schemas.js';
import { affinityWire } from '../affinity/wire.js';
import { readCursor, writeCursor } from '../edge/cursor.js';
import { type Page } from '../edge/paged.js';
import { routesFor, type Route } from '../edge/route.js';
import { momentOf } from '../edge/schemas.js';
import * as answers from './answers.js';
import * as schemas from './schemas.js';
import { seenOf } from './insurers-seen.js';
import type { OpsUseCases } from './use-cases.js';

const route = routesFor({ tag: 'Operators', callers: ['admin'] });

/** The audit trail, and an operator's answer on behalf of an insurer. */
export const trailRoutes = (useCases: OpsUseCases): readonly Route[] => [
  route({
    call: 'GET /ops/v1/audit',
    operationId: 'listAudit',
    summary: 'The audit trail, newest first, of everything, one subject, one actor, one action or a span',
    description:
      'Every change with who made it. Entries are never changed. A page of a rare actor or action may have fewer rows than asked for, and still go on.',
    query: schemas.auditQuery,
    answer: answers.audit,
    act: async ({ query: { cursor, rows = 20, from, to, ...named } }): Promise<Page<KeptAuditEntry>> => {
      const of = JSON.stringify([named, from, to]);
      const { items, next } = await useCases.lists.audit({
        ...named,
        ...(from === undefined ? {} : { from: momentOf(from) }),
        ...(to === undefined ? {} : { to: momentOf(to) }),
        ...(cursor === undefined ? {} : { before: Number(readCursor(cursor, of).value) }),
        limit: rows,
      });
      return { items, cursor: next === null ? null : writeCursor({ total: 0, value: String(next), id: '' }, of) };
    },
    present: (page: Page<KeptAuditEntry>) => page,
  }),
  route({
    call: 'POST /ops/v1/affinities/{affinity_id}/insurer-answer',
    operationId: 'answerForInsurer',
    summary: "Give the insurer's answer to a pending affinity",
    description: 'The first answer stands.',
    params: affinityPath,
    body: insurerAnswerBody,
    answer: affinity,
    idempotent: true,
    act: async ({ params, body, caller, once }) => {
      await seenOf(useCases).checkAffinity(params.affinity_id, caller);
      return useCases.answerAffinity(params.affinity_id, body.outcome, caller.clientId, once, noteOf(body));
    },
    present: (answered: AffinityWithProduct) => affinityWire(answered, useCases.links),
  }),
];
