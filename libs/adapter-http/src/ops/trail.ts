import type { AffinityWithProduct, answerAffinity } from '@affinity-engine/affinity';
import type { AuditEntry, Instant } from '@affinity-engine/kernel';
import { affinityPath, affinityAnswer } from '../affinity/schemas.js';
import { affinityWire } from '../affinity/wire.js';
import { readCursor, writeCursor } from '../edge/cursor.js';
import type { Links } from '../edge/links.js';
import { pageOf, type Page } from '../edge/paged.js';
import { route, type Route } from '../edge/route.js';
import * as schemas from './schemas.js';

type KeptEntry = AuditEntry & { readonly number: number; readonly at: Instant };

/** Reads the audit trail, newest first. */
export type AuditList = (query: {
  readonly subject?: string;
  readonly before?: number;
  readonly limit: number;
}) => Promise<readonly KeptEntry[]>;

export type TrailUseCases = {
  readonly audit: AuditList;
  readonly answer: ReturnType<typeof answerAffinity>;
  readonly links: Links;
};

const callers = ['admin'] as const;

/** What happened, and an operator's answer in the insurer's place. */
export const trailRoutes = (useCases: TrailUseCases): readonly Route[] => [
  route({
    method: 'get',
    path: '/ops/v1/audit',
    operationId: 'listAudit',
    summary: 'The audit trail, newest first, of everything or one subject',
    tag: 'Operators',
    callers,
    query: schemas.auditQuery,
    answer: schemas.auditAnswer,
    act: async ({ query: { subject, cursor, rows = 20 } }): Promise<Page<KeptEntry>> => {
      const of = subject ?? '';
      const found = await useCases.audit({
        limit: rows + 1,
        ...(subject === undefined ? {} : { subject }),
        ...(cursor === undefined ? {} : { before: Number(readCursor(cursor, of).value) }),
      });
      const items = found.slice(0, rows);
      const last = found.length > rows ? items.at(-1) : undefined;
      return {
        items,
        cursor: last === undefined ? null : writeCursor({ total: 0, value: String(last.number), id: '' }, of),
      };
    },
    present: (page: Page<KeptEntry>) => entriesWire(page),
  }),
  route({
    method: 'post',
    path: '/ops/v1/affinities/{affinity_id}/insurer-answer',
    operationId: 'answerForInsurer',
    summary: "Give the insurer's answer to a pending affinity",
    tag: 'Operators',
    callers,
    params: affinityPath,
    body: schemas.insurerAnswerBody,
    answer: affinityAnswer,
    idempotent: true,
    act: ({ params, body, caller, once }) => useCases.answer(params.affinity_id, body.outcome, caller.clientId, once),
    present: (answered: AffinityWithProduct) => affinityWire(answered, useCases.links),
  }),
];

const entriesWire = pageOf((entry: KeptEntry) => ({ ...entry, details: entry.details ?? {} }));
