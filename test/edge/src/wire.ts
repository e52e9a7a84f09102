import { atTheEnd } from '@affinity-engine/test-harness';
import { Agent, type Dispatcher } from 'undici';

export type Headers = Readonly<Record<string, string>>;

/** One request as it is sent. */
export type Sent = {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: Headers;
  readonly body?: string | undefined;
};

export type Reply = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  /** The JSON of the reply; undefined for other content. */
  readonly body: unknown;
};

export type Send = (sent: Sent) => Promise<Reply>;

/** Sends requests to an engine, each from another network: wrong secrets are counted by network. */
export function sender(baseUrl: string): Send {
  const agent = new Agent({ keepAliveTimeout: 2_000, headersTimeout: 30_000, bodyTimeout: 30_000 });
  atTheEnd(() => agent.destroy());
  let count = 0;
  return async ({ method, path, headers, body }) => {
    count += 1;
    const network = `10.${(count >> 16) % 256}.${(count >> 8) % 256}.${count % 256}`;
    // Not by a URL: that would change odd paths.
    const answer = await agent.request({
      origin: baseUrl,
      path,
      method: method as Dispatcher.HttpMethod,
      headers: { 'x-forwarded-for': network, ...headers },
      body: body ?? null,
    });
    const text = Buffer.from(await answer.body.arrayBuffer()).toString('latin1');
    const isJson = String(answer.headers['content-type']).includes('json');
    const parsed = isJson ? (JSON.parse(Buffer.from(text, 'latin1').toString('utf8')) as unknown) : undefined;
    return { status: answer.statusCode, headers: answer.headers, text, body: parsed };
  };
}

/** Settings with which an engine can be called as often as a proof wants. */
export const unlimited = {
  TRUSTED_PROXIES: '127.0.0.1',
  STRANGERS_PER_SECOND: '1000000',
  REFUSALS_PER_HOUR: '100000',
  QUOTATION_PER_MINUTE: '1000000',
  QUOTATION_PER_DAY: '100000000',
  INSURER_DELAY_SECONDS: '86400',
  DISPATCHER: 'off',
} as const;

/** The day of the engine's clock in these proofs. */
export const clock = '2026-11-22T12:00:00Z';
