import type { AffinityGroupPorts, AffinityGroupWork } from '@affinity-engine/affinity-group';
import { aCode, aGroup, anAssociation, anOrganization } from '@affinity-engine/affinity-group/testing';
import { aPartner } from '@affinity-engine/affinity/testing';
import type { Reason } from '@affinity-engine/eligibility';
import { plainDate } from '@affinity-engine/kernel';
import { fixedClock } from '@affinity-engine/kernel/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { knexAffinityGroupWork } from '../affinity-group/affinity-group-work.js';
import type { Write } from '../engine/committer.js';
import { knexWork } from '../engine/work.js';
import { knexSaleEligibility } from '../quotation/sale-eligibility.js';
import { temporaryStore, type TemporaryStore } from '../testing/temporary-store.js';
import { knexEligibility } from './eligibility.js';
import { knexPartners } from './partners.js';

const sale = { productId: 'product-1', on: plainDate('2026-01-02'), jurisdiction: 'BR_SP' };
const closed = aGroup({ type: 'Closed' });
const linked = aPartner({ affinityGroupIds: [closed.id], defaultProducerCode: 'pc:6' });

let store: TemporaryStore;
let groupWork: AffinityGroupWork;
beforeEach(async () => {
  store = await temporaryStore();
  groupWork = knexAffinityGroupWork(store.engine, fixedClock('2026-01-02T12:00:00Z'));
  await groupWork.run(async ({ organizations, codes, groups, associations }) => {
    organizations.add(anOrganization());
    codes.add(aCode());
    groups.add(closed);
    associations.add(anAssociation());
  });
  const partners = knexPartners(store.engine.reader);
  await knexWork(store.engine, partners).run(async (unit) => unit.add(linked));
});
afterEach(() => store.close());

type Sold = { readonly reasons: readonly Reason[]; readonly tries: number };

/** Sells while something happens between the reading of the groups and the commit. */
async function soldDuring(
  reasonsIn: (writes: Write[]) => () => Promise<readonly Reason[]>,
  happening: () => Promise<unknown>,
): Promise<Sold> {
  let tries = 0;
  const work = knexWork(store.engine, reasonsIn);
  const reasons = await work.run(async (reasonsNow) => {
    tries += 1;
    const found = await reasonsNow();
    if (tries === 1) await happening();
    return found;
  });
  return { reasons, tries };
}

const asPartner = (writes: Write[]) => () =>
  knexEligibility(store.database.reader)(writes).reasonsAgainst({
    ...sale,
    groupIds: [closed.id],
    producerCode: 'pc:6',
  });
const asSubscription = (writes: Write[]) => () =>
  knexSaleEligibility(store.database.reader)(writes).reasonsAgainst({ ...sale, partnerId: linked.id });

const inGroups = (change: (ports: AffinityGroupPorts) => void) => () => groupWork.run(async (unit) => change(unit));
const nothing = async () => undefined;

const revocations: readonly [string, () => Promise<unknown>, string][] = [
  ['the group names another product', inGroups(({ groups }) => groups.save({ ...closed, products: ['x'] })), 'PRODUCT'],
  ['its code is switched off', inGroups(({ codes }) => codes.save(aCode({ active: false }))), 'PRODUCER-CODE'],
  [
    'its code is taken from the group',
    inGroups(({ associations }) => associations.remove(anAssociation())),
    'PRODUCER-CODE',
  ],
];

describe.each([
  ['a partner', asPartner],
  ['a subscription', asSubscription],
])('a sale of %s', (_, reasonsIn) => {
  it('that nothing crosses is eligible at once', async () => {
    expect(await soldDuring(reasonsIn, nothing)).toEqual({ reasons: [], tries: 1 });
  });

  it.each(revocations)('is looked at again where %s meanwhile', async (_what, happening, code) => {
    const { reasons, tries } = await soldDuring(reasonsIn, happening);
    expect([tries, reasons]).toEqual([2, [expect.objectContaining({ code: expect.stringContaining(code) })]]);
  });

  it('is looked at again, and stays eligible, where its code is only described anew', async () => {
    const described = inGroups(({ codes }) => codes.save(aCode({ description: 'anew' })));
    expect(await soldDuring(reasonsIn, described)).toEqual({ reasons: [], tries: 2 });
  });
});

it('a sale of a subscription is looked at again where its partner is unlinked from its code meanwhile', async () => {
  const unlinked = () =>
    knexWork(store.engine, knexPartners(store.engine.reader)).run(async (partners) =>
      partners.save({ ...linked, defaultProducerCode: null }),
    );
  const { reasons, tries } = await soldDuring(asSubscription, unlinked);
  expect([tries, reasons.map(({ code }) => code)]).toEqual([2, ['PRODUCER-CODE-REQUIRED']]);
});
