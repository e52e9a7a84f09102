import { printProblems, type Problem, type Typeface } from '@affinity-engine/kernel';
import { pathOf } from './schema.js';

/** Properties of catalogue files whose texts are printed. */
const printed = new Set([
  ...['name', 'title', 'text', 'paragraphs', 'description'],
  ...['processNumber', 'groupPolicyNumber', 'phone', 'email', 'ombudsman'],
]);

/** Parts without printed texts. */
const silent = new Set(['holder', 'rating', 'underwriting']);

type Text = readonly [path: string, text: string];

/** The texts of a catalogue file that documents could not print. */
export const unprintableTexts = (typeface: Typeface, file: unknown): readonly Problem[] =>
  printProblems(typeface, textsIn(file, [], printed));

/** Of a schema only the titles are printed. */
function textsIn(value: unknown, at: readonly string[], names: ReadonlySet<string>): readonly Text[] {
  if (typeof value === 'string') {
    const name = at.findLast((step) => !/^\d+$/.test(step));
    return name !== undefined && names.has(name) ? [[pathOf('$', at), value]] : [];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([step, each]: readonly [string, unknown]) =>
    silent.has(step) ? [] : textsIn(each, [...at, step], step === 'schema' ? titles : names),
  );
}

const titles = new Set(['title']);
