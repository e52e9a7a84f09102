import { affinityEventTypes } from '@affinity-engine/affinity';
import { z } from 'zod';
import { endpointAnswer, orderings } from './delivery-schemas.js';
import { enumerated, named } from './marks.js';
import { about, shown } from './schemas.js';

export const url = z
  .string()
  .min(1)
  .max(2000)
  .nullish()
  .meta(about('where events are sent; null: they wait', 'https://partner.example/hooks'));
export const eventTypes = z
  .array(
    z.enum(affinityEventTypes).meta(
      enumerated('AffinityEventType', 'What happened to an affinity', {
        'affinity.issued': 'the insurer accepted the risk',
        'affinity.canceled': 'it was canceled, or the insurer declined',
        'affinity.expired': 'its last day has passed',
        'affinity.renewed': 'its successor is issued',
        'affinity.reinstated': 'its successor was given back',
      }),
    ),
  )
  .min(1)
  .max(20)
  .nullish()
  .describe('the types that are sent; null: all');
export const endpointChange = z
  .strictObject({
    url,
    paused: z.boolean().optional().describe('whether events wait until it is resumed'),
    disabled: z.boolean().optional().describe('whether nothing is sent any more'),
    ordering: orderings.optional(),
    event_types: eventTypes,
    rotate_secret: z
      .boolean()
      .optional()
      .describe('a new signing key; the one before signs beside it for a while, see rotation_ends_at'),
    end_rotation: z
      .boolean()
      .optional()
      .describe('whether only the newest signing key signs from now on; not beside `rotate_secret`'),
  })
  .meta(named('WebhookEndpointChange', 'What to change of an endpoint'));

export const ownEndpointChange = endpointChange
  .omit({ disabled: true, ordering: true })
  .meta(named('OwnWebhookEndpointChange', 'What a partner may change of its endpoint'));

const secret = shown.text('the signing key, shown once', 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw');

export const changedEndpoint = endpointAnswer
  .extend({ secret: secret.optional().describe('after a rotation, once') })
  .meta(named('ChangedWebhookEndpoint', 'An endpoint; after a rotation with its new signing key'));

export const eventTypesAnswer = z
  .object({
    items: z
      .array(
        z
          .object({
            type: shown.text('the type, as in `event.type`', 'affinity.issued'),
            summary: shown.text('what happened', 'The insurer accepted the risk'),
            description: shown.text('more about it', 'The whole affinity.'),
          })
          .meta(named('EventType', 'A type of event')),
      )
      .describe('all of them'),
  })
  .meta(named('EventTypeList', 'Every type of event'));
