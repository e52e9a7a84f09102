import type { components } from '@affinity-engine/client';
import type { LineProblem, NumberLine } from '@affinity-engine/client/agency-file';

type AgencyNumberSet = components['schemas']['AgencyNumberSet'];
type OfInsurer = { readonly set: AgencyNumberSet; readonly lines: number[] };

/** The numbers of a file as they are registered: a set for each insurer, and the line of each number. */
export type AgencySets = {
  readonly sets: readonly AgencyNumberSet[];
  /** By set and number, as the sets have them. */
  readonly lines: readonly (readonly number[])[];
};

export function agencySets(numbers: readonly NumberLine[]): AgencySets {
  const sets = new Map<string, OfInsurer>();
  for (const { line, insurer, number } of numbers) {
    const key = JSON.stringify(insurer);
    const its: OfInsurer = sets.get(key) ?? { set: { ...insurer, agencyNumbers: [] }, lines: [] };
    its.set.agencyNumbers.push(number);
    its.lines.push(line);
    sets.set(key, its);
  }
  const all = [...sets.values()];
  return { sets: all.map(({ set }) => set), lines: all.map(({ lines }) => lines) };
}

export const lineSentence = ({ line, path, expected }: LineProblem): string =>
  `line ${line}: ${path === null ? '' : `${path}: `}expected ${expected}`;

/** The line of a problem that the engine found. */
export function withLine(path: string, { lines }: AgencySets): string {
  const [, set, number, field] = /^agencyNumberSets\[(\d+)\](?:\.agencyNumbers\[(\d+)\])?(?:\.(.+))?$/.exec(path) ?? [];
  const line = lines[Number(set)]?.[Number(number ?? 0)];
  return line === undefined ? path : `line ${line}: ${field ?? 'the insurer'}`;
}
