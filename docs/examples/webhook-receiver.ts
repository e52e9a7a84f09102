import { webhookServer } from './receive-webhooks.js';

// [start]
/** A server to try it with: keeps events in memory and prints them. */
const secrets = (process.env['WEBHOOK_SECRETS'] ?? '').split(',');
const kept = new Set<string>();
const server = webhookServer(secrets, async (id, event) => {
  if (kept.has(id)) return void process.stdout.write(`known already ${id}\n`);
  kept.add(id);
  const { id: affinity, event: about } = event as { id?: string; event: { type: string } };
  process.stdout.write(`verified ${about.type} ${affinity ?? 'without an affinity'}\n`);
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object') process.stdout.write(`listens on http://127.0.0.1:${address?.port}/\n`);
});
