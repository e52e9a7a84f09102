import { catalogueError, type Insurer } from '@affinity-engine/catalogue';
import type { AgencyNumberSet } from './agency-number.js';
import { agencyError } from './errors.js';
import { lookUp, type InsurerKey } from './insurer-lookup.js';

/** A problem of a registration; positions of the set and the number count from 0. */
export type RegistrationProblem =
  | { readonly code: 'INSURER-REQUIRED' | 'INSURER-AMBIGUOUS'; readonly set: number }
  | { readonly code: 'INSURER-UNKNOWN'; readonly set: number; readonly key: InsurerKey }
  | { readonly code: 'EXTERNAL-ID-USED'; readonly set: number; readonly number: number };

/** A longer list helps no reader. */
const mostProblems = 50;

/** The insurer of every set, or the problems. */
export function resolveInsurers(
  sets: readonly AgencyNumberSet[],
  insurers: readonly Insurer[],
): { readonly insurerIds: readonly string[]; readonly problems: readonly RegistrationProblem[] } {
  const problems: RegistrationProblem[] = [];
  const insurerIds = sets.map(({ insurer }, set) => {
    const found = lookUp(insurer, insurers);
    if ('insurer' in found) return found.insurer.id;
    problems.push({ ...found, set });
    return '';
  });
  return { insurerIds, problems };
}

/** Every number whose external unique id was used before, in the account or earlier in the call. */
export function externalIdProblems(
  sets: readonly AgencyNumberSet[],
  usedBefore: Iterable<string>,
): readonly RegistrationProblem[] {
  const used = new Set(usedBefore);
  const problems: RegistrationProblem[] = [];
  sets.forEach(({ numbers }, set) =>
    numbers.forEach(({ externalUniqueId }, number) => {
      if (externalUniqueId === null) return;
      if (used.has(externalUniqueId)) problems.push({ code: 'EXTERNAL-ID-USED', set, number });
      used.add(externalUniqueId);
    }),
  );
  return problems;
}

/** @throws the first problem, with all of them in the property `problems` */
export function refuseAny(problems: readonly RegistrationProblem[]): void {
  const [first] = problems;
  if (first === undefined) return;
  const properties = { problems: problems.slice(0, mostProblems) };
  throw first.code === 'INSURER-UNKNOWN' ? catalogueError(first.code, properties) : agencyError(first.code, properties);
}
