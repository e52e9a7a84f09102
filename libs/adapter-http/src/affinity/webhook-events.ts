import {
  affinityEventTypes,
  insurerEventTypes,
  type AffinityEventType,
  type InsurerEventType,
} from '@affinity-engine/affinity';
import { pingEventType } from '@affinity-engine/webhook';
import { z } from 'zod';
import { named } from '../edge/marks.js';
import type { Webhook } from '../edge/route.js';
import { shown } from '../edge/schemas.js';
import { affinityShape } from './answers.js';
import { statusNumber } from './enumerations.js';
import { statusNumbers } from './numbers.js';

type EventType = AffinityEventType | InsurerEventType | typeof pingEventType;

/** `affinity.issued` is `AffinityIssued`. */
const nameOf = (type: string): string =>
  type
    .split(/[.-]/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');

const eventOf = (type: EventType) =>
  z
    .object({
      id: shown.text('the id of the event, as in `webhook-id`', 'evt_01a201b2d0a1707e8a0f5b9d2c4e6f81_17'),
      type: z.literal(type).describe('what happened'),
      sequence: shown.count('1, 2, 3, … at an endpoint, without gaps; 0 for a ping', 17),
      occurred_at: shown.moment('when it happened'),
    })
    .meta(named(`${nameOf(type)}Event`, `Which event it is: ${type}`));

const bodyOf = (type: EventType, shape: z.ZodRawShape, description: string) =>
  z.object({ ...shape, event: eventOf(type) }).meta(named(`${nameOf(type)}Webhook`, description));

const callbackUrl = shown.url(
  'where the insurer answers: `POST` with its outcome; the url is the only credential',
  'https://engine.example/v1/insurer-answers/AZOdPH8afD6bHi9qDUyOUQ',
);

type Described = readonly [summary: string, description: string, shape: z.ZodRawShape];

const wholeAffinity = 'The body is the complete affinity as it was at the moment of the event, with fresh links.';

/** An affinity of an event, with a status that it usually has then as an example. */
const affinityThat = (status: keyof typeof statusNumbers) => ({
  ...affinityShape,
  status: statusNumber.meta({ example: statusNumbers[status] }),
});

const events: Readonly<Record<EventType, Described>> = {
  'affinity.issued': [
    'The insurer accepted the risk',
    `Certificate and conditions are attached. ${wholeAffinity}`,
    affinityThat('issued'),
  ],
  'affinity.canceled': ['It was canceled, or the insurer declined', wholeAffinity, affinityThat('canceled')],
  'affinity.expired': ['Its last day has passed', wholeAffinity, affinityThat('expired')],
  'affinity.renewed': [
    'Its successor is issued',
    `The successor's own \`affinity.issued\` follows. ${wholeAffinity}`,
    affinityThat('renewed'),
  ],
  'affinity.reinstated': [
    'Its successor was given back',
    `It is 1 Issued again, or 3 Expired if its last day has passed. ${wholeAffinity}`,
    affinityThat('issued'),
  ],
  'insurer.risk-submitted': [
    'A risk for an insurer that answers by callback',
    `To the endpoint of the insurer. ${wholeAffinity}`,
    { ...affinityThat('pending'), callback_url: callbackUrl },
  ],
  'insurer.risk-withdrawn': [
    'A risk needs no answer any more',
    `To the endpoint of the insurer: the affinity was canceled before the insurer answered. ${wholeAffinity}`,
    affinityThat('canceled'),
  ],
  [pingEventType]: [
    'A test request that an operator asked for',
    'Signed like an event, beside the events: it has no sequence of its own and is never sent again.',
    {},
  ],
};

/** Every request that the engine sends to endpoints, with what is in it. */
export const affinityWebhooks: readonly Webhook[] = [...affinityEventTypes, ...insurerEventTypes, pingEventType].map(
  (type) => {
    const [summary, description, shape] = events[type];
    return {
      type,
      operationId: `on${nameOf(type)}`,
      summary,
      description,
      tag: 'Webhooks',
      body: bodyOf(type, shape, summary),
    };
  },
);
