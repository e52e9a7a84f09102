import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '..', '..', '..');

/** What the command line asks for cannot be done. The message is one line. */
export class Refused extends Error {}

/** The package that the npm package `node` installs for this machine. Taken directly, it needs no install script. */
const packageOfMachine = (): string => {
  const { platform, arch } = process;
  return `${platform === 'darwin' && arch === 'arm64' ? 'node-bin' : 'node'}-${platform}-${arch}`;
};

/** A Node.js: what it says it is, and the folder of its program. */
export type NodeVersion = { readonly version: string; readonly folder: string };

/**
 * A Node.js of a version, e.g. 24 or 20.19, from the npm registry; it is kept for the next time.
 * @throws Refused when npm does not have it, or this machine cannot run it
 */
export function nodeVersion(wanted: string): NodeVersion {
  if (!/^\d+(?:\.\d+){0,2}$/.test(wanted))
    throw new Refused(`${wanted}: expected a version of Node.js such as 24 or 20.19`);
  const name = packageOfMachine();
  const home = join(root, 'node_modules/.cache/affinity-engine-node', wanted);
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, 'package.json'), JSON.stringify({ name: 'node-version', private: true }));
  const folder = join(home, 'node_modules', name, 'bin');
  try {
    const options = ['--prefix', home, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
    execFileSync('npm', ['install', ...options, `${name}@${wanted}`], { cwd: home, stdio: 'pipe' });
    const version = execFileSync(join(folder, 'node'), ['--version'], { encoding: 'utf8', stdio: 'pipe' }).trim();
    return { version, folder };
  } catch (failure) {
    throw new Refused(`Node.js ${wanted} cannot be had as ${name}@${wanted}: ${firstLine(failure)}`);
  }
}

/** What npm says went wrong: its lines begin with codes that help nobody. */
function firstLine(failure: unknown): string {
  const { stderr, message } = failure as { readonly stderr?: unknown; readonly message: string };
  const lines = String(stderr ?? '')
    .split('\n')
    .map((line) => line.replace(/^npm error ?/, '').trim());
  return (
    lines.find((line) => line !== '' && !/^(?:code|errno|syscall|type) /.test(line)) ?? message.split('\n')[0] ?? ''
  );
}
