import { oauthApi, type Dialect } from '@affinity-engine/adapter-http';
import type { Store } from '@affinity-engine/adapter-knex';
import { authenticate } from '@affinity-engine/identity';
import type { Platform } from '../container.js';

/** The token call. */
export const oauthDialect = ({ works }: Store, { secrets, failedLogins, bearerTokens, publicUrl }: Platform): Dialect =>
  oauthApi(authenticate(works.identity, secrets, failedLogins), bearerTokens, publicUrl);
