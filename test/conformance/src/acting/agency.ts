import { createHmac, hkdfSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { clientFor, type Answer, type Call, type Client, type Engine } from '@affinity-engine/test-harness';
import type { Listed } from './wire.js';

export type Token = { readonly token: string; readonly expired: string };
export type Status = { readonly status: string };
export type Refused = { readonly error: string };

export type Offered = {
  readonly id: string;
  readonly agencyNumber: string;
  readonly matchCode: string | null;
  readonly externalInsurerId: string | null;
  readonly externalUniqueId: string | null;
  readonly collectionType: string | null;
  readonly default: boolean;
};

export type Offer = { readonly agencyNumbers: readonly Offered[] };

export type Kept = {
  readonly id: string;
  readonly account_id: string;
  readonly broker_id: string | null;
  readonly insurer_id: string;
  readonly agency_number: string;
  readonly match_code: string | null;
  readonly external_insurer_id: string | null;
  readonly external_unique_id: string | null;
  readonly collection_type: string | null;
  readonly internal_comment: string | null;
  readonly default_for_tenders: boolean;
  readonly default_for_calculations: boolean;
  readonly active: boolean;
};

export const path = '/api/ipn/agency-numbers';
export const added = { status: 'Broker Api: agency number added succesfully.' };

/** The broker or account that a call is for, as in its two headers. */
export type For = { readonly broker?: string; readonly account?: string };

/** An API user's program: gets a token, then makes every call with the token and the headers. */
export async function apiUser(engine: Engine) {
  const { hash, secret, brokerToken } = engine.credentials.agencyNumbers;
  const nobody = clientFor(engine, null);
  const { body } = await nobody.post<Token>('/api/ipn/tokens', { hash, secret });
  const headersFor = ({ broker, account }: For, token: string) => ({
    authorization: `Bearer ${token}`,
    ...(broker === undefined ? {} : { 'x-broker-token': broker }),
    ...(account === undefined ? {} : { 'x-account-token': account }),
  });
  const callFor = (whom: For, { headers, ...call }: Call = {}): Call => ({
    ...call,
    headers: { ...headersFor(whom, body.token), ...headers },
  });
  const ours: For = { broker: brokerToken };
  return {
    token: body.token,
    register: <Body = Status>(sent: unknown, whom: For = ours, call?: Call): Promise<Answer<Body>> =>
      nobody.post<Body>(path, sent, callFor(whom, call)),
    offer: <Body = Offer>(query: Record<string, string>, whom: For = ours): Promise<Answer<Body>> =>
      nobody.get<Body>(path, callFor(whom, { query })),
    change: <Body = Status>(id: string, sent: unknown, whom: For = ours, call?: Call): Promise<Answer<Body>> =>
      nobody.patch<Body>(`${path}/${id}`, sent, callFor(whom, call)),
  };
}

export type ApiUser = Awaited<ReturnType<typeof apiUser>>;

/** A number with only the required fields. */
export const aNumber = (agencyNumber: string, fields: Readonly<Record<string, unknown>> = {}) => ({
  agencyNumber,
  defaultForTenders: false,
  defaultForCalculations: false,
  active: true,
  ...fields,
});

/** A registration of numbers at the insurer 5405. */
export const at5405 = (...agencyNumbers: readonly unknown[]) => ({
  agencyNumberSets: [{ baFinId: '5405', agencyNumbers }],
});

/** Every agency number, as operators see it. */
export async function everyNumber(
  admin: Client,
  query: Record<string, string | number> = {},
): Promise<readonly Kept[]> {
  const all: Kept[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const asked = { rows: 100, ...query, ...(cursor === '' ? {} : { cursor }) };
    const next: Listed<Kept> = (await admin.get<Listed<Kept>>('/ops/v1/agency-numbers', { query: asked })).body;
    all.push(...next.items);
    cursor = next.cursor;
  }
  return all;
}

/** A token with other claims than the engine gives, signed with the engine's key. */
export function signedToken(engine: Engine, purpose: string, claims: Readonly<Record<string, unknown>>): string {
  const secret = readFileSync(join(engine.dataDir, 'engine-secret'), 'utf8').trim();
  const key = Buffer.from(hkdfSync('sha256', secret, '', `affinity-engine ${purpose}`, 32));
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const content = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ iss: 'affinity-engine', ...claims })}`;
  return `${content}.${createHmac('sha256', key).update(content).digest('base64url')}`;
}

/** The claims of a token, unverified. */
export const claimsOf = (token: string): Readonly<Record<string, unknown>> =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')) as Record<string, unknown>;
