import type { ErrorObject } from 'ajv/dist/2020.js';
import type { JsonSchema } from '@affinity-engine/catalogue';
import type { Problem } from '@affinity-engine/kernel';
import { choiceOf, expectationOf } from './expectation.js';
import { asSchema, childOf, listOf, pathOf, schemaAt, shortened, stepsOf } from './schema.js';

export type Fault = Problem;

/** No reader is helped by more. */
export const mostFaults = 50;

/** What only tells that a branch failed, when its own findings are told already. */
const silent = new Set(['if', 'allOf', '$ref']);

/**
 * The findings of a validation in readable English, one per path, in the order found.
 *
 * `name` is what the whole value is called: the first word of every path.
 */
export function faultsOf(
  name: string,
  root: JsonSchema,
  errors: readonly ErrorObject[],
  most: number = mostFaults,
): readonly Fault[] {
  const choices = errors
    .filter(({ keyword }) => keyword === 'anyOf' || keyword === 'oneOf')
    .map((error) => `${error.schemaPath}/`);
  const faults = new Map<string, Fault>();
  for (const error of errors) {
    if (isToldByAnother(error) || choices.some((choice) => error.schemaPath.startsWith(choice))) continue;
    const fault = faultOf(name, root, error);
    if (!faults.has(fault.path)) faults.set(fault.path, fault);
    if (faults.size === most) break;
  }
  return [...faults.values()];
}

/** A property name's own fault is told by `propertyNames`. */
function isToldByAnother(error: ErrorObject): boolean {
  return silent.has(error.keyword) || (error.propertyName !== undefined && error.keyword !== 'propertyNames');
}

function faultOf(name: string, root: JsonSchema, error: ErrorObject): Fault {
  const steps = stepsOf(error.instancePath);
  const told = tellers[error.keyword]?.(root, steps, error);
  return told
    ? {
        path: pathOf(name, told.steps),
        expected: told.expected,
        ...(told.kind === undefined ? {} : { kind: told.kind }),
      }
    : { path: pathOf(name, steps), expected: expectationOf(root, schemaAt(root, steps) ?? parentOf(error)) };
}

/** The schema that found the fault, where it lies in a branch no path leads to. */
const parentOf = (error: ErrorObject): JsonSchema => asSchema(error.parentSchema) ?? {};

type Told = { readonly steps: readonly string[]; readonly expected: string; readonly kind?: 'missing' | 'unknown' };

const tellers: Readonly<Record<string, (root: JsonSchema, steps: readonly string[], error: ErrorObject) => Told>> = {
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
  propertyNames: (_root, at, error) => ({
    steps: [...at, shortened(String(error.params['propertyName']))],
    expected: String(asSchema(error.schema)?.['description'] ?? 'a shorter property name'),
  }),
};

function choice(root: JsonSchema, at: readonly string[], error: ErrorObject): Told {
  return { steps: at, expected: choiceOf(root, listOf(parentOf(error), error.keyword)) };
}
