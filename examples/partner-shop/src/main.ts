import { readFileSync } from 'node:fs';
import { affinityClient } from '@affinity-engine/client';
import { shop } from './shop.js';

/** The demo partner of a sandbox on this machine; a real shop has its own credentials in its environment. */
type Demo = {
  readonly baseUrl: string;
  readonly partner: {
    readonly clientId: string;
    readonly clientSecret: string;
    readonly webhookSecret: string;
    readonly webhookEndpointId: string;
  };
};

const file = `${process.env['DATA_DIR'] ?? '.data'}/demo-credentials.json`;
const { baseUrl, partner } = JSON.parse(readFileSync(file, 'utf8')) as Demo;
const engine = { baseUrl, clientId: partner.clientId, clientSecret: partner.clientSecret };

const server = await shop({
  engine,
  webhookKeys: (process.env['WEBHOOK_KEYS'] ?? partner.webhookSecret).split(','),
  journal: process.env['JOURNAL'] ?? '.data/partner-shop.jsonl',
});
const url = await server.listen({ host: '127.0.0.1', port: Number(process.env['PORT'] ?? 4000) });

// From here on the engine sends everything, what waits first.
await affinityClient(engine).patch('/v1/webhooks/endpoints/{endpoint_id}', {
  path: { endpoint_id: partner.webhookEndpointId },
  body: { url: `${url}/webhooks` },
});
process.stdout.write(`the shop is at ${url}/\n`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void server.close());
