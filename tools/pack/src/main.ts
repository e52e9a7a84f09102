import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { pack } from './pack.js';

const usage = `Packs every library of libs/ into a tarball that other projects can install.

Usage: npm run pack [-- --to FOLDER]      FOLDER is dist/packages by default
`;

process.exitCode = main();

/** @returns the exit status */
function main(): number {
  try {
    const { values } = parseArgs({ options: { to: { type: 'string' }, help: { type: 'boolean', short: 'h' } } });
    if (values.help === true) {
      process.stdout.write(usage);
      return 0;
    }
    const to = resolve(values.to ?? 'dist/packages');
    const names = pack(to);
    process.stdout.write(`${names.map((name) => `${name}\n`).join('')}${names.length} tarballs are in ${to}\n`);
    return 0;
  } catch (failure) {
    process.stderr.write(`${failure instanceof Error ? failure.message : String(failure)}\n\n${usage}`);
    return 2;
  }
}
