import type { authenticate, Client } from '@affinity-engine/identity';
import { z } from 'zod';
import { edgeError } from '../edge/errors.js';
import { routesFor, type Dialect } from '../edge/route.js';
import { named } from '../edge/marks.js';
import { about, ownId, shown } from '../edge/schemas.js';
import { tokenSeconds, type Tokens } from '../edge/tokens.js';
import { identityKinds } from '../error-kinds.js';
import { credentialsOf } from './credentials.js';
import { errorAnswerOf } from './errors.js';
import { metadataAnswer, metadataAt } from './metadata.js';

const route = routesFor({ tag: 'Identity', callers: ['public'] });

const grantType = 'client_credentials';

const tokenBody = z
  .object({
    grant_type: z
      .string()
      .max(100)
      .meta(about(`only ${grantType} is supported`, grantType)),
    client_id: z
      .string()
      .max(100)
      .meta({ ...ownId, ...about('the client; not beside Basic authorization', 'your client id') })
      .optional(),
    client_secret: z
      .string()
      .max(200)
      .optional()
      .meta(about('its secret; not beside Basic authorization', 'its secret')),
    scope: z
      .string()
      .max(500)
      .optional()
      .meta(about('names without meaning here: a token is good for all its client may do', 'partner')),
    audience: z.string().max(500).optional().meta(about('without meaning here', 'https://engine.example')),
  })
  .meta(named('TokenInput', 'The token request of RFC 6749 with client credentials'));

const tokenAnswer = z
  .object({
    access_token: shown.text('what the header authorization carries after Bearer', 'eyJhbGciOiJIUzI1NiJ9'),
    token_type: z.literal('Bearer').describe('how it is sent'),
    expires_in: shown.count('seconds for which it is good', 3600),
    scope: shown.text('what was granted: the role of the client', 'partner'),
  })
  .meta(named('Token', 'A bearer token'));

const tokenError = z
  .object({
    error: shown.text('a code of RFC 6749; the header `error-code` has the code of the engine', 'invalid_client'),
    error_description: shown.text('what is wrong', 'There is no such client, or its secret is another one.'),
  })
  .meta(named('TokenError', 'An error of the token call, as RFC 6749 has it'));

/** The parts of RFC 6749 and 8414 for client credentials: `/oauth2/token`, and where it is published. */
export const oauthApi = (
  authenticated: ReturnType<typeof authenticate>,
  tokens: Tokens,
  publicUrl: () => string,
): Dialect => ({
  name: 'oauth',
  summary: 'Bearer tokens for client credentials',
  tags: { Identity: 'Tokens, and where they are' },
  prefixes: ['/oauth2', '/.well-known/oauth-authorization-server'],
  routes: [
    route({
      call: 'POST /oauth2/token',
      operationId: 'createToken',
      summary: 'A bearer token for client credentials, good for one hour',
      description:
        'Credentials come in the body, as JSON or as a form, or as Basic authorization. What the call does not know it ignores.',
      form: true,
      prepare: withValues,
      body: tokenBody,
      answer: tokenAnswer,
      errorStatuses: [401],
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
      description: 'For OAuth 2.0 clients that configure themselves.',
      answer: metadataAnswer,
      act: async () => publicUrl(),
      present: metadataAt,
    }),
  ],
  // RFC 6749, section 3.2: what a server does not know it ignores.
  ignores: () => ({ parameters: true, properties: true }),
  errorKinds: identityKinds,
  errorAnswer: errorAnswerOf,
  errorSchema: tokenError,
  errorStatuses: [400, 401, 429, 500],
});

/** RFC 6749, section 3.3: words between single spaces. */
const scopeSyntax = /^[!#-[\]-~]+(?: [!#-[\]-~]+)*$/;

/** RFC 6749, section 3.2: a parameter without a value counts as left out. */
function withValues(part: unknown): unknown {
  if (part === null || typeof part !== 'object' || Array.isArray(part)) return part;
  return Object.fromEntries(Object.entries(part).filter(([, value]) => value !== '' && value !== null));
}
