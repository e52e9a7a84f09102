import type { Role } from '@affinity-engine/identity';
import { z } from 'zod';
import { named } from '../edge/marks.js';
import { about, shown } from '../edge/schemas.js';

/** Each client has one scope: its role. A token is good for all of it. */
const scopes: readonly Role[] = ['partner', 'admin', 'account'];

const list = (description: string, example: readonly string[]) => z.array(z.string()).meta(about(description, example));

export const metadataAnswer = z
  .object({
    issuer: shown.url('this engine', 'https://engine.example'),
    token_endpoint: shown.url('where tokens are', 'https://engine.example/oauth2/token'),
    token_endpoint_auth_methods_supported: list('how credentials are sent', ['client_secret_basic']),
    grant_types_supported: list('what tokens are given for', ['client_credentials']),
    response_types_supported: list('none: there is no authorization endpoint', []),
    scopes_supported: list('the roles of clients', ['partner', 'admin', 'account']),
    service_documentation: shown.url('where the calls are described', 'https://engine.example/docs'),
  })
  .meta(named('AuthorizationServer', 'The metadata of RFC 8414'));

/** RFC 8414: where tokens are, and what the token call takes. */
export const metadataAt = (url: string): z.output<typeof metadataAnswer> => ({
  issuer: url,
  token_endpoint: `${url}/oauth2/token`,
  token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
  grant_types_supported: ['client_credentials'],
  response_types_supported: [],
  scopes_supported: [...scopes],
  service_documentation: `${url}/docs`,
});
