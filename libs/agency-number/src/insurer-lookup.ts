import { catalogueError, type Insurer } from '@affinity-engine/catalogue';
import type { InsurerNumbers } from './agency-number.js';
import { agencyError } from './errors.js';

/** The numbers that can name an insurer. */
export const insurerKeys = ['id', 'baFinId', 'insurerId', 'supervisingAuthorityId'] as const;

export type InsurerKey = (typeof insurerKeys)[number];

/** The insurer that all given numbers belong to, or why none was found. */
export type Lookup =
  | { readonly insurer: Insurer }
  | { readonly code: 'INSURER-REQUIRED' | 'INSURER-AMBIGUOUS' }
  | { readonly code: 'INSURER-UNKNOWN'; readonly key: InsurerKey };

/** Finds an insurer by its numbers: all given numbers must be its own. */
export function lookUp(numbers: InsurerNumbers, insurers: readonly Insurer[]): Lookup {
  const given = insurerKeys.filter((key) => numbers[key] !== undefined);
  if (given.length === 0) return { code: 'INSURER-REQUIRED' };
  const unknown = given.find((key) => insurers.every((insurer) => insurer[key] !== numbers[key]));
  if (unknown !== undefined) return { code: 'INSURER-UNKNOWN', key: unknown };
  const [insurer, another] = insurers.filter((each) => given.every((key) => each[key] === numbers[key]));
  return insurer === undefined || another !== undefined ? { code: 'INSURER-AMBIGUOUS' } : { insurer };
}

/** Finds the insurer of these numbers. @throws INSURER-REQUIRED, INSURER-UNKNOWN, INSURER-AMBIGUOUS */
export function insurerNamed(numbers: InsurerNumbers, insurers: readonly Insurer[]): Insurer {
  const found = lookUp(numbers, insurers);
  if ('insurer' in found) return found.insurer;
  if (found.code !== 'INSURER-UNKNOWN') throw agencyError(found.code);
  throw catalogueError(found.code, { key: found.key });
}
