import { insurerOwner, type Affinity, type AffinityPorts } from '@affinity-engine/affinity';
import { write, type Write } from '@affinity-engine/adapter-knex/testing';
import { memoryAffinityPorts, scriptedEligibility } from '@affinity-engine/affinity/testing';
import type { WebhookPorts } from '@affinity-engine/webhook';
import { memoryWebhookPorts } from '@affinity-engine/webhook/testing';
import type { simulatedReads } from './connections.js';
import type { Statements } from './statements/index.js';
import { affinitiesIn, type deliveryIn } from './statements/rows.js';

/** Reads what is committed. */
export type CommittedReads = ReturnType<typeof simulatedReads>;

/** What a unit of work over affinities reaches. */
export function affinityPorts(statements: Statements, writes: Write[], read: CommittedReads): AffinityPorts {
  const emit = (ownerId: string, type: string, affinity: Affinity, occurredAt: Affinity['createdAt']) =>
    void writes.push(
      write(statements.appendEvents, { ownerId, type, subject: affinity.id, body: bodyOf(type, affinity), occurredAt }),
    );
  const findAny = (id: string) => read('affinity', ({ affinities }) => affinities.get(id) ?? null);
  const ownedBy = <Row extends { readonly partnerId: string }>(row: Row | null, by: string): Row | null =>
    row?.partnerId === by ? row : null;
  const unused = memoryAffinityPorts(affinitiesIn(emptyOnes), scriptedEligibility(), []);
  return {
    ...unused,
    affinities: {
      find: async (id, by) => ownedBy(await findAny(id), by),
      findAny,
      add: (affinity) => void writes.push(write(statements.insertAffinity, affinity)),
      save: (affinity) => void writes.push(write(statements.saveAffinity, affinity)),
    },
    requests: {
      find: async (id, by) => ownedBy(await read('request', ({ requests }) => requests.get(id) ?? null), by),
      add: (request) => void writes.push(write(statements.insertRequest, request)),
      use: (request, affinityId) =>
        void writes.push(write(statements.useRequest, { id: request.id, request, affinityId })),
    },
    partners: {
      ...unused.partners,
      find: (id) => read('partner', ({ partners }) => partners.get(id) ?? null),
      assertUnchanged: (partner) => void writes.push(write(statements.assertPartner, partner)),
    },
    events: {
      open: unused.events.open,
      append: (type, affinity, _product, at) => emit(affinity.partnerId, type, affinity, at),
      tellInsurer: (type, affinity, product, at) => emit(insurerOwner(product.insurer.id), type, affinity, at),
    },
  };
}

const emptyOnes = { affinities: new Map(), requests: new Map(), partners: new Map() } as never;

/** The snapshot of the moment: what a checker compares with the stored row. */
const bodyOf = (type: string, { id, status, premium, cancellation, version }: Affinity): string =>
  JSON.stringify({ type, id, status, premium, cancellation, version });

/** What a unit of work over endpoints reaches. */
export function webhookPorts(
  statements: Statements,
  writes: Write[],
  read: CommittedReads,
  delivery: () => ReturnType<typeof deliveryIn>,
): WebhookPorts {
  const { endpoints } = memoryWebhookPorts(delivery(), []);
  return {
    partners: { assertExists: () => Promise.resolve() },
    audit: { append: () => undefined },
    endpoints: {
      add: () => undefined,
      find: (id) => read('endpoint', () => endpoints.find(id)),
      progress: (id) => read('progress', () => endpoints.progress(id)),
      heads: (id) => read('heads', () => endpoints.heads(id)),
      save: (endpoint) => void writes.push(write(statements.saveEndpoint, endpoint)),
      skip: (id, sequence) => void writes.push(write(statements.skipHead, { id, sequence })),
      replay: (id, from, to) => void writes.push(write(statements.insertReplay, { id, from, to })),
      callOffReplays: (id) => void writes.push(write(statements.dropReplays, { id })),
    },
  };
}
