import { markedSchemaOf } from './checks.js';
import { exampleOf } from './openapi-examples.js';
import type { ShownSchemas } from './openapi-schemas.js';
import type { Webhook } from './route.js';

type Json = Record<string, unknown>;

const headers: readonly (readonly [string, string, Json, unknown])[] = [
  [
    'webhook-id',
    'The id of the event: the same for every try and every replay',
    { type: 'string' },
    'evt_01a201b2d0a1707e8a0f5b9d2c4e6f81_17',
  ],
  ['webhook-timestamp', 'Seconds since 1970 of this try', { type: 'string' }, '1795348800'],
  [
    'webhook-signature',
    '`v1,` and the base64 of an HMAC-SHA256 over `id.timestamp.body` with the signing key; one for each valid key, with a blank between them',
    { type: 'string' },
    'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  ],
  ['webhook-sequence', 'The sequence of the event at this endpoint', { type: 'string' }, '17'],
];

const replay = {
  name: 'webhook-replay',
  in: 'header',
  required: false,
  description: '`true` on an event that is sent again because a replay was asked for; missing otherwise',
  schema: { type: 'string', enum: ['true'] },
};

/** A request that the engine sends, as OpenAPI describes it. */
export function webhookOperation(webhook: Webhook, shown: ShownSchemas['shown']): Json {
  const marked = markedSchemaOf(webhook.body, 'output');
  return {
    operationId: webhook.operationId,
    summary: webhook.summary,
    description: webhook.description,
    tags: [webhook.tag],
    security: [],
    parameters: [
      ...headers.map(([name, description, schema, example]) => ({
        name,
        in: 'header',
        required: true,
        description,
        schema,
        example,
      })),
      replay,
    ],
    requestBody: {
      required: true,
      content: { 'application/json': { schema: shown(marked, true), example: exampleOf(marked) } },
    },
    responses: {
      200: { description: 'Kept. Only 200 counts: the next event follows' },
      '4XX': { description: 'Not kept. Any other status, a redirect too, makes the engine try again, without end' },
    },
  };
}
