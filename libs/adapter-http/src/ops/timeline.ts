import { insurerOwner, type Certificate } from '@affinity-engine/affinity';
import type { KeptAuditEntry } from '@affinity-engine/kernel';
import type { Attempt, Delivery } from '@affinity-engine/webhook';
import { z } from 'zod';
import { affinityPath } from '../affinity/schemas.js';
import { enumerated, named } from '../edge/marks.js';
import { routesFor, type Route } from '../edge/route.js';
import { about, shown } from '../edge/schemas.js';
import { seenOf } from './insurers-seen.js';
import type { OpsUseCases } from './use-cases.js';

const route = routesFor({ tag: 'Operators', callers: ['admin'] });

/** How much of each kind is shown: of the trail, and of the events at each endpoint. */
const [mostEntries, mostEvents, mostEndpoints] = [200, 50, 20];

const moment = z
  .object({
    at: shown.moment('when it was'),
    kind: z.enum(['action', 'event', 'attempt']).meta(
      enumerated('TimelineKind', 'What a line is about', {
        action: 'an entry of the audit trail',
        event: 'an event that an endpoint gets',
        attempt: 'a try to deliver an event',
      }),
    ),
    actor: shown.text('who did it', '01939d3c-7f1a-7c3e-9b1e-2f6a0d4c8e51').optional(),
    action: shown.text('what was done', 'affinity.canceled').optional(),
    details: z
      .record(z.string(), z.unknown())
      .optional()
      .meta(about('what else is known', { refund: 44910 })),
    endpoint_id: shown.id('the webhook endpoint').optional(),
    event_id: shown.text('the event', 'evt_01a201b2d0a1707e8a0f5b9d2c4e6f81_17').optional(),
    type: shown.text('the type of the event', 'affinity.issued').optional(),
    status: shown.text('how far the delivery of the event has come', 'delivered').optional(),
    status_code: shown.count('what the try was answered with; null: nothing', 200).nullable().optional(),
    error: shown.text('why there was no answer', 'timeout').nullable().optional().meta({ example: null }),
  })
  .meta(named('TimelineLine', 'Something that happened to a certificate, or that was sent of it'));

const timeline = z
  .object({ items: z.array(moment).describe('newest first') })
  .meta(named('Timeline', 'What happened to a certificate'));

type Line = z.input<typeof moment>;

/** What happened to a certificate: its audit trail, its events, and the tries to deliver them, in one list. */
export const timelineRoutes = (useCases: OpsUseCases): readonly Route[] => [
  route({
    call: 'GET /ops/v1/affinities/{affinity_id}/timeline',
    operationId: 'getCertificateTimeline',
    summary: 'What happened to a certificate: audit trail, events and tries to deliver them, newest first',
    description: `The last ${mostEntries} entries of the trail, and at each endpoint of its partner and insurer the last ${mostEvents} events with their last 20 tries. Business time for what happened, the machine's for tries.`,
    params: affinityPath,
    answer: timeline,
    act: async ({ params, caller }) => {
      const { lists, readCertificate } = useCases;
      await seenOf(useCases).checkAffinity(params.affinity_id, caller);
      const certificate = await readCertificate(params.affinity_id);
      const { items } = await lists.audit({ subject: params.affinity_id, limit: mostEntries });
      return [...items.map(actionLine), ...(await sentLinesOf(lists.deliveries, certificate))];
    },
    present: (lines: readonly Line[]) => ({
      items: lines.toSorted((one, other) => (one.at < other.at ? 1 : one.at > other.at ? -1 : 0)),
    }),
  }),
];

async function sentLinesOf(
  deliveries: OpsUseCases['lists']['deliveries'],
  { affinity, product }: Certificate,
): Promise<readonly Line[]> {
  const owners = [affinity.partnerId, insurerOwner(product.insurer.id)];
  const lines: Line[] = [];
  for (const ownerId of owners) {
    for (const { id } of await deliveries.endpoints({ ownerId, limit: mostEndpoints })) {
      const found = await deliveries.deliveries(id, { subject: affinity.id, limit: mostEvents });
      lines.push(
        ...found.flatMap((delivery) => [eventLine(delivery), ...delivery.attempts.map(attemptLine(delivery))]),
      );
    }
  }
  return lines;
}

const actionLine = ({ at, actor, action, details = {} }: KeptAuditEntry): Line => ({
  ...{ at, kind: 'action', actor, action },
  ...(Object.keys(details).length === 0 ? {} : { details }),
});

const eventLine = ({ event, status }: Delivery): Line => ({
  ...{ at: event.occurredAt, kind: 'event', endpoint_id: event.endpointId, event_id: event.id },
  ...{ type: event.type, status },
});

const attemptLine =
  ({ event }: Delivery) =>
  ({ at, statusCode, error }: Attempt): Line => ({
    ...{ at, kind: 'attempt', endpoint_id: event.endpointId, event_id: event.id, type: event.type },
    ...{ status_code: statusCode, error },
  });
