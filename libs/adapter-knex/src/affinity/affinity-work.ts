import {
  insurerOwner,
  nobody,
  withPerson,
  type Affinity,
  type AffinityEventType,
  type AffinityPorts,
  type AffinityWork,
  type InsurerEventType,
} from '@affinity-engine/affinity';
import type { Product } from '@affinity-engine/catalogue';
import type { Clock, Instant } from '@affinity-engine/kernel';
import type { Endpoint, WakeUps } from '@affinity-engine/webhook';
import { knexAudit } from '../audit.js';
import { write } from '../engine/committer.js';
import type { Engine } from '../engine/engine.js';
import { knexWork } from '../engine/work.js';
import { addEndpoint } from '../webhook/endpoints.js';
import { outboxStatement } from '../webhook/outbox.js';
import type { BodyWithoutPerson } from '../webhook/seal-events.js';
import { knexAffinities } from './affinities.js';
import { knexAffinityRequests } from './affinity-requests.js';
import { knexEligibility } from './eligibility.js';
import { knexPartnerBrands } from './partner-brands.js';
import { knexPartners } from './partners.js';
import type { BodyWithPerson } from './stored-person.js';

type EventType = AffinityEventType | InsurerEventType;

/** Connected by the app: how an event's body is written and given its person, and the first endpoint of a new partner. */
export type AffinityEventParts = {
  readonly clock: Clock;
  readonly wakeUps: Pick<WakeUps, 'notify'>;
  readonly bodyOf: (type: EventType, affinity: Affinity, product: Product) => string;
  /** A body that was written of an affinity without its person, with the person. */
  readonly withPerson: BodyWithPerson;
  /** A body that an earlier version kept with its person, without the person. */
  readonly withoutPerson: BodyWithoutPerson;
  /** A body without its person, and without what the partner wrote of its own. */
  readonly erased: BodyWithoutPerson;
  readonly firstEndpoint: (ownerId: string) => Endpoint;
};

export function knexAffinityWork(
  engine: Engine,
  { clock, wakeUps, bodyOf, firstEndpoint }: Omit<AffinityEventParts, 'withPerson' | 'withoutPerson' | 'erased'>,
): AffinityWork {
  const affinities = knexAffinities(engine);
  const requests = knexAffinityRequests(engine.reader);
  const partners = knexPartners(engine.reader);
  const brands = knexPartnerBrands(engine.reader);
  const audit = knexAudit(clock);
  const eligibility = knexEligibility(engine.reader);
  const outbox = outboxStatement(wakeUps);
  return knexWork<AffinityPorts>(engine, (writes) => {
    const emit = (ownerId: string, type: EventType, affinity: Affinity, product: Product, occurredAt: Instant) => {
      // The affinity has the person: the event is kept without, and gets it back when it is read.
      const kept = engine.people.isSealing() ? withPerson(affinity, nobody) : affinity;
      const event = { ownerId, type, subject: affinity.id, body: bodyOf(type, kept, product), occurredAt };
      writes.push(write(outbox, event));
    };
    return {
      affinities: affinities(writes),
      requests: requests(writes),
      partners: partners(writes),
      brands: brands(writes),
      audit: audit(writes),
      eligibility: eligibility(writes),
      events: {
        open: (partnerId) => void writes.push(...addEndpoint(firstEndpoint(partnerId), engine.seal)),
        append: (type, affinity, product, at) => emit(affinity.partnerId, type, affinity, product, at),
        tellInsurer: (type, affinity, product, at) =>
          emit(insurerOwner(product.insurer.id), type, affinity, product, at),
      },
    };
  });
}
