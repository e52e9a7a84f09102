import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { it, expect, afterAll } from '@jest/globals';
import { instant } from '@affinity-engine/kernel';

const server = createServer((_request, response) => response.end('thanks'));
await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`;
const [subject, occurredAt] = ['affinity-1', instant('2026-01-02T12:00:00Z')];
// example
import { newEndpoint } from '@affinity-engine/webhook';
import { httpCourier, inProcessWakeUps, refusedUrl, signingKeys } from '@affinity-engine/adapter-delivery';

const rule = { allowPrivate: true }; // a sandbox on loopback; otherwise https to public addresses only
const refused = refusedUrl('https://0x7f.1/', { allowPrivate: false }); // 'expected a public address'

const endpoint = newEndpoint('hooks', { ownerId: 'partner-1', url }, signingKeys(), occurredAt);
const courier = httpCourier(
  ({ body }) => body,
  { now: Date.now, elapsed: () => performance.now() },
  { ...rule, timeoutMs: 15_000 },
);
const event = { id: 'evt_hooks_1', endpointId: 'hooks', sequence: 1, type: 'ping', subject, body: '{}', occurredAt };
const sent = await courier.send(endpoint, event, { replay: false }); // { statusCode: 200, responseExcerpt: 'thanks', … }
await courier.close();

const wakeUps = inProcessWakeUps();
wakeUps.notify(['hooks']);
await wakeUps.next(500); // at once: the notice was kept
// end

afterAll(() => new Promise((closed) => server.close(closed)));

it('does what the README shows', () => {
  expect(refused).toBe('expected a public address');
  expect(sent).toMatchObject({ statusCode: 200, error: null, responseExcerpt: 'thanks' });
});

it('is what the README shows', () => {
  const [, shown] = readFileSync(import.meta.filename, 'utf8').split(/^\/\/ (?:example|end)\n/m);
  expect(readFileSync(`${import.meta.dirname}/../README.md`, 'utf8')).toContain(shown);
});
