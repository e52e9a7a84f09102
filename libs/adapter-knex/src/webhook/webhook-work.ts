import type { Clock } from '@affinity-engine/kernel';
import type { EndpointId, WakeUps, WebhookPorts, WebhookWork } from '@affinity-engine/webhook';
import { knexPartnerCheck } from '../affinity/partners.js';
import { knexAudit } from '../audit.js';
import type { Committer, Write } from '../engine/committer.js';
import type { Engine } from '../engine/engine.js';
import { knexWork } from '../engine/work.js';
import { writeOrder } from '../engine/write-order.js';
import { knexEndpoints } from './endpoints.js';

/** Units of work of the webhook context. They notify dispatchers, since a change may make an endpoint due. */
export function knexWebhookWork(engine: Engine, clock: Clock, wakeUps: Pick<WakeUps, 'notify'>): WebhookWork {
  const endpoints = knexEndpoints(engine);
  const audit = knexAudit(clock);
  const partners = knexPartnerCheck(engine.reader);
  const committer: Committer = {
    ...engine.committer,
    async commit(writes) {
      const results = await engine.committer.commit(writes);
      wakeUps.notify(endpointsIn(writes));
      return results;
    },
  };
  return knexWork<WebhookPorts>({ ...engine, committer }, (writes) => ({
    endpoints: endpoints(writes),
    audit: audit(writes),
    partners,
  }));
}

const orders = new Set<number>([writeOrder.endpoint, writeOrder.endpointCommand]);

/** The rows of these writes are endpoints, or name one. */
const endpointsIn = (writes: readonly Write[]): readonly EndpointId[] => [
  ...new Set(
    writes
      .filter(({ statement }) => orders.has(statement.order))
      .map(({ row }) => (row as { readonly id: EndpointId }).id),
  ),
];
