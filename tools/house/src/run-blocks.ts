import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '@affinity-engine/test-harness';
import { projectRoot } from './papers.js';

/** A block of commands, and where its reader finds it, as `docs/guides/webhooks.md:64`. */
export type Block = { readonly place: string; readonly code: string };

/** What a reader's own folder does not share with this one. */
const notShared = new Set(['.data', '.git', '.nx', '.reports']);

/** A folder like that of the project after `npm ci`, without data: files that examples leave do not get into this one. */
export function readersFolder(): string {
  const folder = temporaryFolder();
  for (const name of readdirSync(projectRoot).filter((each) => !notShared.has(each)))
    symlinkSync(join(projectRoot, name), join(folder, name));
  return folder;
}

/**
 * Runs the blocks in their order in one bash, as a reader pastes them one after the other. The environment is PATH and
 * HOME. Programs that a block left running end with it. Packages are not installed: they are those of this project.
 * @returns the lines that they wrote
 * @throws Error with the place and the output of the block that failed
 */
export async function runBlocks(blocks: readonly Block[], folder: string): Promise<readonly string[]> {
  const installing = blocks.find(({ code }) => /\bnpm (?:ci|i|install)\b/.test(code));
  if (installing !== undefined) throw new Error(`${installing.place} installs packages`);
  const logs = join(temporaryFolder(), 'logs');
  mkdirSync(logs);
  blocks.forEach(({ code }, index) => writeFileSync(join(logs, `${index}.sh`), code));
  const code = await bash(driver(blocks.length), [logs], folder);
  const written = blocks.map((_, index) => `${textOf(join(logs, `${index}.out`))}`);
  if (code !== 0) {
    const at = Number(textOf(join(logs, 'at')));
    const wrong = textOf(join(logs, `${at}.err`));
    throw new Error(`${blocks[at]?.place} failed with ${code}\n${written[at]}${wrong}`);
  }
  return written.flatMap((text) => text.split('\n').filter((line) => line !== ''));
}

/** Sources each block, and stops at the first that fails. */
const driver = (count: number): string => `
set -eo pipefail
trap 'for job in $(jobs -p); do kill "$job" || true; done 2>/dev/null' EXIT
logs=$1; shift
${Array.from({ length: count }, (_, at) => `echo ${at} >"$logs/at"; . "$logs/${at}.sh" >"$logs/${at}.out" 2>"$logs/${at}.err"`).join('\n')}
`;

/** @returns the exit status */
function bash(script: string, args: readonly string[], folder: string): Promise<number | null> {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn('bash', ['--noprofile', '--norc', '-c', script, 'bash', ...args], {
    cwd: folder,
    env: { PATH, HOME },
    stdio: 'ignore',
  });
  return new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return ''; // the block was not reached
  }
}
