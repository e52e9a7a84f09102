import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createClient, revokeClient, type Secrets } from '@affinity-engine/identity';
import { countingIds, fixedClock } from '@affinity-engine/kernel/testing';
import { sealUnder } from './engine/seal.js';
import { knexIdentityWork } from './identity/identity-work.js';
import { secretMatches, unrevokedIdsCreatedBy } from './startup-checks.js';
import { temporaryStore, type TemporaryStore } from './testing/temporary-store.js';

const seal = (byte: number) => sealUnder([new Uint8Array(32).fill(byte)]);
const clock = fixedClock('2026-11-22T12:00:00Z');
const secrets: Secrets = { make: () => 'secret', hash: (secret) => secret, matches: (one, other) => one === other };

let store: TemporaryStore;
beforeEach(async () => {
  store = await temporaryStore();
});
afterEach(() => store.close());

describe('a database', () => {
  it('opens with the key it was first used with, and with no other', async () => {
    expect(await secretMatches({ ...store.engine, seal: seal(1) })).toBe(true);
    expect(await secretMatches({ ...store.engine, seal: seal(1) })).toBe(true);
    expect(await secretMatches({ ...store.engine, seal: seal(2) })).toBe(false);
  });
});

describe('clients of an actor', () => {
  it('are those it created, until they are revoked', async () => {
    const work = knexIdentityWork(store.engine, clock);
    const create = createClient(work, clock, countingIds(), secrets);
    const { client } = await create({ name: 'Demo', role: 'admin', partnerId: null }, 'demo');
    await create({ name: 'Own', role: 'admin', partnerId: null }, 'operator');
    expect(await unrevokedIdsCreatedBy(store.engine.reader, 'client', 'demo')).toEqual([client.id]);
    await revokeClient(work, clock)(client.id, 'operator');
    expect(await unrevokedIdsCreatedBy(store.engine.reader, 'client', 'demo')).toEqual([]);
  });
});
