import type { ListById } from '@affinity-engine/kernel';
import { listByIdContract, unsortedIds } from '@affinity-engine/kernel/testing';
import type { Partner } from '../affinity.js';
import type { AffinityWork } from '../ports.js';
import { aPartner } from './data-fixtures.js';

/** What the suite looks at of an adapter: one store without partners. */
export type PartnerListContractFixtures = {
  readonly work: AffinityWork;
  readonly list: ListById<Partner>;
  close(): Promise<void>;
};

/** Some with everything, some with nothing. */
const partners: readonly Partner[] = unsortedIds.map((id, at) =>
  aPartner({
    id,
    cnpj: `cnpj of ${id}`,
    name: `Parceiro “${id}”`,
    ...(at % 2 === 0
      ? { productIds: [], version: at + 1 }
      : { standings: { 'insurer-1': 'suspended' }, affinityGroupIds: ['pc:2', 'pc:1'], defaultProducerCode: 'pc:6' }),
  }),
);

/** What every list of partners keeps. */
export const partnerListContract = (name: string, open: () => Promise<PartnerListContractFixtures>): void =>
  listByIdContract(`partners, ${name}`, partners, async () => {
    const { work, list, close } = await open();
    const fill = () => work.run(async (unit) => partners.forEach((each) => unit.partners.add(each)));
    return { list, fill, close };
  });
