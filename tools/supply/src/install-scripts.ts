import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, type Locked } from './project.js';

/** Which packages may run a script when they are installed, by their names. */
export const allowedScripts = (): Readonly<Record<string, boolean>> =>
  (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly allowScripts: Record<string, boolean> })
    .allowScripts;

/** Packages with a script of which package.json does not say whether it may run. */
export const undecidedScripts = (
  packages: readonly Locked[],
  decided: Readonly<Record<string, boolean>>,
): readonly string[] => [
  ...new Set(
    packages
      .filter(({ name, hasInstallScript }) => hasInstallScript && !Object.hasOwn(decided, name))
      .map(({ name }) => name),
  ),
];
