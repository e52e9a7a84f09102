/** Anything but ASCII, written as it is or as JSON escapes it. */
const mayBeDecomposed = /[^\p{ASCII}]|\\u/u;

/** Whether a JSON text may have texts that are not in Normalization Form C. */
export const needsComposing = (json: string): boolean => mayBeDecomposed.test(json);

/** A value with its texts in Normalization Form C, so that one is found however its letters were sent. */
export function composed(value: unknown): unknown {
  if (typeof value === 'string') return value.normalize('NFC');
  if (Array.isArray(value)) return value.map(composed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, composed(each)]));
}
