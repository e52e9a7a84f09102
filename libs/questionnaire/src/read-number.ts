import { compareRatios, decimal } from '@affinity-engine/kernel';
import type { DecimalQuestion, IntegerQuestion } from './question.js';
import { chosen, problem } from './reading.js';
import type { Reading } from './reading.js';

const wholeText = /^-?(?:0|[1-9]\d*)$/;
const decimalText = /^(-?)(0|[1-9]\d*)(?:\.(\d+))?$/;
const decimalPlaces = 2;

/** Fifteen with the two places: a JSON number keeps that many digits exactly. */
const mostDigits = 13;

/** Reads a whole number within its bounds, one of the choices if there are any. */
export function readInteger({ min, max, choices }: IntegerQuestion, answer: unknown): Reading {
  const given = typeof answer === 'string' && wholeText.test(answer.trim()) ? Number(answer) : answer;
  if (given === Infinity && typeof answer === 'string') return problem('out-of-range');
  if (typeof given !== 'number' || !Number.isInteger(given)) return problem('wrong-type');
  const value = given + 0;
  const outside = (min !== undefined && value < min) || (max !== undefined && value > max);
  return outside || !Number.isSafeInteger(value) ? problem('out-of-range') : chosen(value, choices);
}

/**
 * Reads an exact decimal: `20.50` becomes `20.5`; up to 13 digits before the point and two after it. A number is read
 * by the digits JSON would write, without binary fractions.
 */
export function readDecimal({ min, max }: Pick<DecimalQuestion, 'min' | 'max'>, answer: unknown): Reading {
  if (typeof answer !== 'string' && !Number.isFinite(answer)) return problem('wrong-type');
  if (typeof answer === 'number' && Math.abs(answer) >= 10 ** mostDigits) return problem('out-of-range');
  const [found, sign = '', units = '', fraction = ''] = decimalText.exec(String(answer).trim()) ?? [];
  if (found === undefined) return problem(typeof answer === 'number' ? 'malformed' : 'wrong-type');
  if (fraction.length > decimalPlaces) return problem('malformed');
  if (units.length > mostDigits) return problem('out-of-range');
  const value = canonical(sign, units, fraction);
  return isBetween(value, min, max) ? { value, text: value } : problem('out-of-range');
}

function canonical(sign: string, units: string, fraction: string): string {
  const rest = fraction.replace(/0+$/, '');
  const digits = rest === '' ? units : `${units}.${rest}`;
  return digits === '0' ? digits : `${sign}${digits}`;
}

/** Whether an exact decimal is between two others, both included. @throws RATE-INVALID */
export function isBetween(value: string, min: string | undefined, max: string | undefined): boolean {
  const exact = decimal(value);
  const notBelow = min === undefined || compareRatios(exact, decimal(min)) >= 0;
  return notBelow && (max === undefined || compareRatios(exact, decimal(max)) <= 0);
}
