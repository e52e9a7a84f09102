import { purposes } from '@affinity-engine/agency-default';
import type { Actor, Clock, Once } from '@affinity-engine/kernel';
import type { AgencyNumber, AgencyNumberChange, AgencyNumberId, DefaultFor, Owner } from './agency-number.js';
import { agencyError } from './errors.js';
import type { AgencyWork, WrittenAgencyNumber } from './ports.js';

/**
 * Changes whether a number is active, its match code and its flags: one that is set counts as sent now, after all before.
 * Answers the number as it was read, with this change: what another call changed between the read and the write is kept,
 * but not in the answer. `owner` null: a number of any owner, for operators.
 * @throws AGENCY-NUMBER-UNKNOWN where the owner has no such number
 */
export const changeAgencyNumber =
  (work: AgencyWork, clock: Clock) =>
  (
    id: AgencyNumberId,
    owner: Owner | null,
    change: AgencyNumberChange,
    by: Actor,
    once?: Once<WrittenAgencyNumber>,
  ): Promise<WrittenAgencyNumber> =>
    work.run(async ({ numbers, audit }) => {
      const before = await numbers.find(id, owner);
      if (before === null) throw agencyError('AGENCY-NUMBER-UNKNOWN', { id });
      const at = clock.now();
      numbers.change(id, change, at);
      audit.append({ actor: by, action: 'agency-number.changed', subject: id, details: change });
      const { flags: _flags, ...kept } = before;
      return {
        ...kept,
        active: change.active ?? kept.active,
        matchCode: change.matchCode === undefined ? kept.matchCode : change.matchCode,
        defaultFor: { ...defaultForOf(before), ...change.defaultFor },
        changedAt: at,
      };
    }, once);

/** Whether a number carries the flag of each purpose. */
export const defaultForOf = ({ flags }: Pick<AgencyNumber, 'flags'>): DefaultFor =>
  Object.fromEntries(purposes.map((purpose) => [purpose, flags[purpose] !== null])) as DefaultFor;
