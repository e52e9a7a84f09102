import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { NotBuilt, pack } from './pack.js';

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
    if (!(failure instanceof NotBuilt) && !(failure instanceof TypeError)) throw failure;
    process.stderr.write(`${failure.message}\n`);
    return failure instanceof NotBuilt ? 1 : 2;
  }
}
