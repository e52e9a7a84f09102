import type { components } from '../generated/api.js';
import { csvIn, type CsvRow } from './csv.js';

type AgencyNumber = components['schemas']['AgencyNumber'];
type Insurer = Omit<components['schemas']['AgencyNumberSet'], 'agencyNumbers'>;

/** What is wrong in a line, counted from 1: a column of it, or the whole line. */
export type LineProblem = { readonly line: number; readonly path: string | null; readonly expected: string };

/** A number of a file, with its line. What is wrong with it is not in it. */
export type NumberLine = { readonly line: number; readonly insurer: Insurer; readonly number: AgencyNumber };

/** What a file holds: its numbers in their order, and everything that is wrong with it. */
export type AgencyFile = { readonly numbers: readonly NumberLine[]; readonly problems: readonly LineProblem[] };

const insurers = ['baFinId', 'insurerId', 'supervisingAuthorityId'] as const;
const flags = ['defaultForTenders', 'defaultForCalculations', 'active'] as const;
const texts = ['matchCode', 'collectionType', 'externalUniqueId', 'externalInsurerId', 'internalComment'] as const;
const known: readonly string[] = [...insurers, 'agencyNumber', ...flags, ...texts];
const collectionTypes = ['broker_collection', 'insurer_collection', 'mga_collection'];

/** As many numbers as one call takes: all of a file are registered, or none. */
export const mostNumbers = 10_000;

/**
 * Reads a CSV file of agency numbers with the names of the fields in its first line, and finds every problem that can be
 * found without the engine. With a problem of the first line there are no numbers.
 */
export function agencyFile(text: string): AgencyFile {
  const { rows: all, unclosed } = csvIn(text);
  const [head, ...rows] = all;
  const names = head?.cells.map((each) => each.trim()) ?? [];
  const problems = headProblems(names);
  const about = (expected: string): LineProblem => ({ line: 1, path: null, expected });
  if (rows.length === 0) problems.push(about('a line of names and at least one number'));
  if (rows.length > mostNumbers) problems.push(about(`at most ${mostNumbers} numbers, not ${rows.length}`));
  if (unclosed === 1) problems.push(about(closing));
  if (problems.length > 0) return { numbers: [], problems };
  const numbers = rows.map((row) => numberIn(names, row, problems));
  if (unclosed !== null) problems.push({ line: unclosed, path: null, expected: closing });
  return { numbers, problems };
}

const closing = 'a closing quote';

function headProblems(names: readonly string[]): LineProblem[] {
  const about = (path: string, expected: string): LineProblem => ({ line: 1, path, expected });
  const missing = ['agencyNumber', ...flags].filter((name) => !names.includes(name));
  return [
    ...names.filter((name) => !known.includes(name)).map((name) => about(name, 'the name of a field')),
    ...names.filter((name, at) => names.indexOf(name) < at).map((name) => about(name, 'one column of this name')),
    ...missing.map((name) => about(name, 'a column of this name')),
    ...(insurers.some((name) => names.includes(name)) ? [] : [about(insurers.join(), 'one of them')]),
  ];
}

function numberIn(names: readonly string[], { line, cells }: CsvRow, problems: LineProblem[]): NumberLine {
  const expect = (holds: boolean, path: string | null, expected: string): void => {
    if (!holds) problems.push({ line, path, expected });
  };
  expect(cells.length === names.length, null, `${names.length} cells, not ${cells.length}`);
  const valueOf = (name: string): string => cells[names.indexOf(name)]?.trim() ?? '';
  const given = (wanted: readonly string[]) =>
    Object.fromEntries(wanted.map((name) => [name, valueOf(name)]).filter(([, value]) => value !== ''));
  const insurer: Insurer = given(insurers);
  expect(Object.keys(insurer).length > 0, null, `one of ${insurers.join(', ')}`);
  expect(valueOf('agencyNumber') !== '', 'agencyNumber', 'text');
  const type = valueOf('collectionType');
  expect(['', ...collectionTypes].includes(type), 'collectionType', `one of ${collectionTypes.join(', ')}`);
  const isSet = flags.map((name) => [name, valueOf(name).toLowerCase()] as const);
  for (const [name, value] of isSet) expect(['true', 'false'].includes(value), name, 'true or false');
  const number = {
    agencyNumber: valueOf('agencyNumber'),
    ...Object.fromEntries(isSet.map(([name, value]) => [name, value === 'true'])),
    ...given(texts),
  } as AgencyNumber;
  return { line, insurer, number };
}
