import { suiteNotices } from '@affinity-engine/kernel/testing';
import type { QuotationProducts } from '../ports.js';
import type { Subscription } from '../quotation.js';
import {
  memoryQuotationProducts,
  memoryQuotationWork,
  quotationProductsContract,
  subscriptionListContract,
  type MemoryQuotationProducts,
  type QuotationProductsContractFixtures,
  type SubscriptionListContractFixtures,
} from './index.js';

const close = async () => undefined;

const listed =
  (change: (subscription: Subscription) => Subscription = (subscription) => subscription) =>
  async (): Promise<SubscriptionListContractFixtures> => {
    const { work, subscriptionList } = memoryQuotationWork();
    return { work, list: async (after, limit) => (await subscriptionList(after, limit)).map(change), close };
  };

subscriptionListContract('in memory', listed());

suiteNotices('the list of subscriptions', subscriptionListContract, listed(), {
  'lists subscriptions without their partners': listed((each) => ({ ...each, partnerId: null })),
  'lists subscriptions without their brokers': listed((each) => ({ ...each, registerNumbers: ['100000'] })),
  'lists no revocations': listed((each) => ({ ...each, revokedAt: null })),
  'lists subscriptions in their first version': listed((each) => ({ ...each, version: 1 })),
});

const loading =
  (change: (products: MemoryQuotationProducts) => Partial<QuotationProducts> = () => ({}), fresh = false) =>
  async (): Promise<QuotationProductsContractFixtures> => {
    let products: MemoryQuotationProducts | undefined;
    return {
      async load(...configured) {
        if (products === undefined || fresh) products = memoryQuotationProducts(...configured);
        else products.load(...configured);
        return { ...products, ...change(products) };
      },
      close,
    };
  };

quotationProductsContract('in memory', loading());

suiteNotices('the products that are quoted', quotationProductsContract, loading(), {
  'forgets the versions before': loading(undefined, true),
  'loses the taxes': loading(() => ({ taxes: () => [] })),
  'has no products': loading(() => ({ current: () => [] })),
  'gives the newest version for an older one': loading(({ current, at }) => ({
    at: async (code, version) => current().find(({ operationCode }) => operationCode === code) ?? at(code, version),
  })),
  'gives any product of a version': loading(({ current, at }) => ({
    at: async (code, version) => current().find((each) => each.version === version) ?? at(code, version),
  })),
  'fails otherwise where a version is unknown': loading(({ at }) => ({
    at: (code, version) => at(code, version).catch(() => Promise.reject(new TypeError('no such row'))),
  })),
});
