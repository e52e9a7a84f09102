import { randomBytes, randomUUID } from 'node:crypto';
import { callsOfRoles, sessionOf } from './people.js';
import { tokenOf, type Scene, type Side } from './scene.js';
import type { Headers } from './wire.js';

export type Role = 'partner' | 'admin' | 'account';

/** A caller: what its credentials prove at each of the three gates. */
export type Caller = {
  readonly headers: Headers;
  /** For calls with a bearer token: its role. */
  readonly bearer?: Role;
  /** The role of a person in a browser session. */
  readonly person?: string;
  /** For agency numbers: that its token is good, and whether it may act for the broker or account that it names. */
  readonly agency?: 'admitted' | 'refused';
  /** For quotations: that its key is good. */
  readonly subscription?: true;
  /** Whose objects are its own. */
  readonly owns?: Side;
};

/** Every kind of caller. */
export async function callersOf(scene: Scene): Promise<Readonly<Record<string, Caller>>> {
  const { its, keys, admin, call } = scene;
  const { credentials } = scene.subject;
  const claims = { id: credentials.partner.clientId, role: 'partner', version: 1 };
  const ofUser = { id: credentials.agencyNumbers.hash, role: 'account', version: 1 };
  const broker = { 'x-broker-token': credentials.agencyNumbers.brokerToken };
  const { authorization: agencyToken = '' } = its.one.agency;
  const account = await scene.bearer(credentials.account);
  return {
    ...(await peopleOf(scene)),
    nobody: { headers: {} },
    'garbage token': { headers: { authorization: 'Bearer a.b.c' } },
    'another scheme': { headers: { authorization: `Basic ${its.one.partner['authorization']?.slice(7)}` } },
    'expired token': { headers: tokenOf(keys.tokens, claims, -60) },
    'foreign-signed token': { headers: tokenOf(new Uint8Array(randomBytes(32)), claims) },
    'token of no client': { headers: tokenOf(keys.tokens, { ...claims, id: randomUUID() }) },
    'token of another secret': { headers: tokenOf(keys.tokens, { ...claims, version: 7 }) },
    'token that claims another role': {
      headers: tokenOf(keys.tokens, { ...claims, role: 'admin' }),
      bearer: 'partner',
      owns: 'one',
    },
    'revoked partner': { headers: await revokedClient(scene, 'partner', its.one.partnerId) },
    'revoked admin': { headers: await revokedClient(scene, 'admin') },
    'admin of an earlier secret': { headers: await rotatedClient(scene, 'admin') },
    partner: { headers: its.one.partner, bearer: 'partner', owns: 'one' },
    'other partner': { headers: its.other.partner, bearer: 'partner', owns: 'other' },
    admin: { headers: admin, bearer: 'admin' },
    account: { headers: account, bearer: 'account' },
    'account with a broker': { headers: { ...account, ...broker }, bearer: 'account' },
    broker: { headers: its.one.agency, agency: 'admitted', owns: 'one' },
    'broker beside its account': {
      headers: { ...its.one.agency, ...its.account.agency },
      agency: 'admitted',
      owns: 'one',
    },
    'sibling broker': { headers: its.sibling.agency, agency: 'admitted', owns: 'sibling' },
    'account token': { headers: its.account.agency, agency: 'admitted', owns: 'account' },
    'other broker': { headers: its.other.agency, agency: 'admitted', owns: 'other' },
    'broker of another account': {
      headers: { authorization: agencyToken, 'x-broker-token': its.other.agency['x-broker-token'] ?? '' },
      agency: 'refused',
    },
    'another account token': {
      headers: { authorization: agencyToken, 'x-account-token': its.other.accountId },
      agency: 'refused',
    },
    'API user that names nobody': { headers: { authorization: agencyToken }, agency: 'refused' },
    'expired agency token': { headers: { ...tokenOf(keys.agencyTokens, ofUser, -60), ...broker } },
    'foreign-signed agency token': { headers: { ...tokenOf(new Uint8Array(randomBytes(32)), ofUser), ...broker } },
    'revoked API user': { headers: { ...(await revokedApiUser(scene)), ...broker } },
    subscription: { headers: its.one.subscription, subscription: true, owns: 'one' },
    'other subscription': { headers: its.other.subscription, subscription: true, owns: 'other' },
    'garbage key': { headers: { 'ocp-apim-subscription-key': 'garbage' } },
    'revoked key': { headers: await endedKey(scene, 'revoke') },
    'rotated key': { headers: await endedKey(scene, 'rotate') },
  };

  async function endedKey({ next }: Scene, how: 'revoke' | 'rotate'): Promise<Headers> {
    const body = { name: `Key ${next()}`, register_numbers: [its.one.registerNumber] };
    type Made = { readonly id: string; readonly subscription_key: string };
    const made = await call<Made>(admin, 'POST', '/ops/v1/subscriptions', body);
    await call(admin, 'POST', `/ops/v1/subscriptions/${made.id}/${how}`);
    return { 'ocp-apim-subscription-key': made.subscription_key };
  }
}

/** People of each role; an admin beside a token, from another site, and with a session that is over. */
async function peopleOf(scene: Scene): Promise<Readonly<Record<string, Caller>>> {
  const people: Record<string, Caller> = {};
  for (const role of Object.keys(callsOfRoles).filter((each) => each !== 'partner-developer')) {
    people[`person of role ${role}`] = { headers: await sessionOf(scene, role), person: role };
  }
  const developer = (owns: 'one' | 'other') => sessionOf(scene, 'partner-developer', scene.its[owns].partnerId);
  const admin = await sessionOf(scene, 'admin');
  return {
    ...people,
    'developer of the partner': { headers: await developer('one'), person: 'partner-developer', owns: 'one' },
    'developer of the other partner': { headers: await developer('other'), person: 'partner-developer', owns: 'other' },
    'person of role admin': { headers: admin, person: 'admin' },
    'session of nobody': { headers: { ...admin, cookie: '__Host-affinity=guessed' } },
  };
}

async function revokedClient({ client, bearer, call, admin }: Scene, role: Role, partnerId?: string): Promise<Headers> {
  const made = await client(role, partnerId);
  const headers = await bearer(made);
  await call(admin, 'POST', `/ops/v1/clients/${made.clientId}/revoke`);
  return headers;
}

async function rotatedClient({ client, bearer, call, admin }: Scene, role: Role): Promise<Headers> {
  const made = await client(role);
  const headers = await bearer(made);
  await call(admin, 'POST', `/ops/v1/clients/${made.clientId}/rotate`);
  return headers;
}

async function revokedApiUser({ client, agencyBearer, call, admin, its }: Scene): Promise<Headers> {
  const made = await client('account');
  await call(admin, 'POST', `/ops/v1/accounts/${its.one.accountId}/api-users`, { client_id: made.clientId });
  const headers = await agencyBearer(made);
  await call(admin, 'POST', `/ops/v1/clients/${made.clientId}/revoke`);
  return headers;
}
