import type { Actor, Clock, Ids, Once } from '@affinity-engine/kernel';
import type { AgencyNumberSet, Owner } from './agency-number.js';
import { externalIdProblems, resolveInsurers, refuseAny } from './check-registration.js';
import { flatten, keysOf, planRegistration } from './plan-registration.js';
import type { AgencyWork, InsurerDirectory } from './ports.js';

/** The result of a registration. */
export type Registration = {
  /** How many entries were added. */
  readonly added: number;
  /** How many existing entries were updated. */
  readonly updated: number;
  /** How many numbers have both an external insurer id and an external unique id: allowed, but probably a mistake. */
  readonly doublyReferenced: number;
};

/**
 * Registers agency numbers of an owner, all or none.
 * @throws INSURER-REQUIRED, INSURER-UNKNOWN, INSURER-AMBIGUOUS, EXTERNAL-ID-USED, with every problem in the property
 *   `problems`
 */
export const registerAgencyNumbers =
  (work: AgencyWork, directory: InsurerDirectory, clock: Clock, ids: Ids) =>
  (sets: readonly AgencyNumberSet[], owner: Owner, by: Actor, once?: Once<Registration>): Promise<Registration> =>
    work.run(async ({ numbers, audit }) => {
      const { insurerIds, problems } = resolveInsurers(sets, directory.insurers());
      const placed = flatten(sets, insurerIds);
      const externalIds = placed.flatMap(({ sent: { externalUniqueId } }) => externalUniqueId ?? []);
      const used = await numbers.usedExternalIds(owner.accountId, externalIds);
      refuseAny([...problems, ...externalIdProblems(sets, used)]);

      const known = await numbers.matching(owner, keysOf(placed));
      const { writes } = planRegistration(placed, known, { owner, at: clock.now(), nextId: () => ids.next() });
      for (const { added, written } of writes) {
        if (added) numbers.add(written);
        else numbers.replace(written);
      }
      const added = writes.filter((each) => each.added).length;
      const updated = writes.length - added;
      audit.append({
        actor: by,
        action: 'agency-numbers.registered',
        subject: subjectOf(owner),
        details: { added, updated },
      });
      const doubly = placed.filter(({ sent }) => sent.externalUniqueId !== null && sent.externalInsurerId !== null);
      return { added, updated, doublyReferenced: doubly.length };
    }, once);

const subjectOf = ({ accountId, brokerId }: Owner): string => brokerId ?? accountId;
