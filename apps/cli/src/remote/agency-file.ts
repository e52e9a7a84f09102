import type { components } from '@affinity-engine/client';
import { csvRows, type CsvRow } from './csv.js';

type AgencyNumber = components['schemas']['AgencyNumber'];
type AgencyNumberSet = components['schemas']['AgencyNumberSet'];

type OfInsurer = { readonly set: AgencyNumberSet; readonly lines: number[] };

/** What a file holds: the sets to register, and the line of each number; or everything that is wrong with it. */
export type AgencyFile = {
  readonly sets: readonly AgencyNumberSet[];
  /** By set and number, as the sets have them. */
  readonly lines: readonly (readonly number[])[];
  readonly problems: readonly string[];
};

const insurers = ['baFinId', 'insurerId', 'supervisingAuthorityId'] as const;
const flags = ['defaultForTenders', 'defaultForCalculations', 'active'] as const;
const texts = ['matchCode', 'collectionType', 'externalUniqueId', 'externalInsurerId', 'internalComment'] as const;
const known: readonly string[] = [...insurers, 'agencyNumber', ...flags, ...texts];
const collectionTypes = ['broker_collection', 'insurer_collection', 'mga_collection'];

/** As many numbers as one call takes: all of a file are registered, or none. */
const most = 10_000;

/** Reads a file of agency numbers, and finds every problem that can be found without the engine. */
export function agencyFile(text: string): AgencyFile {
  const [head, ...rows] = csvRows(text);
  const names = head?.cells.map((each) => each.trim()) ?? [];
  const problems = headProblems(names);
  if (rows.length === 0) problems.push('expected a line of names and at least one number');
  if (rows.length > most) problems.push(`expected at most ${most} numbers, not ${rows.length}`);
  if (problems.length > 0) return { sets: [], lines: [], problems };
  const sets = new Map<string, OfInsurer>();
  for (const row of rows) {
    const read = numberIn(names, row);
    problems.push(...read.problems.map((each) => `line ${row.line}: ${each}`));
    const key = JSON.stringify(read.insurer);
    const ofInsurer: OfInsurer = sets.get(key) ?? { set: { ...read.insurer, agencyNumbers: [] }, lines: [] };
    ofInsurer.set.agencyNumbers.push(read.number);
    ofInsurer.lines.push(row.line);
    sets.set(key, ofInsurer);
  }
  const all = [...sets.values()];
  return { sets: all.map(({ set }) => set), lines: all.map(({ lines }) => lines), problems };
}

/** The line of a problem that the engine found. */
export function withLine(path: string, { lines }: AgencyFile): string {
  const [, set, number, field] = /^agencyNumberSets\[(\d+)\](?:\.agencyNumbers\[(\d+)\])?(?:\.(.+))?$/.exec(path) ?? [];
  const line = lines[Number(set)]?.[Number(number ?? 0)];
  return line === undefined ? path : `line ${line}: ${field ?? 'the insurer'}`;
}

function headProblems(names: readonly string[]): string[] {
  const unknown = names.filter((name) => !known.includes(name)).map((name) => `line 1: unknown column "${name}"`);
  const doubled = names.filter((name, at) => names.indexOf(name) < at).map((name) => `line 1: ${name} comes twice`);
  const missing = ['agencyNumber', ...flags]
    .filter((name) => !names.includes(name))
    .map((name) => `line 1: ${name} is missing`);
  const insurer = insurers.some((name) => names.includes(name))
    ? []
    : [`line 1: expected one of ${insurers.join(', ')}`];
  return [...unknown, ...doubled, ...missing, ...insurer];
}

function numberIn(names: readonly string[], { cells }: CsvRow) {
  const problems: string[] = [];
  if (cells.length !== names.length) problems.push(`expected ${names.length} cells, not ${cells.length}`);
  const valueOf = (name: string): string => cells[names.indexOf(name)]?.trim() ?? '';
  const given = (wanted: readonly string[]) =>
    Object.fromEntries(wanted.map((name) => [name, valueOf(name)]).filter(([, value]) => value !== ''));
  const insurer = given(insurers);
  if (Object.keys(insurer).length === 0) problems.push(`expected one of ${insurers.join(', ')}`);
  if (valueOf('agencyNumber') === '') problems.push('agencyNumber: expected text');
  const type = valueOf('collectionType');
  if (type !== '' && !collectionTypes.includes(type)) {
    problems.push(`collectionType: expected one of ${collectionTypes.join(', ')}`);
  }
  const isSet = Object.fromEntries(flags.map((name) => [name, valueOf(name).toLowerCase()]));
  for (const name of flags) {
    if (!['true', 'false'].includes(isSet[name] ?? '')) problems.push(`${name}: expected true or false`);
  }
  const number = {
    agencyNumber: valueOf('agencyNumber'),
    ...Object.fromEntries(flags.map((name) => [name, isSet[name] === 'true'])),
    ...given(texts),
  } as AgencyNumber;
  return { insurer, number, problems };
}
