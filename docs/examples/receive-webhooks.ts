import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type Server } from 'node:http';

// [verify]
const toleranceSeconds = 5 * 60;

/** Whether the engine sent these very bytes just now. `secrets` are the keys in force: two during a rotation. */
export function isGenuine(headers: IncomingHttpHeaders, body: Buffer, secrets: readonly string[]): boolean {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures } = headers;
  if (typeof id !== 'string' || typeof timestamp !== 'string' || typeof signatures !== 'string') return false;
  if (!(Math.abs(Date.now() / 1000 - Number(timestamp)) <= toleranceSeconds)) return false;
  return secrets.some((secret) => {
    const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
    const digest = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest('base64');
    const expected = Buffer.from(`v1,${digest}`);
    return signatures.split(' ').some((each) => {
      const given = Buffer.from(each);
      return given.length === expected.length && timingSafeEqual(given, expected);
    });
  });
}

// [listen]
/** Keeps an event for good. One that is known already changes nothing: `id` is unique in your store. */
export type Keep = (id: string, event: unknown) => Promise<void>;

/** Takes webhooks: checks the bytes, keeps the event, and only then answers 200. Work on it comes afterwards. */
export const webhookServer = (secrets: readonly string[], keep: Keep): Server =>
  createServer((request, response) => {
    const answer = (status: number): void => void response.writeHead(status).end();
    read(request)
      .then(async (body) => {
        if (!isGenuine(request.headers, body, secrets)) return answer(401);
        await keep(String(request.headers['webhook-id']), JSON.parse(body.toString('utf8')));
        answer(200);
      })
      .catch(() => answer(500)); // nothing was kept: the engine sends it again, and holds back what follows
  });

async function read(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
