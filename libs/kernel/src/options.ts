import { isPlainDate } from './calendar.js';
import { DomainError } from './domain-error.js';
import { excerpt, kernelError } from './errors.js';
import type { OptionErrorCode } from './errors.js';

/** A value as it appears in a message: texts are quoted, so that `"1"` and `1` differ. */
function shown(given: unknown): string {
  if (typeof given === 'string') return JSON.stringify(excerpt(given));
  return typeof given === 'object' && given !== null ? 'an object' : excerpt(given);
}

/** What is wrong with a value that a caller gave by this name. */
export const sentence = (name: string, expected: string, given: unknown): string =>
  `${name}: expected ${expected}; it is ${shown(given)}.`;

/** The error of a wrong option: its name, what was expected, and the value. */
export function optionError(name: string, expected: string, given: unknown): DomainError<OptionErrorCode> {
  const message = sentence(name, expected, given);
  return new DomainError('OPTION-INVALID', message, { name, expected, given: shown(given) });
}

/**
 * Checks that an option has one of a few values. TypeScript checks it at compile time; in plain JavaScript a
 * misspelled word would otherwise select another rule.
 *
 * @throws OPTION-INVALID
 */
export function checkOption(name: string, given: unknown, allowed: readonly unknown[]): void {
  if (!allowed.includes(given)) throw optionError(name, `one of ${allowed.map(String).join(', ')}`, given);
}

/**
 * Checks that an object has options of these names only. TypeScript checks literals at compile time; elsewhere a
 * misspelled option would be passed over.
 *
 * @throws OPTION-INVALID with the first other name
 */
export function checkNames(given: object, names: readonly string[]): void {
  for (const [name, value] of Object.entries(given)) {
    if (!names.includes(name)) throw optionError(name, `one of the options ${names.join(', ')}`, value);
  }
}

/** Checks that a value is a list. @throws OPTION-INVALID */
export function checkList(name: string, given: unknown, expected = 'a list'): void {
  if (!Array.isArray(given)) throw optionError(name, expected, given);
}

/** Checks that a value is a text. @throws OPTION-INVALID */
export function checkText(name: string, given: unknown): void {
  if (typeof given !== 'string') throw optionError(name, 'a text', given);
}

/** Checks that a value is true or false. @throws OPTION-INVALID for a text such as `'false'`, which is truthy */
export function checkSwitch(name: string, given: unknown, expected = 'true or false'): void {
  if (typeof given !== 'boolean') throw optionError(name, expected, given);
}

/** Checks that a value is a valid day; the error names the option. @throws DATE-INVALID */
export function checkDay(name: string, given: unknown): void {
  if (isPlainDate(given)) return;
  const expected = 'a day of the calendar between the years 1900 and 9999, yyyy-mm-dd';
  throw kernelError('DATE-INVALID', { name, date: shown(given) }, sentence(name, expected, given));
}

const wholeInstant = /T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;

/** Checks that a value is a moment as `instant` returns it; the error names the option. @throws INSTANT-INVALID */
export function checkInstant(name: string, given: unknown): void {
  if (typeof given === 'string' && given.length === 24 && wholeInstant.test(given) && isPlainDate(given.slice(0, 10))) {
    return;
  }
  const expected = 'a moment in UTC with milliseconds, of instant(…)';
  throw kernelError('INSTANT-INVALID', { name, instant: shown(given) }, sentence(name, expected, given));
}
