import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { atTheEnd, startNode, temporaryFolder, type Process } from '@affinity-engine/test-harness';
import { instructions } from './deployment.js';
import { projectRoot } from './papers.js';

/** The files of the image, on this machine. */
export type Image = {
  /** Runs a command as a container does: in the image's folder, as a user without rights. */
  run(command: readonly string[], env: Readonly<Record<string, string>>): Process;
};

/** The image's user, whom the image names: rights are given up only by a process that has some. */
export const imageUser = process.getuid?.() === 0 ? { uid: 1000, gid: 1000 } : undefined;

/**
 * Puts the files into a folder that the Dockerfile puts into the image, with nothing beside them. Nobody may write
 * there. The project must be built.
 */
export function assembleImage(): Image {
  const folder = join(temporaryFolder(), 'engine');
  mkdirSync(folder);
  chmodSync(dirname(folder), 0o755);
  const packages = productionPackages();
  for (const copied of instructions('COPY')) {
    const [, stage, source = ''] = /^--from=(\w+) \/engine\/(\S+) \.\/\2$/.exec(copied) ?? [];
    if (stage === 'build') cpSync(join(projectRoot, source), join(folder, source), { recursive: true });
    if (stage !== 'dependencies') continue;
    if (source !== 'node_modules') copyFromContext(source, folder);
    for (const each of packages.filter((path) => path === source || path.startsWith(`${source}/`)))
      cpSync(join(projectRoot, each), join(folder, each), {
        recursive: true,
        verbatimSymlinks: true,
        filter: (path) => path === join(projectRoot, each) || basename(path) !== 'node_modules',
      });
  }
  execFileSync('chmod', ['-R', 'a-w,a+rX', folder]);
  atTheEnd(() => void execFileSync('chmod', ['-R', 'u+w', folder]));
  return {
    run([program, ...args], env) {
      if (program !== 'node') throw new Error(`expected node, not ${program}`);
      return startNode({ args, folder, env, user: imageUser });
    },
  };
}

/** What the builder of the image gets: everything but what `.dockerignore` names. */
function copyFromContext(source: string, folder: string): void {
  const ignored = new Set(
    readFileSync(join(projectRoot, '.dockerignore'), 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('**/'))
      .map((line) => line.slice(3)),
  );
  cpSync(join(projectRoot, source), join(folder, source), {
    recursive: true,
    filter: (path) => !ignored.has(basename(path)),
  });
}

/** The folders of the packages that the image installs, as its own command says. */
function productionPackages(): readonly string[] {
  const [options] = instructions('RUN').flatMap((each) => /^npm ci (--omit=dev .+)$/.exec(each)?.slice(1) ?? []);
  if (options === undefined) throw new Error('the Dockerfile installs no production packages');
  const list = execFileSync('npm', ['ls', ...options.split(' '), '--all', '--parseable'], {
    cwd: projectRoot,
    encoding: 'utf8',
  });
  return list
    .split('\n')
    .map((path) => relative(projectRoot, path))
    .filter((path) => path.includes('node_modules/') && existsSync(join(projectRoot, path)));
}
