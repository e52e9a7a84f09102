import { randomBytes, randomUUID } from 'node:crypto';
import { documentLinks, signedTokens } from '@affinity-engine/adapter-http';
import { engineKeys } from '@affinity-engine/platform';
import { documentOf, startReceiver, type DemoCredentials, type OpenApiDocument } from '@affinity-engine/test-harness';
import { sender, type Headers, type Reply, type Send } from './wire.js';

/** A running engine. */
export type Subject = {
  readonly baseUrl: string;
  readonly dataDir: string;
  readonly credentials: DemoCredentials;
  /** Whether its jobs run meanwhile. */
  readonly hasJobs?: boolean;
  /** Keeps the refusals that wait in memory, where no job does. */
  keepRefusals?(): Promise<void>;
};

/**
 * Whose an object is. `one` and `other` are two partners, subscriptions or brokers of two accounts; `sibling` is another
 * broker of the account of `one`, `account` that account itself; `nobody`: there is no such object.
 */
export type Side = 'one' | 'other' | 'sibling' | 'account' | 'nobody';

/** What one side has. */
type Its = {
  readonly partnerId: string;
  readonly endpointId: string;
  /** The headers of a call as this partner, this subscription, this broker or account. */
  readonly partner: Headers;
  readonly subscription: Headers;
  readonly registerNumber: string;
  readonly agency: Headers;
  readonly accountId: string;
};

export type Scene = {
  readonly subject: Subject;
  readonly document: OpenApiDocument;
  readonly send: Send;
  readonly admin: Headers;
  readonly its: Readonly<Record<Side, Its>>;
  readonly keys: ReturnType<typeof engineKeys>;
  /** Where a webhook can be sent to. */
  readonly webhookUrl: string;
  /** Identifiers of what each side alone may see. */
  readonly seenBy: Readonly<Record<Side, Set<string>>>;
  /** Calls with JSON; fails unless the answer is a success. */
  call<Body>(headers: Headers, method: string, path: string, body?: unknown): Promise<Body>;
  bearer(client: { readonly clientId: string; readonly clientSecret: string }): Promise<Headers>;
  agencyBearer(client: { readonly clientId: string; readonly clientSecret: string }): Promise<Headers>;
  /** A new client of a role. */
  client(role: string, partnerId?: string): Promise<{ readonly clientId: string; readonly clientSecret: string }>;
  next(): number;
};

type WithId = { readonly id: string };

/** Two sides of everything that has an owner, on a running engine with a demo tenant. */
export async function sceneOn(subject: Subject): Promise<Scene> {
  const { baseUrl, credentials, dataDir } = subject;
  const send = sender(baseUrl);
  let count = 0;
  const call: Scene['call'] = async <Body>(headers: Headers, method: string, path: string, body?: unknown) => {
    const json = body === undefined ? {} : { 'content-type': 'application/json' };
    const sent = body === undefined ? undefined : JSON.stringify(body);
    const reply = await send({ method, path, headers: { ...json, ...headers }, body: sent });
    if (reply.status >= 300 || 'error-code' in reply.headers) throw new Error(failureOf(method, path, reply));
    return reply.body as Body;
  };
  const bearer: Scene['bearer'] = async ({ clientId, clientSecret }) => {
    const asked = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret };
    const { access_token } = await call<{ access_token: string }>({}, 'POST', '/oauth2/token', asked);
    return { authorization: `Bearer ${access_token}` };
  };
  const agencyBearer: Scene['agencyBearer'] = async ({ clientId: hash, clientSecret: secret }) => {
    const { token } = await call<{ token: string }>({}, 'POST', '/api/ipn/tokens', { hash, secret });
    return { authorization: `Bearer ${token}` };
  };
  const admin = await bearer(credentials.admin);
  const client: Scene['client'] = async (role, partnerId) => {
    const body = { name: `A ${role}`, role, ...(partnerId === undefined ? {} : { partner_id: partnerId }) };
    const made = await call<WithId & { client_secret: string }>(admin, 'POST', '/ops/v1/clients', body);
    return { clientId: made.id, clientSecret: made.client_secret };
  };
  const endpointOf = async (partnerId: string): Promise<string> => {
    const path = `/ops/v1/webhook-endpoints?partner_id=${partnerId}`;
    return (await call<{ items: readonly [WithId] }>(admin, 'GET', path)).items[0].id;
  };
  const account = await call<WithId>(admin, 'POST', '/ops/v1/accounts', { name: 'Another account' });
  const brokerOf = async (accountId: string): Promise<string> =>
    (await call<WithId>(admin, 'POST', `/ops/v1/accounts/${accountId}/brokers`, { name: 'Another broker' })).id;
  const { agencyNumbers } = credentials;
  const user = await agencyBearer({ clientId: agencyNumbers.hash, clientSecret: agencyNumbers.secret });
  const otherClient = await client('account');
  await call(admin, 'POST', `/ops/v1/accounts/${account.id}/api-users`, { client_id: otherClient.clientId });
  const otherUser = await agencyBearer(otherClient);
  const subscribed = { name: 'Another broker', register_numbers: ['200000'] };
  const key = await call<{ subscription_key: string }>(admin, 'POST', '/ops/v1/subscriptions', subscribed);

  const one: Its = {
    partnerId: credentials.partner.id,
    endpointId: credentials.partner.webhookEndpointId,
    partner: await bearer(credentials.partner),
    subscription: { 'ocp-apim-subscription-key': credentials.quotation.subscriptionKey },
    registerNumber: credentials.quotation.registerNumber,
    agency: { ...user, 'x-broker-token': agencyNumbers.brokerToken },
    accountId: agencyNumbers.accountToken,
  };
  const other: Its = {
    partnerId: credentials.otherPartner.id,
    endpointId: await endpointOf(credentials.otherPartner.id),
    partner: await bearer(credentials.otherPartner),
    subscription: { 'ocp-apim-subscription-key': key.subscription_key },
    registerNumber: '200000',
    agency: { ...otherUser, 'x-broker-token': await brokerOf(account.id) },
    accountId: account.id,
  };
  const receiver = await startReceiver();
  const none = { ...one, partnerId: randomUUID(), endpointId: randomUUID(), registerNumber: '300000' };
  return {
    subject,
    document: await documentOf(baseUrl),
    send,
    admin,
    keys: engineKeys({ secret: undefined, dataDir } as never),
    webhookUrl: receiver.url('/hook'),
    its: {
      one,
      other,
      sibling: { ...one, agency: { ...user, 'x-broker-token': await brokerOf(agencyNumbers.accountToken) } },
      account: { ...one, agency: { ...user, 'x-account-token': agencyNumbers.accountToken } },
      nobody: { ...none, accountId: randomUUID() },
    },
    seenBy: {
      one: new Set([one.partnerId, one.endpointId]),
      other: new Set([other.partnerId, other.endpointId]),
      sibling: new Set(),
      account: new Set(),
      nobody: new Set(),
    },
    call,
    bearer,
    agencyBearer,
    client,
    next: () => (count += 1),
  };
}

const failureOf = (method: string, path: string, { status, text }: Reply): string =>
  `${method} ${path} answered ${status}: ${text.slice(0, 500)}`;

/** A link to something, as the engine makes it; altered, or one that is over. */
export function linkToken(
  { keys }: Scene,
  ...[id, purpose, kind = 'good']: readonly [
    string,
    'certificate' | 'insurer-answer' | 'proposal',
    ('good' | 'altered' | 'over' | 'foreign')?,
  ]
): string {
  const madeAt = kind === 'over' ? Date.now() - 2 * 366 * 24 * 3_600_000 : Date.now();
  const key = kind === 'foreign' ? new Uint8Array(randomBytes(32)) : keys.links;
  const part = purpose === 'proposal' ? 1 : undefined;
  const url = documentLinks(() => '', [key], { now: () => madeAt } as never).to(id, purpose, part);
  const token = url.split('/').at(-1) ?? '';
  return kind === 'altered' ? `${token.startsWith('A') ? 'B' : 'A'}${token.slice(1)}` : token;
}

type Signed = { readonly id: string; readonly role: string; readonly version: number };

/** A bearer token with claims that the engine did not give. */
export const tokenOf = (key: Uint8Array, client: Signed, seconds = 3_600): Headers => ({
  authorization: `Bearer ${signedTokens([key], seconds).issue(client as never)}`,
});
