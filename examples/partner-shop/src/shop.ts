import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  affinityClient,
  NoAnswerError,
  RefusedError,
  verifyWebhook,
  WebhookInvalidError,
  type AffinityPath,
  type DialectClient,
} from '@affinity-engine/client';
import { fastify, type FastifyInstance, type FastifyReply } from 'fastify';
import { coversIn, type Covers } from './covers.js';
import { openJournal } from './journal.js';
import { orderIn, sellCover } from './sell.js';

export type ShopSettings = {
  readonly engine: { readonly baseUrl: string; readonly clientId: string; readonly clientSecret: string };
  /** The signing keys of the endpoint: two during a rotation. */
  readonly webhookKeys: readonly string[];
  /** The file of the journal. */
  readonly journal: string;
};

const pages = join(import.meta.dirname, '..', 'public');
const files = { '/': ['index.html', 'text/html'], '/shop.js': ['shop.js', 'text/javascript'] } as const;

/** The shop as a server: the page, the orders of the page, and the webhooks of the engine. */
export async function shop({ engine, webhookKeys, journal: file }: ShopSettings): Promise<FastifyInstance> {
  const journal = await openJournal(file);
  const covers = coversIn(journal);
  const client = affinityClient(engine);
  const server = fastify({ bodyLimit: 1_000_000 });
  server.addHook('onClose', () => journal.close());
  // The signature covers the exact bytes: nothing may parse them before.
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_, bytes, done) => done(null, bytes));
  servePages(server);
  serveOrders(server, client, covers);

  server.post<{ Body: Buffer }>('/webhooks', async (request, reply) => {
    try {
      const webhook = await verifyWebhook(request.body, request.headers, webhookKeys);
      await covers.keep(webhook); // on the disk, before the answer
      return await reply.code(200).send();
    } catch (failure) {
      if (!(failure instanceof WebhookInvalidError)) throw failure; // 500: the engine sends it again
      return reply.code(401).send({ error: failure.message });
    }
  });
  return server;
}

function servePages(server: FastifyInstance): void {
  server.get('/favicon.ico', (_, reply) => reply.code(204).send()); // browsers ask for it
  for (const [path, [file, type]] of Object.entries(files)) {
    server.get(path, async (_, reply) =>
      reply
        .header('content-security-policy', "default-src 'self'; frame-ancestors 'none'; base-uri 'none'")
        .header('content-type', `${type}; charset=utf-8`)
        .send(await readFile(join(pages, file))),
    );
  }
}

/** The buyer knows the id of the order, a random UUID, and nobody else does. The page never sees an id or link of the engine. */
function serveOrders(server: FastifyInstance, client: DialectClient<AffinityPath>, covers: Covers): void {
  server.post<{ Body: Buffer }>('/orders', async (request, reply) => {
    const order = orderIn(jsonOf(request.body));
    if (order === null) return reply.code(400).send({ error: 'order_id: expected a UUID' });
    const sold = await sellCover(client, order, new Date()).catch((failure: unknown) => later(reply, failure));
    if (sold === null) return reply;
    if (typeof sold !== 'string') return reply.code(422).send(sold);
    await covers.sold(order.order_id, sold);
    return reply.code(201).send({ order_id: order.order_id, status: covers.find(order.order_id)?.status });
  });

  server.get<{ Params: { readonly id: string } }>('/orders/:id', async ({ params }, reply) => {
    const cover = covers.find(params.id);
    if (cover === null) return reply.code(404).send({ error: 'there is no such order' });
    return reply.send({ order_id: cover.orderId, status: cover.status });
  });

  server.get<{ Params: { readonly id: string } }>('/orders/:id/certificate', async ({ params }, reply) => {
    const cover = covers.find(params.id);
    if (cover === null) return reply.code(404).send({ error: 'there is no such order' });
    const path = { affinity_id: cover.affinityId };
    const { attachments } = await client.get('/v1/affinity/{affinity_id}', { path });
    const token = attachments
      .find(({ type }) => type === 1)
      ?.url.split('/')
      .at(-1);
    if (token === undefined) return reply.code(404).send({ error: 'there is no certificate yet' });
    const pdf = await client.get('/v1/attachments/{token}', { path: { token } });
    return reply.header('content-type', 'application/pdf').header('cache-control', 'no-store').send(Buffer.from(pdf));
  });
}

/** Answers that the engine cannot sell just now. The page may send the order again: it is the same one. */
function later(reply: FastifyReply, failure: unknown): null {
  if (!(failure instanceof NoAnswerError) && !(failure instanceof RefusedError)) throw failure;
  reply.log.error(failure);
  void reply.code(503).header('retry-after', '5').send({ error: 'the order could not be placed now; send it again' });
  return null;
}

function jsonOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8')) as unknown;
  } catch {
    return null;
  }
}
