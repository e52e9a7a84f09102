import type { Role } from '@affinity-engine/identity';
import { z } from 'zod';

/** Each client has one scope: its role. A token is good for all of it. */
const scopes: readonly Role[] = ['partner', 'admin', 'account'];

export const metadataAnswer = z
  .object({
    issuer: z.string(),
    token_endpoint: z.string(),
    token_endpoint_auth_methods_supported: z.array(z.string()),
    grant_types_supported: z.array(z.string()),
    response_types_supported: z.array(z.string()).describe('none: there is no authorization endpoint'),
    scopes_supported: z.array(z.string()),
    service_documentation: z.string(),
  })
  .meta({ id: 'AuthorizationServer' });

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
