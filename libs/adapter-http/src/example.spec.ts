import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { aClient } from '@affinity-engine/identity/testing';

const [key, client] = [new Uint8Array(32), aClient({ id: 'client-1', role: 'partner' })];
// example
import { documentLinks, errorStatuses, signedTokens } from '@affinity-engine/adapter-http';

const tokens = signedTokens([key]); // 32 bytes; previous keys may follow
const token = tokens.issue(client); // a JWT, good for an hour
const { sub, role } = tokens.read(token); // client-1, partner; TOKEN-INVALID when it was altered or is too old

const links = documentLinks(() => 'https://cover.example', [key], { now: Date.now });
const url = links.to('0195a0c4-7d2e-7000-8000-000000000001', 'certificate'); // https://cover.example/v1/attachments/…

const status = errorStatuses['affinity']?.['AFFINITY-UNKNOWN']; // 404
// end

it('does what the README shows', () => {
  expect([sub, role, status]).toEqual(['client-1', 'partner', 404]);
  expect(url).toMatch(/^https:\/\/cover\.example\/v1\/attachments\/[\w-]{40,}$/);
  expect(links.open(url.split('/').at(-1) ?? '')).toMatchObject({ purpose: 'certificate', part: null });
});

it('is what the README shows', () => {
  const [, shown] = readFileSync(import.meta.filename, 'utf8').split(/^\/\/ (?:example|end)\n/m);
  expect(readFileSync(`${import.meta.dirname}/../README.md`, 'utf8')).toContain(shown);
});
