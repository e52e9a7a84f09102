import { flagsAfter, lastFlagged, noFlags, purposes, type Flags, type Purpose } from '@affinity-engine/agency-default';
import type { Clock, Ids } from '@affinity-engine/kernel';
import type { AgencyNumber, AgencyNumberContent, AgencyNumberId, AgencyNumberSet, Owner } from './agency-number.js';
import { defaultForOf } from './change-agency-number.js';
import { externalIdProblems, resolveInsurers, type RegistrationProblem } from './check-registration.js';
import { flatten, keysOf, planRegistration, type PlannedWrite } from './plan-registration.js';
import type { AgencyNumbers, AgencyWork, InsurerDirectory, WrittenAgencyNumber } from './ports.js';

const contents = ['matchCode', 'externalInsurerId', 'collectionType', 'internalComment', 'active'] as const;

/** A field that a registration would change; a purpose is its flag. */
export type FieldChange = {
  readonly field: Exclude<keyof AgencyNumberContent, 'number'> | Purpose;
  readonly from: string | boolean | null;
  readonly to: string | boolean | null;
};

/** What a registration would do with one of the numbers sent. */
export type PreviewedNumber = {
  /** `superseded`: the same number comes again later in the call, and counts as it is there. */
  readonly outcome: 'added' | 'changed' | 'unchanged' | 'superseded' | 'faulty';
  /** The entry that is there already. */
  readonly id: AgencyNumberId | null;
  readonly changes: readonly FieldChange[];
  /** The purposes for which it would be the owner's default, and is not yet. */
  readonly becomesDefaultFor: readonly Purpose[];
  readonly problems: readonly RegistrationProblem[];
};

/** What a registration would do: one line for each number, in the order sent. */
export type RegistrationPreview = {
  readonly lines: readonly PreviewedNumber[];
  /** What the registration would answer if the faulty numbers were left out. */
  readonly added: number;
  readonly updated: number;
};

/** What the registration of these numbers would do. Changes nothing, and refuses nothing: what is wrong is in its line. */
export const previewRegistration =
  (work: AgencyWork, directory: InsurerDirectory, clock: Clock, ids: Ids) =>
  (sets: readonly AgencyNumberSet[], owner: Owner): Promise<RegistrationPreview> =>
    work.run(async ({ numbers }) => {
      const { insurerIds, problems } = resolveInsurers(sets, directory.insurers());
      const all = flatten(sets, insurerIds);
      const externalIds = all.flatMap(({ sent: { externalUniqueId } }) => externalUniqueId ?? []);
      const used = await numbers.usedExternalIds(owner.accountId, externalIds);
      const found = problemsByNumber(sets, [...problems, ...externalIdProblems(sets, used)]);
      const positions = all.flatMap((_, position) => (found[position]?.length === 0 ? [position] : []));
      const placed = positions.flatMap((position) => all[position] ?? []);

      const known = await numbers.matching(owner, keysOf(placed));
      const { writes } = planRegistration(placed, known, { owner, at: clock.now(), nextId: () => ids.next() });
      const newDefaults = await defaultsAfter(numbers, owner, writes);
      const before = new Map(known.map((entry) => [entry.id, entry]));
      const lines = found.map((its): PreviewedNumber => ({ ...nothing, outcome: outcomeOf(its), problems: its }));
      for (const { written, position } of writes) {
        const line = positions[position] as number;
        lines[line] = previewed(written, before.get(written.id), newDefaults.get(written.id) ?? []);
      }
      const added = writes.filter((each) => each.added).length;
      return { lines, added, updated: writes.length - added };
    });

const nothing = { id: null, changes: [], becomesDefaultFor: [] } as const;
const outcomeOf = (problems: readonly RegistrationProblem[]) => (problems.length > 0 ? 'faulty' : 'superseded');

/** The problems of each number, in the order sent; one of a set is one of each of its numbers. */
function problemsByNumber(
  sets: readonly AgencyNumberSet[],
  problems: readonly RegistrationProblem[],
): readonly (readonly RegistrationProblem[])[] {
  const bySet = sets.map(({ numbers }) => numbers.map((): RegistrationProblem[] => []));
  for (const problem of problems) {
    const ofSet = bySet[problem.set] ?? [];
    const concerned = problem.code === 'EXTERNAL-ID-USED' ? [ofSet[problem.number]] : ofSet;
    for (const its of concerned) its?.push(problem);
  }
  return bySet.flat();
}

function previewed(
  written: WrittenAgencyNumber,
  before: AgencyNumber | undefined,
  becomesDefaultFor: readonly Purpose[],
): PreviewedNumber {
  if (before === undefined) return { ...nothing, outcome: 'added', becomesDefaultFor, problems: [] };
  const [flagged, flags] = [defaultForOf(before), written.defaultFor];
  const changes: readonly FieldChange[] = [
    ...contents.map((field) => ({ field, from: before[field], to: written[field] })),
    ...purposes.map((field) => ({ field, from: flagged[field], to: flags[field] })),
  ].filter(({ from, to }) => from !== to);
  const outcome = changes.length > 0 || becomesDefaultFor.length > 0 ? 'changed' : 'unchanged';
  return { outcome, id: before.id, changes, becomesDefaultFor, problems: [] };
}

type Place = { readonly id: AgencyNumberId; readonly active: boolean; readonly flags: Flags };

/** The purposes for which each number becomes the default of its owner by these writes. */
async function defaultsAfter(
  numbers: AgencyNumbers,
  owner: Owner,
  writes: readonly PlannedWrite[],
): Promise<ReadonlyMap<AgencyNumberId, readonly Purpose[]>> {
  const becoming = new Map<AgencyNumberId, Purpose[]>();
  for (const insurerId of new Set(writes.map(({ written }) => written.insurerId))) {
    const before: readonly Place[] = await numbers.at(owner, insurerId);
    const after = new Map(before.map((entry) => [entry.id, entry]));
    let place = before.reduce((last, { flags }) => Math.max(last, flags.tenders ?? 0, flags.calculations ?? 0), 0);
    for (const { written } of writes) {
      if (written.insurerId !== insurerId) continue;
      place += 1;
      const flags = flagsAfter(after.get(written.id)?.flags ?? noFlags, written.defaultFor, place);
      after.set(written.id, { id: written.id, active: written.active, flags });
    }
    for (const purpose of purposes) {
      const [was, is] = [lastFlagged(before, purpose), lastFlagged([...after.values()], purpose)];
      if (is !== null && is.id !== was?.id) becoming.set(is.id, [...(becoming.get(is.id) ?? []), purpose]);
    }
  }
  return becoming;
}
