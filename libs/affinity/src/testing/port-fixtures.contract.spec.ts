import type { Instant } from '@affinity-engine/kernel';
import { suiteNotices } from '@affinity-engine/kernel/testing';
import type { Partner } from '../affinity.js';
import type { DocumentShelf, Products } from '../ports.js';
import {
  aCatalogue,
  documentShelfContract,
  memoryAffinityWork,
  memoryDocumentShelf,
  memoryProducts,
  partnerListContract,
  productsContract,
  type DocumentShelfContractFixtures,
  type PartnerListContractFixtures,
  type ProductsContractFixtures,
} from './index.js';

const close = async () => undefined;

const listed =
  (change: (partner: Partner) => Partner = (partner) => partner) =>
  async (): Promise<PartnerListContractFixtures> => {
    const { work, partnerList } = memoryAffinityWork();
    return { work, list: async (after, limit) => (await partnerList(after, limit)).map(change), close };
  };

partnerListContract('in memory', listed());

suiteNotices('the list of partners', partnerListContract, listed(), {
  'lists partners without their standings': listed((partner) => ({ ...partner, standings: {} })),
  'lists partners without their products': listed((partner) => ({ ...partner, productIds: [] })),
  'lists partners without their groups': listed((partner) => ({ ...partner, affinityGroupIds: [] })),
  'lists partners without their code': listed((partner) => ({ ...partner, defaultProducerCode: null })),
  'lists partners in their first version': listed((partner) => ({ ...partner, version: 1 })),
});

type Loaded = ReturnType<typeof memoryProducts>;

const loading =
  (change: (products: Loaded) => Partial<Products> = () => ({}), fresh = false) =>
  async (): Promise<ProductsContractFixtures> => {
    let products: Loaded | undefined;
    return {
      async load(catalogue) {
        if (products === undefined || fresh) products = memoryProducts(catalogue);
        else products.load(catalogue);
        return { ...products, ...change(products) };
      },
      close,
    };
  };

productsContract('in memory', loading());

suiteNotices('the catalogue’s products', productsContract, loading(), {
  'forgets the versions before': loading(undefined, true),
  'keeps the first catalogue in force': loading(() => ({ current: () => aCatalogue() })),
  'gives the newest version for an older one': loading(({ current, at }) => ({
    at: async (id, version) => current().products.find((each) => each.id === id) ?? at(id, version),
  })),
  'gives any product of a version': loading(({ current, at }) => ({
    at: async (id, version) => current().products.find((each) => each.version === version) ?? at(id, version),
  })),
  'makes up what was never loaded': loading(({ at, current }) => ({
    at: (id, version) => at(id, version).catch(() => current().products[0] ?? Promise.reject(new Error('none'))),
  })),
  'loses the plans of a product': loading(({ at }) => ({
    at: async (id, version) => ({ ...(await at(id, version)), plans: [] }),
  })),
  'lists only the version of today': loading(({ current, versionsOf }) => ({
    versionsOf: async (id) =>
      (await versionsOf(id)).filter(({ version }) =>
        current().products.some((each) => each.id === id && each.version === version),
      ),
  })),
  'lists the versions of all products': loading(({ versionsOf }) => ({
    versionsOf: async () => (await Promise.all(['product-1', 'product-2'].map(versionsOf))).flat(),
  })),
  'lists the oldest version first': loading(({ versionsOf }) => ({
    versionsOf: async (id) => [...(await versionsOf(id))].reverse(),
  })),
  'forgets when a version was loaded first': loading(({ versionsOf }) => ({
    versionsOf: async (id) => {
      const found = await versionsOf(id);
      return found.map(({ version }) => ({ version, loadedAt: found[0]?.loadedAt ?? ('' as Instant) }));
    },
  })),
  'knows only what an insurer carries today': loading(({ current }) => ({
    carriedBy: async (insurerId) => current().products.filter(({ insurer }) => insurer.id === insurerId),
  })),
  'knows an insurer by the product of today': loading(({ current, carriedBy }) => ({
    carriedBy: async (insurerId) => {
      const all = (await Promise.all(['insurer-1', 'insurer-2'].map(carriedBy))).flat();
      return all.filter(({ id }) => current().products.find((each) => each.id === id)?.insurer.id === insurerId);
    },
  })),
  'fails otherwise where a version is unknown': loading(({ at }) => ({
    at: (id, version) => at(id, version).catch(() => Promise.reject(new TypeError('no such row'))),
  })),
});

const shelved =
  (change: (shelf: DocumentShelf) => Partial<DocumentShelf> = () => ({})) =>
  async (): Promise<DocumentShelfContractFixtures> => {
    const shelf = memoryDocumentShelf();
    return { shelf: { ...shelf, ...change(shelf) }, close };
  };

documentShelfContract('in memory', shelved());

suiteNotices('shelves of documents', documentShelfContract, shelved(), {
  'has one document of each affinity': shelved(({ find, keep }) => ({
    find: (id) => find(id, 'certificate'),
    keep: (id, _type, document) => keep(id, 'certificate', document),
  })),
  'has one document of each type': shelved(({ find, keep }) => ({
    find: (_id, type) => find('any', type),
    keep: (_id, type, document) => keep('any', type, document),
  })),
  'puts affinities of one ending together': shelved(({ find, keep }) => ({
    find: (id, type) => find(id.slice(-2), type),
    keep: (id, type, document) => keep(id.slice(-2), type, document),
  })),
  'keeps nothing': shelved(() => ({ keep: close })),
  'keeps text': shelved(({ find }) => ({
    find: async (id, type) => {
      const document = await find(id, type);
      return document === null ? null : document.map((byte) => byte % 128);
    },
  })),
  'cuts documents off': shelved(({ find }) => ({
    find: async (id, type) => (await find(id, type))?.slice(0, 512) ?? null,
  })),
  'takes an empty document for none': shelved(({ find }) => ({
    find: async (id, type) => {
      const document = await find(id, type);
      return document?.length === 0 ? null : document;
    },
  })),
  'gives a document out once': shelved(({ find, keep }) => ({
    find: async (id, type) => {
      const document = await find(id, type);
      if (document !== null) await keep(id, type, new Uint8Array());
      return document;
    },
  })),
  'shares its bytes with its callers': shelved(() => {
    const shelf = new Map<string, Uint8Array>();
    return {
      find: async (id, type) => shelf.get(`${id}/${type}`) ?? null,
      keep: async (id, type, document) => void shelf.set(`${id}/${type}`, document),
    };
  }),
});
