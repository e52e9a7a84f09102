import type { authenticate, Client } from '@affinity-engine/identity';
import { z } from 'zod';
import { edgeError } from '../edge/errors.js';
import { routesFor, type Dialect } from '../edge/route.js';
import { ownId } from '../edge/schemas.js';
import { tokenSeconds, type Tokens } from '../edge/tokens.js';
import { identityKinds } from '../error-kinds.js';
import { credentialsOf } from './credentials.js';
import { errorAnswerOf } from './errors.js';
import { metadataAnswer, metadataAt } from './metadata.js';

const route = routesFor({ tag: 'Identity', callers: ['public'] });

const grantType = 'client_credentials';

const tokenBody = z.object({
  grant_type: z.string().max(100).meta({ example: grantType }).describe(`only ${grantType} is supported`),
  client_id: z.string().max(100).meta(ownId).optional(),
  client_secret: z.string().max(200).optional(),
  scope: z
    .string()
    .max(500)
    .optional()
    .describe('names without meaning here: a token is good for all its client may do'),
  audience: z.string().max(500).optional(),
});

const tokenAnswer = z
  .object({
    access_token: z.string(),
    token_type: z.literal('Bearer'),
    expires_in: z.int(),
    scope: z.string().describe('what was granted: the role of the client'),
  })
  .meta({ id: 'Token' });

/** The parts of RFC 6749 and 8414 for client credentials: `/oauth2/token`, and where it is published. */
export const oauthApi = (
  authenticated: ReturnType<typeof authenticate>,
  tokens: Tokens,
  publicUrl: () => string,
): Dialect => ({
  name: 'oauth',
  prefixes: ['/oauth2', '/.well-known/oauth-authorization-server'],
  routes: [
    route({
      call: 'POST /oauth2/token',
      operationId: 'createToken',
      summary: 'A bearer token for client credentials, good for one hour',
      form: true,
      prepare: withValues,
      body: tokenBody,
      answer: tokenAnswer,
      example: { body: { grant_type: grantType, client_id: 'your client id', client_secret: 'its secret' } },
      act: ({ body, headers, network }) => {
        if (body.grant_type !== grantType) throw edgeError('GRANT-UNSUPPORTED');
        if (body.scope !== undefined && !scopeSyntax.test(body.scope)) throw edgeError('SCOPE-INVALID');
        const { id, secret } = credentialsOf(body, headers);
        return authenticated(id, secret, network());
      },
      present: (client: Client) => ({
        access_token: tokens.issue(client),
        token_type: 'Bearer',
        expires_in: tokenSeconds,
        scope: client.role,
      }),
    }),
    route({
      call: 'GET /.well-known/oauth-authorization-server',
      operationId: 'readAuthorizationServer',
      summary: 'Where tokens are, and what the token call takes (RFC 8414)',
      answer: metadataAnswer,
      act: async () => publicUrl(),
      present: metadataAt,
    }),
  ],
  // RFC 6749, section 3.2: what a server does not know it ignores.
  ignores: () => ({ parameters: true, properties: true }),
  errorKinds: identityKinds,
  errorAnswer: errorAnswerOf,
  errorSchema: z.object({ error: z.string(), error_description: z.string() }).meta({ id: 'TokenError' }),
  errorStatuses: [400, 401, 429, 500],
});

/** RFC 6749, section 3.3: words between single spaces. */
const scopeSyntax = /^[!#-[\]-~]+(?: [!#-[\]-~]+)*$/;

/** RFC 6749, section 3.2: a parameter without a value counts as left out. */
function withValues(part: unknown): unknown {
  if (part === null || typeof part !== 'object' || Array.isArray(part)) return part;
  return Object.fromEntries(Object.entries(part).filter(([, value]) => value !== '' && value !== null));
}
