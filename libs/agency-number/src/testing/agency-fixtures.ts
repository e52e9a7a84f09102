import { countingIds, settableClock } from '@affinity-engine/kernel/testing';
import type { Purpose } from '@affinity-engine/agency-default';
import { addBroker, admitApiUser, openAccount, ownerFor, ownerNamed, readAccount } from '../accounts.js';
import type { InsurerNumbers, Owner } from '../agency-number.js';
import { changeAgencyNumber } from '../change-agency-number.js';
import { offeredAgencyNumbers } from '../offered-agency-numbers.js';
import { previewRegistration } from '../preview-registration.js';
import { registerAgencyNumbers } from '../register-agency-numbers.js';
import { memoryInsurers } from './data-fixtures.js';
import { memoryAgencyWork } from './memory-agency-work.js';

/** Every use case of this context over one store in memory, with the insurers of {@link memoryInsurers}. */
export function agencyFixtures() {
  const store = memoryAgencyWork();
  const [clock, ids] = [settableClock('2026-01-02T12:00:00Z'), countingIds('id')];
  const { work } = store;
  const offered = offeredAgencyNumbers(work, memoryInsurers());
  return {
    ...store,
    clock,
    open: openAccount(work, clock, ids),
    addBroker: addBroker(work, clock, ids),
    admit: admitApiUser(work),
    ownerFor: ownerFor(work),
    ownerNamed: ownerNamed(work),
    readAccount: readAccount(work),
    register: registerAgencyNumbers(work, memoryInsurers(), clock, ids),
    preview: previewRegistration(work, memoryInsurers(), clock, ids),
    change: changeAgencyNumber(work, clock),
    offered,
    /** The numbers on offer, the default marked with a star. */
    async offer(insurer: InsurerNumbers, owner: Owner, purpose: Purpose): Promise<readonly string[]> {
      const choices = await offered(insurer, owner, purpose);
      return choices.map(({ entry, isDefault }) => `${entry.number}${isDefault ? '*' : ''}`);
    },
  };
}

export type AgencyFixtures = ReturnType<typeof agencyFixtures>;
