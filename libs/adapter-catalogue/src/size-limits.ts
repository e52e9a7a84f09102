/** More values than any product asks for; a larger input is refused before it is checked. */
export const mostValues = 2_000;

/** Deeper than any product's schema. */
export const mostDepth = 10;

/** Characters of all names and texts together. */
export const mostCharacters = 65_536;

/** Whether a value is small enough to list all its problems. */
export function isWithinSizeLimits(value: unknown): boolean {
  let level: readonly unknown[] = [value];
  let [values, characters] = [0, 0];
  for (let depth = 0; level.length > 0; depth += 1) {
    values += level.length;
    characters += level.reduce<number>((sum, each) => sum + charactersOf(each), 0);
    if (depth > mostDepth || values > mostValues || characters > mostCharacters) return false;
    level = level.flatMap(childrenOf);
  }
  return true;
}

function childrenOf(value: unknown): readonly unknown[] {
  return typeof value === 'object' && value !== null ? Object.values(value) : [];
}

function charactersOf(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 0;
  return Object.keys(value).reduce((sum, name) => sum + name.length, 0);
}
