import { agencyFile, type NumberLine } from '@affinity-engine/client/agency-file';
import { fitsOneCall, previewNumbers, type NewNumber, type Owner } from './agency.js';
import { Refused, type FieldProblem, type Shape } from './engine.js';

/** A line of a file beside what is registered. The problems are those of its columns. */
export type ComparedLine = Pick<Shape<'NumberPreview'>, 'outcome' | 'changes' | 'becomes_default_for'> & {
  readonly line: number;
  readonly insurer: string;
  readonly number: string;
  readonly problems: readonly FieldProblem[];
};

/** What a file would do: first what stands against it, last what it leaves as it is. */
export type Comparison = { readonly lines: readonly ComparedLine[]; readonly numbers: readonly NewNumber[] };

/** How often the engine is asked again without the lines that it refused: each time it lists some. The rest is then left out. */
const mostTries = 5;

const order = ['faulty', 'changed', 'added', 'superseded', 'unchanged'] as const;

/**
 * Compares a CSV file with what is registered for an owner. Nothing is changed, and every line that has a problem is there
 * beside what would become of the others. Where very many are refused, only some are there. Null: all of the file is too
 * much for one call, and nothing was sent.
 * @throws {Refused} where it is not about a line
 */
export async function compareFile(owner: Owner, text: string): Promise<Comparison | null> {
  const file = agencyFile(text);
  const numbers = file.numbers.map(newNumber);
  if (!fitsOneCall(owner, numbers)) return null;
  const problems = new Map<number, FieldProblem[]>();
  const add = (line: number, path: string, expected: string): void => {
    problems.set(line, [...(problems.get(line) ?? []), { path, expected }]);
  };
  for (const { line, path, expected } of file.problems) add(line, path ?? '', expected);
  const previews = new Map<number, Shape<'NumberPreview'>>();
  for (let tries = 1; tries <= mostTries; tries += 1) {
    const good = file.numbers.filter(({ line }) => !problems.has(line));
    if (good.length === 0) break;
    try {
      const { lines } = await previewNumbers(owner, good.map(newNumber));
      lines?.forEach((preview, at) => previews.set(good[at]?.line ?? 0, preview));
      break;
    } catch (failure) {
      const refused = refusedLines(failure, good);
      if (refused.length === 0) throw failure;
      for (const { line, path, expected } of refused) add(line, path, expected);
    }
  }
  for (const [line, { faults }] of previews)
    for (const { path, expected } of faults) add(line, columnOf(path), expected);
  const compared = file.numbers.flatMap((each): readonly ComparedLine[] => {
    const { outcome = 'faulty', changes = [], becomes_default_for = [] } = previews.get(each.line) ?? {};
    const its = problems.get(each.line) ?? [];
    if (outcome === 'faulty' && its.length === 0) return [];
    return [{ ...shown(each), outcome, changes, becomes_default_for, problems: its }];
  });
  const begun = new Set(file.numbers.map(({ line }) => line));
  const others = [...problems].flatMap(([line, its]) => (begun.has(line) ? [] : [lineAlone(line, its)]));
  const lines = [...others, ...compared].sort((one, other) => placeOf(one) - placeOf(other) || one.line - other.line);
  return { lines, numbers };
}

const placeOf = ({ outcome }: ComparedLine): number => order.indexOf(outcome);

const shown = ({ line, insurer, number }: NumberLine) => ({
  ...{ line, insurer: Object.values(insurer).join(', '), number: number.agencyNumber },
});

/** A line in which no number begins. */
const lineAlone = (line: number, problems: readonly FieldProblem[]): ComparedLine => ({
  ...{ line, insurer: '', number: '', outcome: 'faulty', changes: [], becomes_default_for: [], problems },
});

function newNumber({ insurer, number }: NumberLine): NewNumber {
  const { baFinId, insurerId, supervisingAuthorityId } = insurer;
  const texts = {
    ...{ match_code: number.matchCode, external_insurer_id: number.externalInsurerId },
    ...{ external_unique_id: number.externalUniqueId, internal_comment: number.internalComment },
    collection_type: number.collectionType,
  };
  return {
    insurer: given({
      ...{ ba_fin_id: baFinId, insurer_id: insurerId, supervising_authority_id: supervisingAuthorityId },
    }),
    agency_number: number.agencyNumber,
    ...given(texts),
    ...{ default_for_tenders: number.defaultForTenders, default_for_calculations: number.defaultForCalculations },
    active: number.active,
  };
}

/** What has a value. */
const given = <Texts extends object>(texts: Texts) =>
  Object.fromEntries(Object.entries(texts).filter(([, value]) => value !== undefined)) as {
    [Name in keyof Texts]?: Exclude<Texts[Name], undefined>;
  };

type RefusedLine = FieldProblem & { readonly line: number };

/** The lines that a refusal is about; none where it is about something else, too. */
function refusedLines(failure: unknown, sent: readonly NumberLine[]): readonly RefusedLine[] {
  if (!(failure instanceof Refused)) return [];
  const found = failure.faults.flatMap(({ path, expected }) => {
    const [, at, field = ''] = /^numbers\[(\d+)\]\.?(.*)$/.exec(path) ?? [];
    const line = sent[Number(at)]?.line;
    return line === undefined ? [] : [{ line, path: columnOf(field), expected }];
  });
  return found.length === failure.faults.length ? found : [];
}

/** The column of a field that the engine names: `insurer.ba_fin_id` is `baFinId`. */
const columnOf = (path: string): string =>
  (path.split('.').at(-1) ?? '').replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
