import { parseArgs } from 'node:util';

/** An invalid command line, reported in one line. */
export class UsageError extends Error {}

/** The options of a command line. @throws UsageError for one that is not among the names */
export function options<Name extends string>(args: readonly string[], names: readonly Name[]) {
  try {
    const known = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
    const { values } = parseArgs({ args: [...args], options: known, allowPositionals: false });
    return values as Partial<Record<Name, string>>;
  } catch (failure) {
    throw new UsageError(failure instanceof Error ? failure.message : String(failure));
  }
}
