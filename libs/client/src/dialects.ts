import type { ClientOptions, Settings } from './client-options.js';
import { dialectClient, type DialectClient } from './dialect-client.js';
import type { components, paths } from './generated/api.js';
import { sender, type Credentials } from './sending.js';
import { tokenSource, type FetchedToken } from './tokens.js';

/** Credentials of OAuth 2.0, as an operator makes them. Keep the secret on a server. */
export type ClientSecret = { readonly clientId: string; readonly clientSecret: string };

/** The credentials of an API user for agency numbers, and whose numbers they are: at least one of the two tokens. */
export type AgencyCredentials = { readonly hash: string; readonly secret: string } & (
  { readonly brokerToken: string; readonly accountToken?: string } | { readonly accountToken: string }
);

type Beginning<Text extends string> = Extract<keyof paths, Text>;

/** The calls of partners: certificates, their webhooks, events and refusals. */
export type AffinityPath = Beginning<
  | `/v1/affinity${string}`
  | `/v1/webhooks/${string}`
  | `/v1/event${string}`
  | `/v1/refusals${string}`
  | `/v1/att${string}`
>;
/** The calls for affinity groups and producer codes. */
export type AffinityGroupPath = Beginning<`/admin/v1/${string}` | `/account/v1/${string}`>;
/** The calls for agency numbers. */
export type AgencyNumberPath = Beginning<`/api/ipn/agency-numbers${string}`>;
/** The calls of brokers' systems: quotation, proposal, checkout. */
export type QuotationPath = Beginning<`/v1/quotation/${string}` | '/v1/checkout'>;
/** The calls of operators. */
export type OperatorPath = Beginning<`/ops/v1/${string}`>;

/** Certificates of cover, for a partner. */
export const affinityClient = (options: ClientOptions & ClientSecret): DialectClient<AffinityPath> =>
  dialectClient(options, byClientSecret(options));

/** Affinity groups and producer codes, for operators; `/account/v1` for accounts, too. */
export const affinityGroupClient = (options: ClientOptions & ClientSecret): DialectClient<AffinityGroupPath> =>
  dialectClient(options, byClientSecret(options));

/** Agency numbers of a broker or an account. */
export const agencyNumberClient = (options: ClientOptions & AgencyCredentials): DialectClient<AgencyNumberPath> =>
  dialectClient(options, byApiUser(options));

/** Quotation, proposal and checkout, with the key of a subscription. */
export const quotationClient = (
  options: ClientOptions & { readonly subscriptionKey: string },
): DialectClient<QuotationPath> =>
  dialectClient(options, () => ({
    headers: () => Promise.resolve({ 'ocp-apim-subscription-key': options.subscriptionKey }),
  }));

/** All calls of operators, for a client of role `admin`. */
export const operatorClient = (options: ClientOptions & ClientSecret): DialectClient<OperatorPath> =>
  dialectClient(options, byClientSecret(options));

const none: Credentials = { headers: () => Promise.resolve({}) };

/** Asks for a token. It changes nothing, and is sent again like a call that reads. */
const asking = async <Answer>(settings: Settings, path: string, body: unknown): Promise<Answer> =>
  (await sender(settings, none)({ method: 'post', path, headers: {}, body, takesKey: false, isRead: true })) as Answer;

const byClientSecret =
  (options: ClientSecret) =>
  (settings: Settings): Credentials =>
    byToken(settings, async () => {
      // Read for each token: the secret may be a getter of one that is rotated meanwhile.
      const body = {
        grant_type: 'client_credentials',
        client_id: options.clientId,
        client_secret: options.clientSecret,
      };
      const { access_token, expires_in } = await asking<components['schemas']['Token']>(
        settings,
        '/oauth2/token',
        body,
      );
      return { token: access_token, lifetime: expires_in * 1000 };
    });

const byApiUser =
  (options: AgencyCredentials) =>
  (settings: Settings): Credentials => {
    const { hash, secret, brokerToken, accountToken } = { brokerToken: undefined, accountToken: undefined, ...options };
    const named = {
      ...(brokerToken === undefined ? {} : { 'x-broker-token': brokerToken }),
      ...(accountToken === undefined ? {} : { 'x-account-token': accountToken }),
    };
    return byToken(
      settings,
      async () => {
        const answer = await asking<components['schemas']['AgencyToken']>(settings, '/api/ipn/tokens', {
          hash,
          secret,
        });
        // Its end is a moment of the engine's clock: where this machine's differs, the token is used for a minute at least.
        const end = Date.parse(`${answer.expired.replace(' ', 'T')}Z`);
        return { token: answer.token, lifetime: Math.max(end - settings.now(), 60_000) };
      },
      named,
    );
  };

function byToken(
  { now }: Settings,
  fetchToken: () => Promise<FetchedToken>,
  beside: Readonly<Record<string, string>> = {},
): Credentials {
  const source = tokenSource(fetchToken, now);
  return {
    headers: async (signal) => ({ ...beside, authorization: `Bearer ${await source.token(signal)}` }),
    refused({ authorization = '' }) {
      source.refused(authorization.slice('Bearer '.length));
      return true;
    },
  };
}
