import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of the project. */
export const root = join(import.meta.dirname, '..', '..', '..');

/** An entry of the lock file. */
export type Locked = {
  readonly name: string;
  readonly version: string;
  readonly licence: string | undefined;
  /** Whether only tests and tools use it. */
  readonly dev: boolean;
  readonly hasInstallScript: boolean;
};

type Lock = {
  readonly packages: Readonly<
    Record<
      string,
      {
        readonly version?: string;
        readonly license?: string;
        readonly dev?: boolean;
        readonly link?: boolean;
        readonly hasInstallScript?: boolean;
      }
    >
  >;
};

/** The packages of others that the lock file names, those of other platforms among them. */
export function lockedPackages(): readonly Locked[] {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as Lock;
  return Object.entries(packages)
    .filter(([path, { link }]) => path.includes('node_modules/') && link !== true)
    .map(([path, { version = '', license, dev = false, hasInstallScript = false }]) => ({
      name: path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
      version,
      licence: license,
      dev,
      hasInstallScript,
    }));
}
