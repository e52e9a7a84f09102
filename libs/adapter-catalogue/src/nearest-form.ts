import type { ErrorObject } from 'ajv/dist/2020.js';
import { asSchema, childOf, listOf } from './schema.js';

/**
 * The errors of a validation, each choice of forms replaced by the errors of the form that the value comes nearest to.
 * A choice stays one error where no form is nearer than the others, or where it is none of objects.
 */
export function withNearestForms(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const read: ErrorObject[] = [];
  for (const error of errors) {
    if (!isChoice(error)) read.push(error);
    else {
      // The errors of the forms come right before that of their choice.
      const last = read.findLastIndex(({ instancePath }) => !isAtOrBelow(instancePath, error.instancePath));
      const before = read.splice(last + 1);
      const [inner, others] = [before.filter(isOf(error)), before.filter((each) => !isOf(error)(each))];
      for (const each of [others, nearestForm(error, inner) ?? [error]].flat()) read.push(each);
    }
  }
  return read;
}

const isOf =
  (choice: ErrorObject) =>
  ({ schemaPath }: ErrorObject): boolean =>
    schemaPath.startsWith(`${choice.schemaPath}/`);

const isChoice = ({ keyword, params }: ErrorObject): boolean =>
  keyword === 'anyOf' || (keyword === 'oneOf' && params['passingSchemas'] === null);

const isAtOrBelow = (path: string, top: string): boolean => path === top || path.startsWith(`${top}/`);

type Form = { readonly errors: readonly ErrorObject[]; readonly distance: number };

/** The errors of the form with the shortest distance, undefined if several have it. */
function nearestForm(choice: ErrorObject, inner: readonly ErrorObject[]): readonly ErrorObject[] | undefined {
  if (asSchema(choice.data) === undefined) return undefined;
  const branches = listOf(asSchema(choice.parentSchema) ?? {}, choice.keyword);
  const [first, second] = branches
    .flatMap((branch, at): readonly Form[] => {
      const own = inner.filter(({ schemaPath }) => schemaPath.startsWith(`${choice.schemaPath}/${at}/`));
      const isObject = childOf(asSchema(branch) ?? {}, 'properties') !== undefined;
      return isObject && own.length > 0 ? [{ errors: own, distance: distanceOf(own, choice.instancePath) }] : [];
    })
    .toSorted((one, other) => one.distance - other.distance);
  return first === undefined || first.distance === second?.distance ? undefined : first.errors;
}

/** A property that says which form is meant counts more than any number of others. */
const distanceOf = (errors: readonly ErrorObject[], at: string): number =>
  errors.reduce((sum, error) => sum + (isOtherForm(error, at) ? 1_000 : 1), 0);

const isOtherForm = ({ keyword, instancePath }: ErrorObject, at: string): boolean =>
  keyword === 'const' && instancePath.lastIndexOf('/') === at.length;
