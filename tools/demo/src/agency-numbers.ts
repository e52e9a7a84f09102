import type { Api } from './api.js';
import { check, heading } from './print.js';

type Offer = {
  readonly agencyNumbers: readonly { readonly id: string; readonly agencyNumber: string; readonly default: boolean }[];
};

const path = '/api/ipn/agency-numbers';

/** A broker's program registers agency numbers, lists what users are offered, and deactivates the default. */
export async function playAgencyNumbers({ agency }: Api): Promise<void> {
  heading('Agency numbers: register two, the last one flagged is the default');
  const { status } = await agency<{ readonly status: string }>('post', path, {
    agencyNumberSets: [{ baFinId: '5405', agencyNumbers: [flagged('4711-1'), flagged('4711-2')] }],
  });
  check(status !== undefined, 'registered, all or none of them');
  const first = await agency<Offer>('get', `${path}?baFinId=5405&purpose=tenders`);
  const byDefault = first.agencyNumbers.find((each) => each.default);
  check(byDefault?.agencyNumber === '4711-2', '4711-2 is the default for tenders');

  heading('Inactive numbers are never offered');
  await agency('patch', `${path}/${byDefault?.id}`, { active: false });
  const second = await agency<Offer>('get', `${path}?baFinId=5405&purpose=tenders`);
  check(second.agencyNumbers.find((each) => each.default)?.agencyNumber === '4711-1', '4711-1 is the default again');
}

const flagged = (agencyNumber: string) => ({
  agencyNumber,
  matchCode: `Contract ${agencyNumber}`,
  defaultForTenders: true,
  defaultForCalculations: true,
  collectionType: 'broker_collection',
  active: true,
});
