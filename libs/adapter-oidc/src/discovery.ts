import { identityError } from '@affinity-engine/identity';
import type * as openId from 'openid-client';
import type { OpenIdSettings } from './settings.js';

type Library = typeof openId;

/** How long what a provider says of itself is good, and for how long nobody asks again after it did not answer. */
const [goodMs, restMs] = [3_600_000, 2_000];

/** What a provider says of itself, asked for once for all who wait. */
export function discovered(settings: OpenIdSettings, library: () => Promise<Library>, now: () => number) {
  let known: { readonly config: Promise<openId.Configuration>; readonly until: number } | undefined;
  let restsUntil = 0;
  return {
    /** Rejects with PROVIDER-UNAVAILABLE shortly after a failure, and with the errors of the library. */
    find(): Promise<openId.Configuration> {
      if (known !== undefined && now() < known.until) return known.config;
      if (now() < restsUntil)
        return Promise.reject(identityError('PROVIDER-UNAVAILABLE', { reason: 'asked just now' }));
      const config = asked();
      known = { config, until: now() + goodMs };
      config.catch(() => {
        known = undefined;
        restsUntil = now() + restMs;
      });
      return config;
    },
  };

  async function asked(): Promise<openId.Configuration> {
    const { clientId, timeoutMs } = settings;
    const client = await library();
    const issuer = new URL(settings.issuer);
    return client.discovery(issuer, clientId, undefined, authenticationBy(client, settings), {
      timeout: timeoutMs / 1_000,
      // Http is for this machine alone: the settings refuse it elsewhere.
      execute: [
        client.enableNonRepudiationChecks,
        ...(issuer.protocol === 'http:' ? [client.allowInsecureRequests] : []),
      ],
    });
  }
}

/** In the header, where the provider takes it there: that is what all providers have to know. */
function authenticationBy(client: Library, { clientSecret }: OpenIdSettings): openId.ClientAuth {
  if (clientSecret === null) return client.None();
  const [basic, post] = [client.ClientSecretBasic(clientSecret), client.ClientSecretPost(clientSecret)];
  return (server, ...rest) => {
    const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    return (methods.includes('client_secret_basic') ? basic : post)(server, ...rest);
  };
}
