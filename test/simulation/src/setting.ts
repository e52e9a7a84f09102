import { insurerOwner } from '@affinity-engine/affinity';
import { aCatalogue, aPartner, aPlan, aProduct, memoryProducts } from '@affinity-engine/affinity/testing';
import type { Endpoint, Ordering } from '@affinity-engine/webhook';
import { anEndpoint, newRow } from '@affinity-engine/webhook/testing';
import type { Database } from './database-port.js';
import type { Random } from './random.js';
import { urlOf } from './workload.js';

/** Two products: one is issued at once, of the other the insurer answers later. Their prices are no round numbers. */
const plan = aPlan({ price: { net: 99_991, fees: 333, periodDays: 365 } });

export const catalogue = aCatalogue({
  products: [
    aProduct({ plans: [plan] }),
    aProduct({ id: 'asynchronous', name: 'Vida em Grupo', asynchronous: true, plans: [plan] }),
  ],
});

export const productsOf = () => memoryProducts(catalogue);

/** Puts the partners and endpoints there before a run begins. */
export function setUp({ committed }: Database, random: Random): void {
  const productIds = catalogue.products.map(({ id }) => id);
  for (const id of ['partner-1', 'partner-2']) committed.partners.set(id, aPartner({ id, productIds }));
  committed.feed.set('feed', { incarnation: 1, current: null });
  const orderings: readonly Ordering[] = ['endpoint', 'endpoint', 'affinity', 'none'];
  const owners = ['partner-1', 'partner-2', insurerOwner('insurer-1'), ...(random.happens(0.5) ? ['partner-1'] : [])];
  owners.forEach((ownerId, at) => {
    const id = `endpoint-${at + 1}`;
    const secret = `whsec_${Buffer.from(`the first secret of ${id}`).toString('base64')}`;
    const ordering = random.pick(orderings);
    const endpoint: Endpoint = anEndpoint({ id, ownerId, url: urlOf(id, 'first'), secrets: [secret], ordering });
    committed.endpoints.set(id, newRow(endpoint));
  });
}
