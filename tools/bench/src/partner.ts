import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Measured } from './engine.js';
import { load, prepare, type Prepared } from './load.js';

type Credentials = {
  readonly partner: {
    readonly id: string;
    readonly clientId: string;
    readonly clientSecret: string;
    readonly webhookEndpointId: string;
  };
  readonly otherPartner: { readonly id: string; readonly clientId: string; readonly clientSecret: string };
  readonly admin: { readonly clientId: string; readonly clientSecret: string };
  readonly quotation: { readonly subscriptionKey: string };
  readonly agencyNumbers: { readonly hash: string; readonly secret: string; readonly brokerToken: string };
};

export const credentialsOf = (dataDir: string): Credentials =>
  JSON.parse(readFileSync(join(dataDir, 'demo-credentials.json'), 'utf8')) as Credentials;

/** A token of the demo partner, or of the demo operator. */
export async function tokenOf(
  { target, dataDir }: Measured,
  who: 'partner' | 'otherPartner' | 'admin' = 'partner',
): Promise<string> {
  const { clientId, clientSecret } = credentialsOf(dataDir)[who];
  const answer = await fetch(`http://${target.host}:${target.port}/oauth2/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
    }),
  });
  return ((await answer.json()) as { readonly access_token: string }).access_token;
}

/** Prepares contracting requests, each for a fresh affinity request. */
export async function contractRequests(server: Measured, token: string, count: number): Promise<readonly Prepared[]> {
  const headers = { authorization: `Bearer ${token}` };
  const open = prepare(server.target, 'POST', '/v1/affinity/request', headers, { product_id: 'personal-life' });
  const { bodies } = await load(server.target, new Array<Prepared>(count).fill(open), 64, true);
  return bodies.map((body, index) =>
    prepare(server.target, 'POST', '/v1/affinity', headers, contract((JSON.parse(body) as { id: string }).id, index)),
  );
}

/** A contract as partners send them. */
export const contract = (requestId: string, index: number) => ({
  affinity_request_id: requestId,
  lifetime_start: '2027-01-01',
  lifetime_end: '2027-12-31',
  plan_id: 'essential',
  affinity_holder: {
    first_name: 'Conceição',
    last_name: `Araújo da Silva ${index}`,
    cpf: cpfOf(index),
    birth_date: '1988-04-12',
    gender: 'female',
    marital_status: 'married',
    contact: { email: `holder-${index}@example.com`, mobile_phone: '+55 11 91234-5678' },
    address: {
      zip_code: '01310-100',
      city_name: 'São Paulo',
      district_name: 'Bela Vista',
      state_code: 'SP',
      street_name: 'Avenida Paulista',
      number: '1578',
    },
  },
});

/** A valid CPF for every number below 1,000,000,000. */
export function cpfOf(index: number): string {
  const digits = String(100_000_000 + (index % 800_000_000))
    .split('')
    .map(Number);
  for (const weight of [10, 11]) {
    const sum = digits.reduce((total, digit, at) => total + digit * (weight - at), 0);
    digits.push(((sum * 10) % 11) % 10);
  }
  return digits.join('');
}
