import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of the whole project. */
export const projectRoot = join(import.meta.dirname, '../../..');

let known: boolean | undefined;

/**
 * Whether the apps' bundles are newer than every source: then they can be started instead, in less than half the time.
 * TEST_BUILT=true or false decides without a check.
 */
export function isBuilt(): boolean {
  const chosen = process.env['TEST_BUILT'];
  known ??= chosen === undefined || chosen === '' ? isFresh() : chosen === 'true';
  return known;
}

function isFresh(): boolean {
  const youngest = Math.max(...['apps', 'libs'].flatMap(sourcesBelow).map(modified));
  return ['api', 'webhook-dispatcher'].every(
    (app) => modified(join(projectRoot, 'apps', app, 'bundle', 'main.js')) >= youngest,
  );
}

const sourcesBelow = (kind: string): readonly string[] =>
  readdirSync(join(projectRoot, kind)).flatMap((name) => {
    const folder = join(projectRoot, kind, name, 'src');
    return sourcesOf(folder).map((path) => join(folder, path));
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
