import { catalogueError, type Insurer } from '@affinity-engine/catalogue';
import type { AgencyNumberSet } from './agency-number.js';
import { agencyError } from './errors.js';
import { lookUp, type InsurerKey } from './insurer-lookup.js';

/** What keeps a registration from being done, and where: the positions of the set and the number, from 0. */
export type Finding =
  | { readonly code: 'INSURER-REQUIRED' | 'INSURER-AMBIGUOUS'; readonly set: number }
  | { readonly code: 'INSURER-UNKNOWN'; readonly set: number; readonly key: InsurerKey }
  | { readonly code: 'EXTERNAL-ID-USED'; readonly set: number; readonly number: number };

/** No reader is helped by more. */
const mostFindings = 50;

/** The insurer of every set, where nothing is wrong with any of them; otherwise everything that is. */
export function placedAt(
  sets: readonly AgencyNumberSet[],
  insurers: readonly Insurer[],
): { readonly insurerIds: readonly string[]; readonly findings: readonly Finding[] } {
  const findings: Finding[] = [];
  const insurerIds = sets.map(({ insurer }, set) => {
    const found = lookUp(insurer, insurers);
    if ('insurer' in found) return found.insurer.id;
    findings.push({ ...found, set });
    return '';
  });
  return { insurerIds, findings };
}

/** Every number whose external unique id was used before, in the account or earlier in the call. */
export function externalIdFindings(sets: readonly AgencyNumberSet[], usedBefore: Iterable<string>): readonly Finding[] {
  const used = new Set(usedBefore);
  const findings: Finding[] = [];
  sets.forEach(({ numbers }, set) =>
    numbers.forEach(({ externalUniqueId }, number) => {
      if (externalUniqueId === null) return;
      if (used.has(externalUniqueId)) findings.push({ code: 'EXTERNAL-ID-USED', set, number });
      used.add(externalUniqueId);
    }),
  );
  return findings;
}

/** @throws the first finding, with all of them in `findings` */
export function refuseAny(findings: readonly Finding[]): void {
  const [first] = findings;
  if (first === undefined) return;
  const properties = { findings: findings.slice(0, mostFindings) };
  throw first.code === 'INSURER-UNKNOWN' ? catalogueError(first.code, properties) : agencyError(first.code, properties);
}
