import { civilDate, isDomainError } from '@affinity-engine/kernel';
import type { DateQuestion } from './question.js';
import { problem } from './reading.js';
import type { Reading } from './reading.js';

/** Longer than any ISO 8601 moment the calendar reads. */
const longestDate = 64;

function isoDay(text: string): string | null {
  try {
    return civilDate(text);
  } catch (thrown) {
    if (isDomainError(thrown)) return null;
    throw thrown;
  }
}

/** Reads a day. A moment becomes its business day (America/Sao_Paulo): 2001-09-15T03:00:00.000Z is 2001-09-15. */
export function readDate({ min, max }: Pick<DateQuestion, 'min' | 'max'>, answer: unknown): Reading {
  if (typeof answer !== 'string') return problem('wrong-type');
  const value = answer.length > longestDate ? null : isoDay(answer.trim());
  if (value === null) return problem('malformed');
  const outside = (min !== undefined && value < min) || (max !== undefined && value > max);
  return outside ? problem('out-of-range') : { value, text: value };
}
