import type { authenticate, Client } from '@affinity-engine/identity';
import type { Problem } from '@affinity-engine/kernel';
import { z } from 'zod';
import { edgeError, usualStatuses, type ErrorKind, type ReportedError } from '../edge/errors.js';
import type { Headers } from '../edge/request.js';
import { routesFor, type Dialect, type ErrorAnswer } from '../edge/route.js';
import { identityKinds } from '../error-kinds.js';
import { tokenSeconds, type Tokens } from '../edge/tokens.js';

const route = routesFor({ tag: 'Identity', callers: ['public'] });

const tokenBody = z.strictObject({
  grant_type: z.literal('client_credentials'),
  client_id: z.string().min(1).max(100).optional(),
  client_secret: z.string().min(1).max(200).optional(),
  scope: z.string().max(500).optional(),
  audience: z.string().max(500).optional(),
});

const tokenAnswer = z
  .object({
    access_token: z.string(),
    token_type: z.literal('Bearer'),
    expires_in: z.int(),
    scope: z.string().optional(),
  })
  .meta({ id: 'Token' });

/** RFC 6749: `/oauth2/token` for client credentials, in the body or as Basic. */
export const oauthApi = (authenticated: ReturnType<typeof authenticate>, tokens: Tokens): Dialect => ({
  name: 'oauth',
  prefixes: ['/oauth2'],
  routes: [
    route({
      call: 'POST /oauth2/token',
      operationId: 'createToken',
      summary: 'A bearer token for client credentials, good for one hour',
      form: true,
      body: tokenBody,
      answer: tokenAnswer,
      example: { body: { grant_type: 'client_credentials', client_id: 'your client id', client_secret: 'its secret' } },
      act: async ({ body, headers, network }) => {
        const { id, secret } = credentialsOf(body, headers);
        return { client: await authenticated(id, secret, network()), scope: body.scope };
      },
      present: ({ client, scope }: { readonly client: Client; readonly scope: string | undefined }) => ({
        access_token: tokens.issue(client),
        token_type: 'Bearer',
        expires_in: tokenSeconds,
        ...(scope === undefined ? {} : { scope }),
      }),
    }),
  ],
  errorKinds: identityKinds,
  errorAnswer,
  errorSchema: z.object({ error: z.string(), error_description: z.string() }).meta({ id: 'TokenError' }),
  errorStatuses: [400, 401, 429, 500],
});

/** @throws INPUT-INVALID if credentials are missing, or sent in both ways */
function credentialsOf(body: z.output<typeof tokenBody>, headers: Headers): { id: string; secret: string } {
  const basic = /^Basic +([A-Za-z0-9+/=]+)$/i.exec(String(headers['authorization'] ?? ''))?.[1];
  if (basic === undefined) {
    if (body.client_id === undefined || body.client_secret === undefined) {
      throw edgeError('INPUT-INVALID', {}, 'client_id, client_secret: expected in the body or as Basic authorization');
    }
    return { id: body.client_id, secret: body.client_secret };
  }
  if (body.client_secret !== undefined) {
    throw edgeError('INPUT-INVALID', {}, 'client_secret: expected in the body or as Basic authorization, not both');
  }
  const [id = '', ...secret] = Buffer.from(basic, 'base64').toString('utf8').split(':').map(decoded);
  const joined = secret.join(':');
  if (id.length > 100 || joined.length > 200)
    throw edgeError('INPUT-INVALID', {}, 'authorization: expected shorter parts');
  if (`${id}${joined}`.includes('\u0000'))
    throw edgeError('INPUT-INVALID', {}, 'authorization: expected text without NUL');
  return { id, secret: joined };
}

/** RFC 6749: both parts are form-encoded before they are joined. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part.replaceAll('+', ' '));
  } catch {
    return part;
  }
}

/** RFC 6749, section 5.2. `slow_down` and `server_error` are additions: it has no names for these errors. */
const names: Partial<Record<ErrorKind, string>> = {
  unauthenticated: 'invalid_client',
  limited: 'slow_down',
  unavailable: 'temporarily_unavailable',
  own: 'server_error',
};

/** Whether a grant type was sent that is not supported. */
const isOtherGrant = ({ problems = [] }: ReportedError['properties']): boolean =>
  (problems as readonly Problem[]).some(({ path, kind }) => path === 'grant_type' && kind !== 'missing');

function errorAnswer({ kind, code, message, properties, reference }: ReportedError): ErrorAnswer {
  const [status, error] = [usualStatuses[kind], names[kind] ?? 'invalid_request'];
  return {
    status,
    headers: {
      'cache-control': 'no-store',
      ...(status === 401 ? { 'www-authenticate': 'Basic realm="affinity-engine"' } : {}),
    },
    body: {
      error: isOtherGrant(properties) ? 'unsupported_grant_type' : error,
      error_description: code === 'INTERNAL' ? `Something went wrong here. Reference: ${reference}` : message,
    },
  };
}
