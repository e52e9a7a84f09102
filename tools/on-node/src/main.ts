import { spawnSync } from 'node:child_process';
import { delimiter } from 'node:path';
import { parseArgs } from 'node:util';
import { nodeVersion, Refused, root } from './node-version.js';
import { projectsOf } from './projects.js';

const usage = `Runs the tests on another version of Node.js, which npm fetches.

Usage: npm run test:node -- VERSION [--only PROJECT,…]

  VERSION   for example 24, 22 or 20.19: the newest of these
  --only    only the tests of these projects, by the names of their folders; without it, all of npm test
`;

/** @returns the exit status: that of the tests, or 2 where none ran */
function main(): number {
  try {
    const options = { only: { type: 'string' }, help: { type: 'boolean', short: 'h' } } as const;
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    const [wanted, ...more] = positionals;
    if (values.help === true || wanted === undefined || more.length > 0) {
      process.stdout.write(usage);
      return values.help === true ? 0 : 2;
    }
    const projects = values.only === undefined ? null : projectsOf(values.only);
    const { version, folder } = nodeVersion(wanted);
    process.stdout.write(`Node.js ${version} in ${folder}\n`);
    return projects === null ? run(folder, 'npm test') : run(folder, testsOf(projects));
  } catch (failure) {
    if (!(failure instanceof Refused) && !(failure instanceof TypeError)) throw failure;
    process.stderr.write(`${failure.message}\n`);
    return 2;
  }
}

const testsOf = (projects: readonly string[]): string =>
  `npm run build && npx nx run-many -t test --output-style=stream -p ${projects.join(',')}`;

/** Runs a command line with this Node.js first on the path. A daemon of nx would go on with the one it began with. */
function run(folder: string, command: string): number {
  const env = { ...process.env, PATH: `${folder}${delimiter}${process.env['PATH']}`, NX_DAEMON: 'false' };
  return spawnSync(command, { cwd: root, env, shell: true, stdio: 'inherit' }).status ?? 1;
}

process.exitCode = main();
