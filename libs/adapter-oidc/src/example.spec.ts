import { readFileSync } from 'node:fs';
import { afterAll, expect, it } from '@jest/globals';
import { startProvider } from './testing/provider-server.js';

const server = await startProvider();
const { issuer, signInAt } = server;
const said: string[] = [];
// example
import { openIdProvider } from '@affinity-engine/adapter-oidc';

const client = { issuer, clientId: 'engine', clientSecret: 's3cret', scopes: 'openid email', timeoutMs: 5_000 };
const report = ({ code, reason }: { code: string; reason: string }) => void said.push(`${code}: ${reason}`);
const provider = openIdProvider(client, () => 'http://127.0.0.1/callback', report, Date.now);

const { url, checks } = await provider.begin(false); // the browser goes there, and keeps the checks
const answer = await signInAt(url); // the provider sends it back with ?code=…&state=…
const person = await provider.finish(answer, checks);
// end

afterAll(() => server.close());

it('does what the README shows', () => {
  expect(said).toEqual([]);
  expect(person).toMatchObject({ issuer, subject: 'ana', verifiedEmail: 'ana@example.com' });
});

it('is what the README shows', () => {
  const [, shown] = readFileSync(import.meta.filename, 'utf8').split(/^\/\/ (?:example|end)\n/m);
  expect(readFileSync(`${import.meta.dirname}/../README.md`, 'utf8')).toContain(shown);
});
