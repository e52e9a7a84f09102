import type { Ids } from '../ports.js';

/**
 * Identifiers a test can foretell: `affinity-1`, `affinity-2`, … with a prefix, otherwise in the form of a
 * version 4 UUID, `00000000-0000-4000-8000-000000000001` and on.
 */
export function countingIds(prefix?: string): Ids {
  let count = 0;
  const uuid = (): string => `00000000-0000-4000-8000-${count.toString(16).padStart(12, '0')}`;
  return {
    next: () => {
      count += 1;
      return prefix === undefined ? uuid() : `${prefix}-${count}`;
    },
  };
}
