import type { QuestionnaireProblem } from './problem.js';
import type { Entry } from './question.js';

type Misfit = { readonly at: string; readonly expected: string };

/** Lists what is wrong with the shape of a value; `at` is its path. */
type Shape = (value: unknown, at: string) => readonly Misfit[];

const only =
  (expected: string, isRight: (value: unknown) => boolean): Shape =>
  (value, at) =>
    isRight(value) ? [] : [{ at, expected }];

const text = only('text', (value) => typeof value === 'string');
const flag = only('true or false', (value) => typeof value === 'boolean');
const number = only('a number', (value) => Number.isFinite(value));
const count = only('a whole number, not below zero', (value) => Number.isSafeInteger(value) && Number(value) >= 0);
const scalar = only('text, a number, true or false', (value) => ['string', 'number', 'boolean'].includes(typeof value));

const list =
  (of: Shape): Shape =>
  (value, at) =>
    Array.isArray(value) ? value.flatMap((each, index) => of(each, `${at}[${index}]`)) : [{ at, expected: 'a list' }];

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

type Properties = Readonly<Record<string, Shape>>;

/** An object with these properties and no others; those named first are required. */
const object =
  (required: Properties, optional: Properties = {}): Shape =>
  (value, at) => {
    if (!isObject(value)) return [{ at, expected: 'an object' }];
    const known = new Map(Object.entries({ ...required, ...optional }));
    const inner = (name: string) => (at === '' ? name : `${at}.${name}`);
    return [
      ...Object.keys(required)
        .filter((name) => value[name] === undefined)
        .map((name) => ({ at: inner(name), expected: 'a value; it is missing' })),
      ...Object.entries(value).flatMap(([name, each]) => {
        if (each === undefined) return [];
        const shape = known.get(name);
        const expected = `no such property; known are ${[...known.keys()].join(', ')}`;
        return shape === undefined ? [{ at: inner(name), expected }] : shape(each, inner(name));
      }),
    ];
  };

/** Deeper conditions are none that a person wrote. */
const deepest = 50;

/** @param around the conditions around it: an object may contain itself, several times too */
const conditionIn =
  (around: readonly unknown[]): Shape =>
  (value, at) => {
    if (around.length > deepest || around.includes(value)) {
      return [{ at, expected: `conditions nested at most ${deepest} deep` }];
    }
    const inner = conditionIn([...around, value]);
    const parts = list(inner);
    const kinds: readonly Properties[] = [
      { code: text, is: scalar },
      { code: text, in: list(scalar) },
      { code: text, answered: flag },
      { all: parts },
      { any: parts },
      { not: inner },
    ];
    const kind = isObject(value) && kinds.find((each) => (Object.keys(each).at(-1) ?? '') in value);
    const expected = 'a condition: code with is, in or answered; or all, any or not';
    return kind ? object(kind)(value, at) : [{ at, expected }];
  };

const condition = conditionIn([]);

const required: Shape = (value, at) => (typeof value === 'boolean' ? [] : condition(value, at));
const formats: Shape = (value, at) =>
  Array.isArray(value) ? list(object({ where: condition, format: text }))(value, at) : text(value, at);
const choices = (value: Shape) => list(object({ value, text }));
const items = { minItems: count, maxItems: count };

/** The properties of each type of question beside those of all. Which values are possible is checked afterwards. */
const questionTypes: Readonly<Record<string, Properties>> = {
  text: { minLength: count, maxLength: count, format: formats, default: text },
  integer: { min: number, max: number, choices: choices(number), default: number },
  decimal: { min: scalar, max: scalar, default: scalar },
  date: { min: text, max: text },
  guid: {},
  boolean: { choices: choices(flag), default: flag },
  choice: { choices: choices(text), default: text },
  list: { choices: choices(text), ...items },
} satisfies Readonly<Record<Exclude<Entry['type'], 'variants' | 'derived'>, Properties>>;

const asked = { code: text, type: text, text, required };

/** A question or another entry by its type. */
const byType =
  (types: Readonly<Record<string, Shape>>): Shape =>
  (value, at) => {
    if (!isObject(value)) return [{ at, expected: 'an object' }];
    const { type } = value;
    const shape = typeof type === 'string' && Object.hasOwn(types, type) ? types[type] : undefined;
    return shape?.(value, at) ?? [{ at: `${at}.type`, expected: `one of ${Object.keys(types).join(', ')}` }];
  };

const common = { applies: condition, checkedWith: list(text) };
const mapped = (of: (own: Properties) => Shape) =>
  Object.fromEntries(Object.entries(questionTypes).map(([type, own]) => [type, of(own)]));

const ofVariant = byType(mapped((own) => object(asked, { ...common, ...own })));

const entry = byType({
  ...mapped((own) => object({ ...asked, stage: text }, { ...common, ...own })),
  variants: object({ ...asked, stage: text, questions: list(ofVariant) }, { ...common, ...items }),
  derived: object({ code: text, stage: text, type: text, from: list(text) }),
});

const questionnaire = object({ stages: list(text), entries: list(entry) });

/** Everything wrong with the shape of a questionnaire, which may be any value; empty is good. */
export function shapeProblems(given: unknown): readonly QuestionnaireProblem[] {
  return questionnaire(given, '').map(({ at, expected }) => ({
    path: at,
    code: codeAt(given, at),
    problem: 'shape-invalid',
    expected,
  }));
}

/** The code of the entry a path leads into, empty if there is none. */
function codeAt(given: unknown, at: string): string {
  const index = /^entries\[(\d+)\]/.exec(at)?.[1];
  const found = index === undefined ? undefined : (given as { entries: readonly unknown[] }).entries[Number(index)];
  const code = isObject(found) ? found['code'] : undefined;
  return typeof code === 'string' ? code : '';
}
