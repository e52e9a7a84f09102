import { readFileSync } from 'node:fs';
import { it, expect } from '@jest/globals';
// example
import { epochMilliseconds } from '@affinity-engine/kernel';
import { countingIds, settableClock } from '@affinity-engine/kernel/testing';
import { authenticate, createClient, rotateClientSecret } from '@affinity-engine/identity';
import { memoryIdentityWork, memoryFailedLogins, plainSecrets } from '@affinity-engine/identity/testing';

const { work } = memoryIdentityWork();
const [clock, ids, secrets] = [settableClock('2026-01-02T12:00:00Z'), countingIds(), plainSecrets()];
const wrong = memoryFailedLogins(() => epochMilliseconds(clock.now()));

const input = { name: 'Loja', role: 'partner', partnerId: 'partner-1' } as const;
const { client, secret } = await createClient(work, clock, ids, secrets)(input, 'operator'); // shown once
const rotated = await rotateClientSecret(work, secrets)(client.id, 'operator');
const known = await authenticate(work, secrets, wrong)(client.id, rotated.secret, '192.0.2.7'); // version 2
const refused = authenticate(work, secrets, wrong)(client.id, secret, '192.0.2.7'); // CLIENT-INVALID
// end

it('does what the README shows', async () => {
  expect(known).toEqual(rotated.client);
  await expect(refused).rejects.toMatchObject({ code: 'CLIENT-INVALID' });
});

it('is what the README shows', () => {
  const [, shown] = readFileSync(import.meta.filename, 'utf8').split(/^\/\/ (?:example|end)\n/m);
  expect(readFileSync(`${import.meta.dirname}/../README.md`, 'utf8')).toContain(shown);
});
