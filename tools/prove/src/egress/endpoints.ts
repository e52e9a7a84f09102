import { clientFor, eventually, type Client, type Engine } from '@affinity-engine/test-harness';
import type { Moment } from './scenes.js';
import type { Spelling } from './spellings.js';

type Endpoint = { readonly id: string; readonly url: string; readonly moment: string };

/** An endpoint with the status or the error of each attempt. */
export type Seen = Endpoint & { readonly texts: readonly string[] };

const calls = '/ops/v1/webhook-endpoints';

/** An endpoint for each moment and spelling. Some urls are refused in a sandbox, too. */
export async function open(
  engine: Engine,
  scenes: readonly (readonly [string, Moment])[],
  spellings: readonly Spelling[],
  port: number,
): Promise<readonly Endpoint[]> {
  const admin = clientFor(engine, 'admin');
  const endpoints: Endpoint[] = [];
  for (const [moment, { url: urlOf }] of scenes) {
    for (const [index, spelling] of spellings.entries()) {
      const url = urlOf(spelling, index, port);
      const input = { partner_id: engine.credentials.partner.id, url };
      const { status, body } = await admin.post<{ readonly id: string }>(calls, input);
      if (status === 201) endpoints.push({ id: body.id, url, moment });
    }
  }
  return endpoints;
}

/** The spellings that were not refused with an error that says so of the url: when one is created, and when changed. */
export async function refusedWhenStored(
  engine: Engine,
  spellings: readonly Spelling[],
  port: number,
): Promise<readonly string[]> {
  const admin = clientFor(engine, 'admin');
  const { id, webhookEndpointId } = engine.credentials.partner;
  const wrong: string[] = [];
  for (const { host } of spellings) {
    for (const url of [
      `https://${host}/`,
      `https://${host}:${port}/hooks`,
      `HTTPS://${host}/?a=b#c`,
      `http://${host}/`,
    ]) {
      const created = await admin.post<Refusal>(calls, { partner_id: id, url });
      const changed = await admin.patch<Refusal>(`${calls}/${webhookEndpointId}`, { url });
      if (![created, changed].every(isRefusal)) wrong.push(url);
    }
  }
  return wrong;
}

type Refusal = { readonly code?: string; readonly detail?: string };

const isRefusal = ({ status, body }: { readonly status: number; readonly body: Refusal }): boolean =>
  status === 400 && body.code === 'URL-REFUSED' && /^This url .*expected /.test(body.detail ?? '');

/** What was logged of each endpoint, once it was tried so often. */
export async function afterTries(
  engine: Engine,
  endpoints: readonly Endpoint[],
  tries: number,
): Promise<readonly Seen[]> {
  const admin = clientFor(engine, 'admin');
  const seen: Seen[] = [];
  for (const endpoint of endpoints) {
    const texts = await eventually(
      async () => {
        const found = await triesAt(admin, endpoint.id);
        if (found.length < tries) throw new Error(`${endpoint.url} was tried ${found.length} times`);
        return found;
      },
      { deadline: 60_000, every: 100 },
    );
    seen.push({ ...endpoint, texts });
  }
  return seen;
}

type Attempt = { readonly status_code: number | null; readonly error: string | null };

async function triesAt(admin: Client, id: string): Promise<readonly string[]> {
  type Page = { readonly items: readonly { readonly attempts: readonly Attempt[] }[] };
  const { body } = await admin.get<Page>(`${calls}/${id}/deliveries`);
  return body.items.flatMap(({ attempts }) => attempts).map(textOf);
}

/** What a test request, sent at once, was answered with at each endpoint. */
export async function pinged(engine: Engine, endpoints: readonly Endpoint[]): Promise<readonly Seen[]> {
  const admin = clientFor(engine, 'admin');
  const seen: Seen[] = [];
  for (const endpoint of endpoints) {
    const { body } = await admin.post<Attempt>(`${calls}/${endpoint.id}/ping`);
    seen.push({ ...endpoint, texts: [textOf(body)] });
  }
  return seen;
}

const textOf = ({ status_code, error }: Attempt): string => String(status_code ?? error);

/** What waits is sent at once where a url is set. */
export async function tryAgain(engine: Engine, endpoints: readonly Endpoint[]): Promise<void> {
  const admin = clientFor(engine, 'admin');
  for (const { id, url } of endpoints) await admin.patch(`${calls}/${id}`, { url });
}
