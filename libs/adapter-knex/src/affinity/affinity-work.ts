import {
  insurerOwner,
  type Affinity,
  type AffinityEventType,
  type AffinityPorts,
  type AffinityWork,
  type InsurerEventType,
} from '@affinity-engine/affinity';
import type { Product } from '@affinity-engine/catalogue';
import { epochMilliseconds, type Clock } from '@affinity-engine/kernel';
import type { Endpoint, WakeUps } from '@affinity-engine/webhook';
import { knexAffinities } from './affinities.js';
import { knexAffinityRequests } from './affinity-requests.js';
import { knexAudit } from '../audit.js';
import { write, type Committer } from '../engine/committer.js';
import type { Database } from '../engine/database.js';
import { knexEligibility } from './eligibility.js';
import { addEndpoint } from '../webhook/endpoints.js';
import { outboxStatement } from '../webhook/outbox.js';
import { knexPartners } from './partners.js';
import type { Seal } from '../engine/seal.js';
import { knexWork } from '../engine/work.js';

/** What the app connects: how an event's body is written, and the endpoint a new partner begins with. */
export type AffinityEventParts = {
  readonly clock: Clock;
  readonly wakeUps: Pick<WakeUps, 'notify'>;
  readonly bodyOf: (type: AffinityEventType | InsurerEventType, affinity: Affinity, product: Product) => string;
  readonly firstEndpoint: (ownerId: string) => Endpoint;
};

/** Units of work of the affinity context. */
export function knexAffinityWork(
  { reader }: Database,
  committer: Committer,
  seal: Seal,
  { clock, wakeUps, bodyOf, firstEndpoint }: AffinityEventParts,
): AffinityWork {
  const affinities = knexAffinities(reader);
  const requests = knexAffinityRequests(reader);
  const partners = knexPartners(reader);
  const audit = knexAudit(clock);
  const eligibility = knexEligibility(reader);
  const outbox = outboxStatement(wakeUps);
  return knexWork<AffinityPorts>(reader, committer, seal, (writes) => ({
    affinities: affinities(writes),
    requests: requests(writes),
    partners: partners(writes),
    audit: audit(writes),
    eligibility: eligibility(writes),
    events: {
      open: (partnerId) => void writes.push(addEndpoint(firstEndpoint(partnerId), seal)),
      append: (type, affinity, product, at) =>
        void writes.push(
          write(outbox, {
            ownerId: affinity.partnerId,
            type,
            subject: affinity.id,
            body: bodyOf(type, affinity, product),
            occurredAt: epochMilliseconds(at),
          }),
        ),
      tellInsurer: (type, affinity, product, at) =>
        void writes.push(
          write(outbox, {
            ownerId: insurerOwner(product.insurer.id),
            type,
            subject: affinity.id,
            body: bodyOf(type, affinity, product),
            occurredAt: epochMilliseconds(at),
          }),
        ),
    },
  }));
}
