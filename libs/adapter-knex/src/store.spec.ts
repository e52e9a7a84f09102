import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { aCatalogue, aPartner, aProduct, onceWith } from '@affinity-engine/affinity/testing';
import { aClient } from '@affinity-engine/identity/testing';
import { fixedClock } from '@affinity-engine/kernel/testing';
import { newEndpoint } from '@affinity-engine/webhook';
import { anEndpoint } from '@affinity-engine/webhook/testing';
import { openSqlite } from './engine/sqlite-database.js';
import { openStore, type Store, type StoreSettings } from './store.js';
import { temporaryFolder, type TemporaryFolder } from './testing/temporary-store.js';

const clock = fixedClock('2026-01-02T12:00:00Z');
const key = (byte: number) => new Uint8Array(32).fill(byte);

describe('a store', () => {
  let folder: TemporaryFolder;
  let opened: Store[];
  beforeEach(() => {
    folder = temporaryFolder();
    opened = [];
  });
  afterEach(async () => {
    for (const store of opened) await store.close();
    folder.remove();
  });

  const open = async (settings: Partial<StoreSettings> = {}): Promise<Store> => {
    const store = await openStore({
      database: { file: join(folder.path, 'engine.db') },
      sealKey: key(1),
      clock,
      wakeUps: { notify: () => undefined },
      events: {
        bodyOf: (_type, affinity) => JSON.stringify(affinity),
        withPerson: (body) => body,
        withoutPerson: (body) => body,
        erased: (body) => body,
        firstEndpoint: (ownerId) =>
          newEndpoint(`endpoint-of-${ownerId}`, { ownerId, url: null }, 'whsec_', clock.now()),
      },
      ...settings,
    });
    opened.push(store);
    return store;
  };

  it('keeps what was written when it is opened again', async () => {
    const before = await open();
    await before.works.affinity.run(async ({ partners }) => partners.add(aPartner()));
    await opened.splice(0)[0]?.close();
    const { lists, ready } = await open();
    expect([await lists.partners(null, 10), await ready()]).toEqual([[aPartner()], true]);
  });

  it('is not ready once it is closed', async () => {
    const store = await open();
    await opened.splice(0)[0]?.close();
    expect(await store.ready()).toBe(false);
  });

  it('finishes the writes that are under way before it closes', async () => {
    const store = await open();
    const writing = store.works.identity.run(async ({ clients }) => {
      for (let one = 0; one < 1_000; one += 1) clients.add(aClient({ id: `c${one}`, role: 'admin', partnerId: null }));
    });
    await new Promise(setImmediate); // by then the writes were handed over
    await opened.splice(0)[0]?.close();
    await writing;
    expect(await (await open()).lists.clients(null, 2_000)).toHaveLength(1_000);
  });

  it('opens first answers for repeats, each under its key, until their time is over', async () => {
    const { works, answers, idle } = await open();
    for (const name of ['a', 'b']) await works.identity.run(async () => `answer ${name}`, onceWith(name));
    const find = () => Promise.all(['a', 'b', 'c'].map((name) => answers.find(name)));
    const { fingerprint } = onceWith('a');
    expect(await find()).toEqual([{ fingerprint, answer: 'answer a' }, { fingerprint, answer: 'answer b' }, null]);
    await idle();
    const database = await openSqlite(join(folder.path, 'engine.db'));
    await database.writer.raw(`update answered_once set kept_until = 0 where key = 'a'`);
    await database.close();
    expect((await find()).map((kept) => kept?.answer ?? null)).toEqual([null, 'answer b', null]);
  });

  it('knows whether it was opened with the key it was first used with', async () => {
    expect(await (await open()).maintenance.secretMatches()).toBe(true);
    expect(await (await open({ sealKey: key(2) })).maintenance.secretMatches()).toBe(false);
  });

  it('adds an endpoint only where its owner has none', async () => {
    const { maintenance, lists } = await open();
    for (const id of ['first', 'second']) await maintenance.openFirstEndpoint(anEndpoint({ id }));
    expect((await lists.deliveries.endpoints({ limit: 10 })).map(({ id }) => id)).toEqual(['first']);
  });

  it('finds products in the versions that earlier catalogues held', async () => {
    const store = await open();
    const catalogue = (version: string) => ({
      ...aCatalogue({ products: [aProduct({ version })] }),
      quotationProducts: [],
    });
    await store.products(catalogue('v1'));
    const { products } = await store.products(catalogue('v2'));
    expect(products.current().products[0]?.version).toBe('v2');
    expect((await products.at('product-1', 'v1')).version).toBe('v1');
  });
});
