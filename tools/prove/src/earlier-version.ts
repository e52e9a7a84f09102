import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const project = join(import.meta.dirname, '../../..');
const migrations = 'libs/adapter-knex/src/schema';

const git = (...args: readonly string[]): string =>
  execFileSync('git', args, { cwd: project, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }).trim();

/** The last commit before the migrations of the newest day: its processes run until the database is contracted. */
function lastBeforeMigrations(): string {
  const added = git('log', '--reverse', '--diff-filter=A', '--format=%H', '--name-only', '--', migrations).split('\n');
  const days = added.flatMap((line) => /(\d{4}-\d\d-\d\d)-[^/]+\.ts$/.exec(line)?.[1] ?? []);
  const newest = days.sort().at(-1) ?? '';
  const first = added.findIndex((line) => line.includes(`/${newest}-`));
  const commit = added.slice(0, first).findLast((line) => /^[0-9a-f]{40}$/.test(line));
  if (commit === undefined) throw new Error('PROVE_UPGRADE_FROM: no commit has migrations before it; name one');
  return git('rev-parse', `${commit}^`);
}

/**
 * Builds an earlier version in a folder of its own.
 * @param from a commit, or the folder of a checkout with its bundles; undefined for the last version before the migrations
 * of the newest day
 */
export function earlierVersion(from: string | undefined, progress: (text: string) => void) {
  if (from !== undefined && existsSync(join(from, 'apps/api/bundle/main.js')))
    return { folder: from, remove: () => undefined };
  const commit = from ?? lastBeforeMigrations();
  const folder = join(mkdtempSync(join(tmpdir(), 'affinity-engine-earlier-')), 'project');
  const remove = () => {
    git('worktree', 'remove', '--force', folder);
    rmSync(join(folder, '..'), { recursive: true, force: true });
  };
  git('worktree', 'add', '--detach', folder, commit);
  try {
    progress(`building ${commit.slice(0, 12)}, which takes minutes`);
    for (const args of [['ci'], ['run', 'build']]) {
      execFileSync('npm', args, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
    }
  } catch (failure) {
    remove();
    throw failure;
  }
  return { folder, remove };
}
