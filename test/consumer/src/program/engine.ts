// A program of another team that takes the adapters: a catalogue from files, a typeface, a store.
import { registerPartner } from '@affinity-engine/affinity';
import { aPartner, memoryProducts } from '@affinity-engine/affinity/testing';
import { demoCatalogueFolder, loadCatalogue } from '@affinity-engine/adapter-catalogue';
import { pdfTypeface } from '@affinity-engine/adapter-documents';
import { openStore } from '@affinity-engine/adapter-knex';
import { plainDate } from '@affinity-engine/kernel';
import { countingIds, fixedClock } from '@affinity-engine/kernel/testing';
import { newEndpoint } from '@affinity-engine/webhook';

const { products } = await loadCatalogue(demoCatalogueFolder, plainDate('2026-11-22'), pdfTypeface);
const [clock, ids] = [fixedClock('2026-01-02T12:00:00Z'), countingIds()];
const store = await openStore({
  database: { file: 'engine.db' },
  sealKey: new Uint8Array(32),
  clock,
  wakeUps: { notify: () => undefined },
  events: {
    bodyOf: (_type, affinity) => JSON.stringify(affinity),
    withPerson: (body) => body,
    withoutPerson: (body) => body,
    erased: (body) => body,
    firstEndpoint: (ownerId) => newEndpoint(ids.next(), { ownerId, url: null }, 'whsec_none', clock.now()),
  },
});
const partner = await registerPartner(
  store.works.affinity,
  memoryProducts(),
  clock,
  ids,
  pdfTypeface,
)(aPartner(), 'ops');
const kept = await store.lists.partners(null, 10);
await store.close();

console.log(JSON.stringify({ products: products.map(({ id }) => id), kept: kept.map(({ id }) => id === partner.id) }));
