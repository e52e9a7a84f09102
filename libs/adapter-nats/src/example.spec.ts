import { readFileSync } from 'node:fs';
import { afterAll, expect, it } from '@jest/globals';
import { startNats } from '@affinity-engine/test-servers';

const server = await startNats({ jetStream: false, config: 'authorization { token: "s3cret" }' });
const address = `127.0.0.1:${server.port}`;
const said: string[] = [];
// example
import { natsWakeUps } from '@affinity-engine/adapter-nats';

const settings = { servers: [address], login: { token: 's3cret' }, tls: null, subject: 'affinity.wake-ups.1' };
const report = (state: 'lost' | 'refused' | 'back', cause?: unknown) => void said.push(`${state}: ${String(cause)}`);

const dispatcher = natsWakeUps(settings, report); // connects in the background
dispatcher.listen(true); // it has room for more work
await dispatcher.next(60_000); // at once when it is connected: something may have come before

const api = natsWakeUps(settings, report); // in another process
api.notify(['hooks']); // after a commit
await dispatcher.next(500); // woken, or half a second later
await Promise.all([api.close(), dispatcher.close()]);
// end

afterAll(() => server.remove());

it('does what the README shows', () => {
  expect(said).toEqual([]);
});

it('is what the README shows', () => {
  const [, shown] = readFileSync(import.meta.filename, 'utf8').split(/^\/\/ (?:example|end)\n/m);
  expect(readFileSync(`${import.meta.dirname}/../README.md`, 'utf8')).toContain(shown);
});
