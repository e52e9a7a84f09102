import type { ValidateFunction } from 'ajv/dist/2020.js';
import type { Particulars, Product } from '@affinity-engine/catalogue';
import type { PlainDate, Problem } from '@affinity-engine/kernel';
import { dayReader, withDays } from './days.js';
import { problemsOf } from './problems.js';
import { validator } from './formats.js';
import { isWithinSizeLimits, mostCharacters, mostDepth, mostValues } from './size-limits.js';

/** Which of a product's two schemas to check against. */
export type ParticularsKind = 'holder' | 'item';

/** What is wrong with a holder or an item, empty is good; and the value with each date as a day `yyyy-mm-dd`. */
export type CheckedParticulars<Value> = { readonly problems: readonly Problem[]; readonly value: Value };

/** Checks a holder or an item. A date of birth must lie before `today`. */
export type CheckParticulars = <Value>(
  product: Product,
  kind: ParticularsKind,
  value: Value,
  today: PlainDate,
) => CheckedParticulars<Value>;

/** The property names of the affinity dialect: the first part of every path. */
const wireNames = { holder: 'affinity_holder', item: 'item' } as const satisfies Record<ParticularsKind, string>;

/** Requests pin versions, so several versions of a product are in use; a catalogue has few. */
const mostCompiled = 500;

/**
 * Makes a check against each product's own schema. A schema is compiled once for each product version. Null and
 * undefined mean that no value was sent.
 */
export function particularsChecker(): CheckParticulars {
  const compiled = new Map<string, ValidateFunction>();
  const ajv = validator();
  const days = dayReader(ajv);
  const compile = (key: string, particulars: Particulars): ValidateFunction => {
    const known = compiled.get(key);
    if (known) return known;
    if (compiled.size >= mostCompiled) {
      compiled.clear();
      ajv.removeSchema();
    }
    const validate = ajv.compile(withDays(particulars.schema));
    compiled.set(key, validate);
    return validate;
  };
  return (product, kind, value, today) => {
    const [name, particulars] = [wireNames[kind], product[kind]];
    const one = (expected: string) => ({ problems: [{ path: name, expected }], value });
    if (value === null || value === undefined) {
      return particulars?.required ? one('an object; it is missing') : { problems: [], value };
    }
    if (!particulars) return isEmpty(value) ? { problems: [], value } : one('nothing: this product asks for none');
    if (!isWithinSizeLimits(value)) return one(modesty);
    const validate = compile(`${product.id} ${product.version} ${kind}`, particulars);
    const read = days.read(today, value, () => validate(value));
    return { problems: validate.errors ? problemsOf(name, particulars.schema, validate.errors) : [], value: read };
  };
}

const modesty = `at most ${mostValues} values and ${mostCharacters} characters, nested at most ${mostDepth} deep`;

const isEmpty = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length === 0;
