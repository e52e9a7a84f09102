import { isLine } from '@affinity-engine/kernel';
import { formatted } from './formats.js';
import type { ChoiceQuestion, Format } from './question.js';
import { chosen, problem, isAbsent } from './reading.js';
import type { Reading } from './reading.js';

/** The most characters of a text without a maximum of its own. */
export const longestText = 500;

const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The limits of a text question, its format already chosen. */
export type TextLimits = {
  readonly minLength?: number | undefined;
  readonly maxLength?: number | undefined;
  readonly format?: Format | undefined;
};

/** Reads one line of text and trims it. The length is counted in characters (code points), without the mask. */
export function readText({ minLength = 1, maxLength = longestText, format }: TextLimits, answer: unknown): Reading {
  if (typeof answer !== 'string') return problem('wrong-type');
  const line = isAbsent(answer) ? '' : answer.trim();
  // No mask makes a text five times as long, so a longer text need not be read.
  if (line.length > 5 * maxLength) return problem('out-of-range');
  const value = !isLine(line) ? null : format === undefined ? line : formatted(line, format);
  if (value === null) return problem('malformed');
  const length = [...value].length;
  return length < minLength || length > maxLength ? problem('out-of-range') : { value, text: value };
}

/** Reads one of the choices; the text must be equal. */
export function readChoice({ choices }: Pick<ChoiceQuestion, 'choices'>, answer: unknown): Reading {
  return typeof answer === 'string' ? chosen(answer.trim(), choices) : problem('wrong-type');
}

/** Reads a UUID, in lower case. */
export function readGuid(answer: unknown): Reading {
  if (typeof answer !== 'string') return problem('wrong-type');
  const value = answer.trim().toLowerCase();
  return guid.test(value) ? { value, text: value } : problem('malformed');
}
