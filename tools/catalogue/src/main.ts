import { parseArgs } from 'node:util';
import { check, writeSchemas, type Outcome } from './commands.js';

const usage = `Checks a catalogue folder as the engine does when it starts, and lists every problem with its file and field.

Usage: npm run catalogue -- check FOLDER [--day 2026-12-31]
       npm run catalogue -- schemas FOLDER

  check     exits with 1 if there is a problem
  --day     the day on which every product needs a tax rate; today by default
  schemas   writes the JSON Schemas of the files into a folder, for editors
`;

const commands: Readonly<Record<string, (folder: string, day?: string) => Promise<Outcome> | Outcome>> = {
  check,
  schemas: (folder) => writeSchemas(folder),
};

process.exitCode = await main();

/** @returns the exit status: 2 for a command line that is not understood */
async function main(): Promise<number> {
  const parsed = commandLine();
  if (parsed === null) return 2;
  const { values, positionals } = parsed;
  const [name = '', folder, ...more] = positionals;
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (values.help === true || command === undefined || folder === undefined || more.length > 0) {
    process.stdout.write(usage);
    return values.help === true ? 0 : 2;
  }
  const { status, text } = await command(folder, values.day);
  (status === 0 ? process.stdout : process.stderr).write(`${text}\n`);
  return status;
}

function commandLine() {
  const options = { day: { type: 'string' }, help: { type: 'boolean', short: 'h' } } as const;
  try {
    return parseArgs({ options, allowPositionals: true });
  } catch (failure) {
    process.stderr.write(`${failure instanceof Error ? failure.message : String(failure)}\n`);
    return null;
  }
}
