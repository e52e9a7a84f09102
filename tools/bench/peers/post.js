import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Agent } from 'undici';

/** What a peer needs to know of a round, see `round.ts` of the benchmark. */
export const { endpoints, url, deliveriesFile, server } = JSON.parse(process.env.DISPATCH_ROUND ?? '{}');

/** How many requests are under way at once. */
export const atOnce = 64;

/** Everything that is delivered in a round, in the order in which it is stored. `plant empty` only makes the tables. */
export const readDeliveries = () =>
  process.argv[3] === 'empty' ? [] : JSON.parse(readFileSync(deliveriesFile, 'utf8'));

const keys = endpoints.map((secret) => Buffer.from(secret.slice('whsec_'.length), 'base64'));
const { origin } = new URL(url);
const agent = new Agent({ connections: atOnce, pipelining: 1, headersTimeout: 15_000, bodyTimeout: 15_000 });

/** Posts one delivery, signed as Standard Webhooks says. Rejects for any answer but 200. */
export const post = ({ endpoint, id, sequence, body }) =>
  new Promise((resolve, reject) => {
    const timestamp = String(Math.floor(Date.now() / 1000));
    const content = Buffer.from(body);
    const signature = createHmac('sha256', keys[endpoint])
      .update(`${id}.${timestamp}.`)
      .update(content)
      .digest('base64');
    let status = 0;
    agent.dispatch(
      {
        origin,
        path: `/${endpoint}`,
        method: 'POST',
        headers: [
          'content-type',
          'application/json; charset=utf-8',
          'webhook-id',
          id,
          'webhook-timestamp',
          timestamp,
          'webhook-signature',
          `v1,${signature}`,
          'webhook-sequence',
          String(sequence),
        ],
        body: content,
      },
      {
        onRequestStart: () => undefined,
        onResponseStart: (_, statusCode) => {
          status = statusCode;
        },
        onResponseData: () => undefined,
        onResponseEnd: () => (status === 200 ? resolve() : reject(new Error(`status ${status}`))),
        onResponseError: (_, failure) => reject(failure),
      },
    );
  });

/** Runs what this process was started for: `plant` stores a round and ends, `work` delivers until it is stopped. */
export async function run(modes) {
  await modes[process.argv[2] ?? '']();
  process.stdout.write('ready\n');
}
