import { aPartner } from '@affinity-engine/affinity/testing';
import {
  callLimitsContract,
  quotationProductsContract,
  quotationWorkContract,
  subscriptionListContract,
  suiteTaxes,
} from '@affinity-engine/quotation/testing';
import { engines } from './testing/engines.js';
import { keepGroup } from './testing/keep-group.js';
import { oldestFirst } from './testing/opened-store.js';

for (const [name, open] of engines) {
  quotationWorkContract(name, async () => {
    const store = await open();
    const linked = aPartner({ affinityGroupIds: ['pc:707'], defaultProducerCode: 'pc:6' });
    return {
      work: store.works.quotation,
      lists: store.lists.quotations,
      numbers: store.numbers,
      audit: () => oldestFirst(store),
      async keepPartner(admits) {
        await keepGroup(store, admits);
        const known = await store.lists.partners(null, 1);
        if (known.length === 0) await store.works.affinity.run(async ({ partners }) => partners.add(linked));
      },
      close: store.close,
    };
  });

  callLimitsContract(name, async () => {
    const { callLimits, pass, close } = await open();
    return { limits: callLimits, pass, close };
  });

  subscriptionListContract(name, async () => {
    const { works, lists, close } = await open();
    await works.affinity.run(async ({ partners }) => partners.add(aPartner()));
    return { work: works.quotation, list: lists.subscriptions, close };
  });

  quotationProductsContract(name, async () => {
    const { products, close } = await open();
    return {
      async load(...quotationProducts) {
        const catalogue = { insurers: [], products: [], taxes: suiteTaxes, quotationProducts };
        return (await products(catalogue)).quotationProducts;
      },
      close,
    };
  });
}
