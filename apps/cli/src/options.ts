import { parseArgs } from 'node:util';

/** An invalid command line, reported in one line. */
export class UsageError extends Error {}

/**
 * The options of a command line: those with a value, and flags without.
 * @throws UsageError for one that is not among the names
 */
export function options<Name extends string, Flag extends string = never>(
  args: readonly string[],
  names: readonly Name[],
  flags: readonly Flag[] = [],
) {
  try {
    const known = Object.fromEntries([
      ...names.map((name) => [name, { type: 'string' }] as const),
      ...flags.map((name) => [name, { type: 'boolean' }] as const),
    ]);
    const { values } = parseArgs({ args: [...args], options: known, allowPositionals: false });
    return values as Partial<Record<Name, string> & Record<Flag, boolean>>;
  } catch (failure) {
    throw new UsageError(failure instanceof Error ? failure.message : String(failure));
  }
}
