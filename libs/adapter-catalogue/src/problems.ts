import type { ErrorObject } from 'ajv/dist/2020.js';
import type { JsonSchema } from '@affinity-engine/catalogue';
import type { Problem } from '@affinity-engine/kernel';
import { choiceOf, expectationOf } from './expectation.js';
import { withNearestForms } from './nearest-form.js';
import { asSchema, childOf, declaredNames, listOf, pathOf, schemaAt, shortened, stepsOf } from './schema.js';

/** A longer list helps no reader. */
export const mostProblems = 50;

/** Keywords that only repeat the errors of a branch. */
const silent = new Set(['if', 'allOf', '$ref']);

/**
 * The errors of a validation as problems in plain English, one per path, in the order found.
 *
 * `name` is the name of the whole value: the first part of every path.
 */
export function problemsOf(
  name: string,
  root: JsonSchema,
  errors: readonly ErrorObject[],
  most: number = mostProblems,
): readonly Problem[] {
  const problems = new Map<string, Problem>();
  let more = 0;
  for (const error of withNearestForms(errors)) {
    if (isRedundant(error)) continue;
    if (problems.size === most) {
      more += 1;
      continue;
    }
    const problem = problemOf(name, root, error);
    if (!problems.has(problem.path)) problems.set(problem.path, problem);
  }
  return more === 0 ? [...problems.values()] : [...problems.values(), furtherProblems(name, more)];
}

/** Says how many problems have no room in a list. */
const furtherProblems = (path: string, more: number): Problem => ({
  path,
  expected: `no further problems; ${more} more are not listed`,
});

/** Whether another error says the same; `propertyNames` says it for the name of a property. */
function isRedundant(error: ErrorObject): boolean {
  return silent.has(error.keyword) || (error.propertyName !== undefined && error.keyword !== 'propertyNames');
}

function problemOf(name: string, root: JsonSchema, error: ErrorObject): Problem {
  const steps = stepsOf(error.instancePath);
  const described: Described = describers[error.keyword]?.(root, steps, error) ?? {
    steps,
    expected: expectationOf(root, schemaAt(root, steps) ?? parentOf(error)),
  };
  const { expected, kind } = described;
  const [path, kept] = [described.steps, keptSteps(root, described.steps)].map((each) => pathOf(name, each)) as [
    string,
    string,
  ];
  return {
    path,
    expected,
    ...(kind === undefined ? {} : { kind }),
    ...(kept === path ? {} : { kept: { path: kept, expected } }),
  };
}

/** A place in a list; longer numbers may be names. */
const place = /^\d{1,4}$/;

/** The steps with * for names that are not the schema's. */
const keptSteps = (root: JsonSchema, steps: readonly string[]): readonly string[] =>
  steps.map((step) => (place.test(step) || declaredNames(root).has(step) ? step : '*'));

/** The schema that reported the error, for errors in a branch that no path leads to. */
const parentOf = (error: ErrorObject): JsonSchema => asSchema(error.parentSchema) ?? {};

type Described = {
  readonly steps: readonly string[];
  readonly expected: string;
  readonly kind?: 'missing' | 'unknown';
};

const describers: Readonly<
  Record<string, (root: JsonSchema, steps: readonly string[], error: ErrorObject) => Described>
> = {
  required: (root, at, error) => {
    const missing = String(error.params['missingProperty']);
    const steps = [...at, missing];
    const schema = schemaAt(root, steps) ?? childOf(childOf(parentOf(error), 'properties') ?? {}, missing);
    return { steps, expected: `${expectationOf(root, schema)}; it is missing`, kind: 'missing' };
  },
  additionalProperties: (_root, at, error) => {
    const known = Object.keys(childOf(parentOf(error), 'properties') ?? {});
    return {
      steps: [...at, String(error.params['additionalProperty'])],
      expected: `no such property; known are ${known.join(', ')}`,
      kind: 'unknown',
    };
  },
  anyOf: choice,
  oneOf: choice,
  civilDay: (_root, at, error) => ({ steps: at, expected: `a date before today, ${String(error.params['today'])}` }),
  propertyNames: (_root, at, error) => ({
    steps: [...at, shortened(String(error.params['propertyName']))],
    expected: String(asSchema(error.schema)?.['description'] ?? 'a shorter property name'),
  }),
};

function choice(root: JsonSchema, at: readonly string[], error: ErrorObject): Described {
  return { steps: at, expected: choiceOf(root, listOf(parentOf(error), error.keyword)) };
}
