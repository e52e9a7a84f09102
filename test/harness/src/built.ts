import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of the whole project. */
export const projectRoot = join(import.meta.dirname, '../../..');

let known: boolean | undefined;

/**
 * Whether `dist` holds what the sources say, file by file: then it may be started in their place, in half the time.
 * TEST_BUILT=true or false decides without looking.
 */
export function isBuilt(): boolean {
  const told = process.env['TEST_BUILT'];
  known ??= told === undefined || told === '' ? ['apps', 'libs'].every(isFresh) : told === 'true';
  return known;
}

const isFresh = (kind: string): boolean =>
  readdirSync(join(projectRoot, kind)).every((name) => {
    const project = join(projectRoot, kind, name);
    return sourcesOf(join(project, 'src')).every((source) => {
      const built = join(project, 'dist', source.replace(/\.ts$/, '.js'));
      return modified(built) >= modified(join(project, 'src', source));
    });
  });

function sourcesOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
      /(?<!\.d|\.spec)\.ts$/.test(path),
    );
  } catch {
    return [];
  }
}

const modified = (file: string): number => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
