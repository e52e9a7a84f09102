import { readFileSync } from 'node:fs';
import { afterAll, expect, it } from '@jest/globals';
import { instant } from '@affinity-engine/kernel';
import { startMailServer } from '@affinity-engine/test-servers';

const server = await startMailServer();
const { port } = server;
const drained = [{ endpointId: 'e-1', ownerId: 'p-1', ownerName: 'Loja Azul', eventId: 'evt_e1_17' }];
const alert = { id: 'a-1', number: 1, at: instant('2026-11-30T12:00:00Z'), dammed: [], stillDammed: [], drained };
// example
import { alertsByMail } from '@affinity-engine/adapter-mail';

const from = 'engine@example.com';
const relay = { host: '127.0.0.1', port, tls: 'none', login: null, timeoutMs: 5_000 } as const;
const mail = alertsByMail({ ...relay, from, to: ['ops@example.com'] }, () => 'https://engine.example/console');

await mail.send(alert); // one mail; rejects unless the server has taken it
mail.close();
// end

afterAll(() => server.close());

it('does what the README shows', () => {
  expect(server.mails).toHaveLength(1);
  expect(server.mails[0]).toContain('Subject: [affinity-engine] Webhook endpoints: 1 drained');
});

it('is what the README shows', () => {
  const [, shown] = readFileSync(import.meta.filename, 'utf8').split(/^\/\/ (?:example|end)\n/m);
  expect(readFileSync(`${import.meta.dirname}/../README.md`, 'utf8')).toContain(shown);
});
