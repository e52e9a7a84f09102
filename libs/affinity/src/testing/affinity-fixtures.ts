import type { Catalogue } from '@affinity-engine/catalogue';
import { civilDate, type Once, type PlainDate } from '@affinity-engine/kernel';
import { countingIds, settableClock, typefaceWithout } from '@affinity-engine/kernel/testing';
import type { Partner, PartnerId } from '../affinity.js';
import { answerAffinity } from '../answer-affinity.js';
import { cancelAffinity, previewCancellation } from '../cancel-affinity.js';
import { contractAffinity, type ContractInput } from '../contract-affinity.js';
import { answerDueAffinities, expireAffinities } from '../scheduled-jobs.js';
import type { ParticularsCheck } from '../ports.js';
import { renewAffinity } from '../renew-affinity.js';
import { requestAffinity, type PreparedAffinity } from '../request-affinity.js';
import { aCatalogue, aPartner, someTerms } from './data-fixtures.js';
import { memoryAffinityWork } from './memory-affinity-work.js';
import { findingProblems, memoryProducts, scriptedEligibility, scriptedInsurers } from './port-fixtures.js';

export type RigParts = {
  readonly now?: string;
  readonly catalogue?: Catalogue;
  readonly partner?: Partial<Partner>;
  readonly check?: ParticularsCheck;
};

/** The context whole, over one store in memory: `partner-1` is registered and its events are kept. */
export async function affinityFixtures({
  now = '2026-01-02T12:00:00Z',
  catalogue = aCatalogue(),
  partner,
  check,
}: RigParts = {}) {
  const clock = settableClock(now);
  const typeface = typefaceWithout('山');
  const eligibility = scriptedEligibility();
  const store = memoryAffinityWork(undefined, eligibility);
  const { work, lists } = store;
  const products = memoryProducts(catalogue);
  const insurers = scriptedInsurers();
  const ids = countingIds();
  const contracting = { products, insurers, checkParticulars: check ?? findingProblems(), clock, ids };
  const answer = answerAffinity(work, products, clock);
  const prepare = requestAffinity(work, products, clock, ids);
  const request = (
    productId: string,
    by: PartnerId,
    once?: Once<PreparedAffinity>,
    producerCode?: string,
  ): Promise<PreparedAffinity> =>
    prepare({ productId, ...(producerCode === undefined ? {} : { producerCode }) }, by, once);
  const contract = contractAffinity(work, contracting);

  await work.run(async ({ partners, events }) => {
    partners.add(aPartner(partner));
    events.open('partner-1');
  });

  return {
    ...store,
    clock,
    typeface,
    products,
    insurers,
    eligibility,
    request,
    contract,
    answer,
    renew: renewAffinity(work, contracting),
    cancel: cancelAffinity(work, products, clock, typeface),
    preview: previewCancellation(work, clock),
    expireAll: expireAffinities(work, lists, products, clock),
    answerAll: answerDueAffinities(lists, answer, clock),
    /** Requests a product and contracts it over the year 2026 by default. */
    async contracted(input: Partial<ContractInput> = {}) {
      const prepared = await request('product-1', 'partner-1');
      return (await contract(contractInput({ requestId: prepared.request.id, ...input }), 'partner-1')).affinity;
    },
    stored: (id: string) => {
      const affinity = store.affinities().find((each) => each.id === id);
      if (affinity === undefined) throw new Error(`the store has no affinity ${id}`);
      return affinity;
    },
    happened: () => store.events().map(({ type, affinity }) => `${type} ${affinity.id.slice(-2)}`),
  };
}

export type AffinityFixtures = Awaited<ReturnType<typeof affinityFixtures>>;

/** What is contracted: the year 2026, nothing said of holder and item. */
export const contractInput = (overrides: Partial<ContractInput> = {}): ContractInput => ({
  requestId: 'request-1',
  ...someTerms(),
  ...overrides,
});

/** Noon of a day where the business is done. */
export const noonOf = (day: PlainDate | string): string => `${civilDate(day)}T15:00:00.000Z`;
