import { readFileSync } from 'node:fs';
import { it, expect, afterAll } from '@jest/globals';
import { temporaryFolder } from './testing/temporary-store.js';

const folder = temporaryFolder();
const file = `${folder.path}/engine.db`;
const sealKey = new Uint8Array(32);
// example
import { nobody, registerPartner } from '@affinity-engine/affinity';
import { aPartner, memoryProducts } from '@affinity-engine/affinity/testing';
import { countingIds, fixedClock, typefaceWithout } from '@affinity-engine/kernel/testing';
import { newEndpoint } from '@affinity-engine/webhook';
import { openStore } from '@affinity-engine/adapter-knex';

const [clock, ids] = [fixedClock('2026-01-02T12:00:00Z'), countingIds()];
const store = await openStore({
  database: { file }, // created if missing, its schema brought up to date; or { url: 'postgres://…' }
  sealKey, // 32 bytes
  clock,
  wakeUps: { notify: () => undefined }, // after a commit, with the endpoints that have work
  events: {
    bodyOf: (_type, affinity) => JSON.stringify(affinity), // the snapshot a webhook will carry, kept without its person
    withPerson: (body, person) => JSON.stringify({ ...JSON.parse(body), ...person }), // and as it is sent
    withoutPerson: (body) => JSON.stringify({ ...JSON.parse(body), ...nobody }), // what an earlier version kept
    erased: (body) => JSON.stringify({ ...JSON.parse(body), ...nobody }), // what stays of an erased one
    firstEndpoint: (ownerId) => newEndpoint(ids.next(), { ownerId, url: null }, 'whsec_…', clock.now()),
  },
});
const register = registerPartner(store.works.affinity, memoryProducts(), clock, ids, typefaceWithout());
const partner = await register(aPartner(), 'operator');
const partners = await store.lists.partners(null, 10);
await store.close();
// end

afterAll(() => folder.remove());

it('does what the README shows', () => {
  expect(partners).toEqual([partner]);
});

it('is what the README shows', () => {
  const [, shown] = readFileSync(import.meta.filename, 'utf8').split(/^\/\/ (?:example|end)\n/m);
  expect(readFileSync(`${import.meta.dirname}/../README.md`, 'utf8')).toContain(shown);
});
