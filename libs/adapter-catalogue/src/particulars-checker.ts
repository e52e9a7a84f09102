import type { ValidateFunction } from 'ajv/dist/2020.js';
import type { Particulars, Product } from '@affinity-engine/catalogue';
import type { Problem } from '@affinity-engine/kernel';
import { problemsOf } from './problems.js';
import { validator } from './formats.js';
import { isWithinSizeLimits, mostCharacters, mostDepth, mostValues } from './size-limits.js';

/** Which of a product's two schemas to check against. */
export type ParticularsKind = 'holder' | 'item';

/** Lists the problems of a holder or an item; empty is good. */
export type CheckParticulars = (product: Product, kind: ParticularsKind, value: unknown) => readonly Problem[];

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
  const compile = (key: string, particulars: Particulars): ValidateFunction => {
    const known = compiled.get(key);
    if (known) return known;
    if (compiled.size >= mostCompiled) {
      compiled.clear();
      ajv.removeSchema();
    }
    const validate = ajv.compile(particulars.schema);
    compiled.set(key, validate);
    return validate;
  };
  return (product, kind, value) => {
    const [name, particulars] = [wireNames[kind], product[kind]];
    if (value === null || value === undefined) {
      return particulars?.required ? [{ path: name, expected: 'an object; it is missing' }] : [];
    }
    if (!particulars) return isEmpty(value) ? [] : [{ path: name, expected: 'nothing: this product asks for none' }];
    if (!isWithinSizeLimits(value)) return [{ path: name, expected: modesty }];
    const validate = compile(`${product.id} ${product.version} ${kind}`, particulars);
    return validate(value) ? [] : problemsOf(name, particulars.schema, validate.errors ?? []);
  };
}

const modesty = `at most ${mostValues} values and ${mostCharacters} characters, nested at most ${mostDepth} deep`;

const isEmpty = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length === 0;
