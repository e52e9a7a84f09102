import { printProposal } from '@affinity-engine/adapter-documents';
import { quotationApi, type Dialect } from '@affinity-engine/adapter-http';
import type { Store } from '@affinity-engine/adapter-knex';
import { isLinkGood } from '@affinity-engine/privacy';
import {
  checkOut,
  contractQuotation,
  listQuotationProducts,
  listQuotations,
  proposedQuotation,
  proposeQuotation,
  readQuotation,
  readQuotationProduct,
  subscriptionOfKey,
} from '@affinity-engine/quotation';
import type { Platform } from '../container.js';

/** Quotation, proposal and checkout, for brokers' systems. */
export function quotationDialect({ works, lists, numbers, persons }: Store, platform: Platform): Dialect {
  const { clock, ids, links, callLimits, secrets, payments, typeface, quotationProducts: products } = platform;
  const work = works.quotation;
  const quoting = { products, clock, ids, numbers, typeface };
  const proposed = proposedQuotation(work);
  return quotationApi({
    clock,
    links,
    limits: callLimits,
    isLinkGood: isLinkGood(persons),
    subscriptionOfKey: subscriptionOfKey(work, secrets),
    contractQuotation: contractQuotation(work, quoting),
    proposeQuotation: proposeQuotation(work, quoting),
    checkOut: checkOut(work, products, payments, clock),
    readQuotation: readQuotation(work, clock),
    listQuotationProducts: listQuotationProducts(products),
    readQuotationProduct: readQuotationProduct(products),
    listQuotations: listQuotations(lists.quotations, clock),
    async printProposal(id, sequence) {
      const { quotation, proposal } = await proposed(id, sequence);
      const product = await products.at(quotation.operationCode, quotation.productVersion);
      return { number: proposal.number, bytes: await printProposal(quotation, proposal, product) };
    },
  });
}
