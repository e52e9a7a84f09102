import { choices, type OfferedEntry, type Purpose } from '@affinity-engine/agency-default';
import type { AgencyNumber, InsurerNumbers, Owner } from './agency-number.js';
import { insurerNamed } from './insurer-lookup.js';
import type { AgencyWork, InsurerDirectory } from './ports.js';

/**
 * The active numbers users choose from at an insurer, the default marked: a broker's own, then its account's.
 * @throws INSURER-REQUIRED, INSURER-UNKNOWN, INSURER-AMBIGUOUS
 */
export const offeredAgencyNumbers =
  (work: AgencyWork, directory: InsurerDirectory) =>
  (insurer: InsurerNumbers, owner: Owner, purpose: Purpose): Promise<readonly OfferedEntry<AgencyNumber>[]> =>
    work.run(async ({ numbers }) => {
      const { id } = insurerNamed(insurer, directory.insurers());
      const owners = owner.brokerId === null ? [owner] : [owner, { ...owner, brokerId: null }];
      return choices(await Promise.all(owners.map((each) => numbers.at(each, id))), purpose);
    });
