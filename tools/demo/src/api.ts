import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { showCall } from './print.js';

type ClientCredentials = { readonly clientId: string; readonly clientSecret: string };

export type Credentials = {
  readonly baseUrl: string;
  readonly partner: ClientCredentials & { readonly webhookEndpointId: string; readonly webhookSecret: string };
  readonly otherPartner: ClientCredentials;
  readonly admin: ClientCredentials;
  readonly quotation: { readonly subscriptionKey: string; readonly registerNumber: string };
  readonly agencyNumbers: { readonly hash: string; readonly secret: string; readonly brokerToken: string };
};

type Call = <Answer>(method: string, path: string, body?: unknown) => Promise<Answer>;

/** Calls of a running engine as a partner, an operator, and brokers' programs. */
export type Api = {
  readonly credentials: Credentials;
  readonly partner: Call;
  readonly otherPartner: Call;
  readonly admin: Call;
  /** An operator whose calls are printed. */
  readonly operator: Call;
  readonly agency: Call;
  readonly broker: Call;
};

/** Finds the running engine. @throws with instructions if none is running */
export async function openEngine(): Promise<Api> {
  const credentials = readCredentials();
  const url = process.env['BASE_URL'] ?? credentials.baseUrl;
  const up = await fetch(`${url}/health/ready`).then(
    ({ ok }) => ok,
    () => false,
  );
  if (!up) throw new Error(`No engine answers on ${url}. Start one with: npm start`);
  return {
    credentials,
    partner: await callAs(url, credentials.partner, true),
    otherPartner: await callAs(url, credentials.otherPartner, true),
    admin: await callAs(url, credentials.admin, false),
    operator: await callAs(url, credentials.admin, true),
    agency: await callForBroker(url, credentials.agencyNumbers),
    broker: callWith(url, { 'ocp-apim-subscription-key': credentials.quotation.subscriptionKey }, true),
  };
}

function readCredentials(): Credentials {
  const file = join(process.env['DATA_DIR'] ?? '.data', 'demo-credentials.json');
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Credentials;
  } catch {
    throw new Error(`Found no ${file}. Start the engine first: npm start (and give both the same DATA_DIR)`);
  }
}

async function callAs(url: string, { clientId, clientSecret }: ClientCredentials, shown: boolean): Promise<Call> {
  const answer = await fetch(`${url}/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret }),
  });
  const { access_token } = (await answer.json()) as { readonly access_token: string };
  return callWith(url, { authorization: `Bearer ${access_token}` }, shown);
}

/** The agency-number dialect has its own token call, and a header that names the broker. */
async function callForBroker(url: string, { hash, secret, brokerToken }: Credentials['agencyNumbers']): Promise<Call> {
  const answer = await fetch(`${url}/api/ipn/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ hash, secret }),
  });
  const { token } = (await answer.json()) as { readonly token: string };
  return callWith(url, { authorization: `Bearer ${token}`, 'x-broker-token': brokerToken }, true);
}

function callWith(url: string, headers: Readonly<Record<string, string>>, shown: boolean): Call {
  return async <Answer>(method: string, path: string, body?: unknown) => {
    const answered = await fetch(`${url}${path}`, {
      method: method.toUpperCase(),
      headers: {
        ...headers,
        ...keyFor(method, path),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answered.text();
    if (shown || !answered.ok) showCall(method.toUpperCase(), path, body, answered.status, text);
    if (!answered.ok) throw new Error(`${method.toUpperCase()} ${path} answered ${answered.status}`);
    return (text === '' ? undefined : JSON.parse(text)) as Answer;
  };
}

/** A write under a key may be sent again by a proxy whose server died: it happens once. */
const keyFor = (method: string, path: string): Readonly<Record<string, string>> =>
  method !== 'get' && /^\/(?:v1|ops)\//.test(path) ? { 'idempotency-key': randomUUID() } : {};
