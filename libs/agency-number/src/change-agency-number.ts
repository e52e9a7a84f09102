import type { Actor, Clock, Once } from '@affinity-engine/kernel';
import type { AgencyNumberChange, AgencyNumberId, Owner } from './agency-number.js';
import { agencyError } from './errors.js';
import type { AgencyWork } from './ports.js';

/**
 * Changes whether a number is active, and its flags: one that is set counts as sent now, after all before.
 * @throws AGENCY-NUMBER-UNKNOWN where the owner has no such number
 */
export const changeAgencyNumber =
  (work: AgencyWork, clock: Clock) =>
  (id: AgencyNumberId, owner: Owner, change: AgencyNumberChange, by: Actor, once?: Once<void>): Promise<void> =>
    work.run(async ({ numbers, audit }) => {
      if ((await numbers.find(id, owner)) === null) throw agencyError('AGENCY-NUMBER-UNKNOWN', { id });
      numbers.change(id, change, clock.now());
      audit.append({ actor: by, action: 'agency-number.changed', subject: id, details: change });
    }, once);
