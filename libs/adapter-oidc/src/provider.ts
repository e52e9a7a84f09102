import {
  identityError,
  type OpenIdProvider,
  type ProvidedPerson,
  type ProviderChecks,
} from '@affinity-engine/identity';
import type * as openId from 'openid-client';
import { discovered } from './discovery.js';
import { reasonOf, type ProviderReport } from './failures.js';
import type { OpenIdSettings } from './settings.js';

/** Loaded when the first person signs in. */
const library = (): Promise<typeof openId> => import('openid-client');

/** How many sign-ins are looked up at once. A provider that does not answer must not hold up everything else. */
const mostAtOnce = 32;

/** What a provider is taken to mean that does not say when the person proved who it is: the longest that a session lasts. */
const unsaidMs = 8 * 3_600_000;

/**
 * Sign-in by OpenID Connect: code flow with PKCE, state and nonce; signatures of ID tokens are checked. The provider is looked for
 * when a person signs in, not before.
 * @param redirectUri where the provider sends browsers back to
 * @param report takes why a sign-in failed, without anything of the person
 */
export function openIdProvider(
  settings: OpenIdSettings,
  redirectUri: () => string,
  report: ProviderReport,
  now: () => number,
): OpenIdProvider {
  const provider = discovered(settings, library, now);
  let underWay = 0;
  return {
    begin: (again) =>
      reported('PROVIDER-UNAVAILABLE', async () => {
        const [client, config] = [await library(), await provider.find()];
        const checks: ProviderChecks = {
          state: client.randomState(),
          nonce: client.randomNonce(),
          verifier: client.randomPKCECodeVerifier(),
        };
        const url = client.buildAuthorizationUrl(config, {
          redirect_uri: redirectUri(),
          scope: settings.scopes,
          state: checks.state,
          nonce: checks.nonce,
          code_challenge: await client.calculatePKCECodeChallenge(checks.verifier),
          code_challenge_method: 'S256',
          // With it a provider says when the person proved who it is.
          max_age: again ? '0' : String(unsaidMs / 1_000),
          ...(again ? { prompt: 'login' } : {}),
        });
        return { url: url.href, checks };
      }),
    finish: (answer, checks) =>
      reported('PROVIDER-REFUSED', async () => {
        if (underWay >= mostAtOnce) throw identityError('PROVIDER-UNAVAILABLE', { reason: 'too many at once' });
        underWay += 1;
        try {
          return await personBehind(answer, checks);
        } finally {
          underWay -= 1;
        }
      }),
  };

  async function personBehind(
    answer: Readonly<Record<string, string>>,
    checks: ProviderChecks,
  ): Promise<ProvidedPerson> {
    const [client, config] = [await library(), await provider.find()];
    const url = new URL(redirectUri());
    url.search = new URLSearchParams(answer).toString();
    const tokens = await client.authorizationCodeGrant(config, url, {
      expectedState: checks.state,
      expectedNonce: checks.nonce,
      pkceCodeVerifier: checks.verifier,
      idTokenExpected: true,
    });
    const claims = tokens.claims();
    if (claims === undefined) throw new Error('no ID token');
    const said =
      claims['email'] === undefined && config.serverMetadata().userinfo_endpoint !== undefined
        ? await client.fetchUserInfo(config, tokens.access_token, claims.sub)
        : claims;
    const provedAt = claims.auth_time === undefined ? now() - unsaidMs : Math.round(claims.auth_time * 1_000);
    return {
      issuer: claims.iss,
      subject: claims.sub,
      verifiedEmail: verifiedEmailOf(said),
      authenticatedAt: provedAt,
    };
  }

  async function reported<Result>(
    code: 'PROVIDER-REFUSED' | 'PROVIDER-UNAVAILABLE',
    act: () => Promise<Result>,
  ): Promise<Result> {
    try {
      return await act();
    } catch (thrown) {
      const reason = reasonOf(thrown);
      const refusal = reason.isAway ? 'PROVIDER-UNAVAILABLE' : code;
      report({ code: refusal, reason: reason.text });
      throw identityError(refusal);
    }
  }
}

/** Some providers write `true` as a text. */
function verifiedEmailOf(claims: Readonly<Record<string, unknown>>): string | null {
  const { email, email_verified: verified } = claims;
  return typeof email === 'string' && (verified === true || verified === 'true') ? email : null;
}
