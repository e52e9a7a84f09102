import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createClient, revokeClient, type Secrets } from '@affinity-engine/identity';
import { countingIds, fixedClock } from '@affinity-engine/kernel/testing';
import { committerOn, type Committer } from './engine/committer.js';
import { openDatabase, type Database } from './engine/database.js';
import { unrevokedIdsCreatedBy, secretMatches } from './startup-checks.js';
import { migrate } from './schema/migrations.js';
import { knexIdentityWork } from './identity/identity-work.js';
import { sealUnder } from './engine/seal.js';

const seal = (byte: number) => sealUnder(new Uint8Array(32).fill(byte));
const clock = fixedClock('2026-11-22T12:00:00Z');
const secrets: Secrets = { make: () => 'secret', hash: (secret) => secret, matches: (one, other) => one === other };

let folder: string;
let database: Database;
let committer: Committer;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'affinity-guards-'));
  database = await openDatabase(join(folder, 'engine.sqlite'));
  await migrate(database.writer);
  committer = committerOn(database.writer);
});
afterEach(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('a database', () => {
  it('opens with the key it was first used with, and with no other', async () => {
    expect(await secretMatches(database.reader, committer, seal(1))).toBe(true);
    expect(await secretMatches(database.reader, committer, seal(1))).toBe(true);
    expect(await secretMatches(database.reader, committer, seal(2))).toBe(false);
  });
});

describe('clients of an actor', () => {
  it('are those it created, until they are revoked', async () => {
    const work = knexIdentityWork(database, committer, seal(1), clock);
    const create = createClient(work, clock, countingIds(), secrets);
    const { client } = await create({ name: 'Demo', role: 'admin', partnerId: null }, 'demo');
    await create({ name: 'Own', role: 'admin', partnerId: null }, 'operator');
    expect(await unrevokedIdsCreatedBy(database.reader, 'client', 'demo')).toEqual([client.id]);
    await revokeClient(work, clock)(client.id, 'operator');
    expect(await unrevokedIdsCreatedBy(database.reader, 'client', 'demo')).toEqual([]);
  });
});
