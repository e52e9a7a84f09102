import { readFileSync } from 'node:fs';
import { it, expect, afterAll } from '@jest/globals';
import { temporaryFolder } from './testing/temporary-store.js';

const folder = temporaryFolder();
const file = `${folder.path}/engine.db`;
const masterKey = new Uint8Array(32);
// example
import { registerPartner } from '@affinity-engine/affinity';
import { aPartner, memoryProducts } from '@affinity-engine/affinity/testing';
import { countingIds, fixedClock } from '@affinity-engine/kernel/testing';
import { newEndpoint } from '@affinity-engine/webhook';
import { committerOn, knexAffinityWork, migrate, openDatabase, sealUnder } from '@affinity-engine/adapter-knex';

const [clock, ids] = [fixedClock('2026-01-02T12:00:00Z'), countingIds()];
const database = await openDatabase(file); // made where there is none; its settings are asserted
await migrate(database.writer);
const committer = committerOn(database.writer); // the only one that writes
const work = knexAffinityWork(database, committer, sealUnder(masterKey), {
  clock,
  wakeUps: { notify: () => undefined }, // told of endpoints that have work, after the commit
  bodyOf: (_type, affinity) => JSON.stringify(affinity), // the snapshot a webhook will carry
  firstEndpoint: (ownerId) => newEndpoint(ids.next(), { ownerId, url: null }, 'whsec_…', clock.now()),
});
const partner = await registerPartner(work, memoryProducts(), clock, ids)(aPartner(), 'operator');
await committer.idle();
// end

afterAll(async () => {
  await database.close();
  folder.remove();
});

it('does what the README shows', async () => {
  expect(await work.run(({ partners }) => partners.find(partner.id))).toEqual(partner);
});

it('is what the README shows', () => {
  const [, shown] = readFileSync(import.meta.filename, 'utf8').split(/^\/\/ (?:example|end)\n/m);
  expect(readFileSync(`${import.meta.dirname}/../README.md`, 'utf8')).toContain(shown);
});
