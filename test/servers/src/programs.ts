import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { unpackDebianPackage, unpackedLibraries } from './debian-package.js';
import { cacheFolder } from './folders.js';

/** Where the programs of a server are, and the environment they need. */
export type Programs = { readonly folder: string; readonly env: Readonly<Record<string, string>> };

/** Servers: their programs, the setting that names their folder, and where and in which package Debian has them. */
const servers = {
  postgres: {
    programs: ['initdb', 'postgres'],
    setting: 'TEST_POSTGRES_BIN',
    debianFolders: (root: string) => versionsIn(join(root, 'usr/lib/postgresql')),
    debianPackage: '^postgresql-[0-9]+$',
    advice: 'apt-get install postgresql, or brew install postgresql',
  },
  nats: {
    programs: ['nats-server'],
    setting: 'TEST_NATS_BIN',
    debianFolders: (root: string) => ['usr/local/bin', 'usr/sbin', 'usr/bin'].map((folder) => join(root, folder)),
    debianPackage: '^nats-server$',
    advice: 'apt-get install nats-server, or brew install nats-server',
  },
  redis: {
    programs: ['redis-server'],
    setting: 'TEST_REDIS_BIN',
    debianFolders: (root: string) => ['usr/local/bin', 'usr/bin'].map((folder) => join(root, folder)),
    debianPackage: '^redis-server$',
    advice: 'apt-get install redis-server, or brew install redis',
  },
  nginx: {
    programs: ['nginx'],
    setting: 'TEST_NGINX_BIN',
    debianFolders: (root: string) => ['usr/local/sbin', 'usr/sbin'].map((folder) => join(root, folder)),
    debianPackage: '^nginx$',
    advice: 'apt-get install nginx, or brew install nginx',
  },
  chromium: {
    programs: ['chromium'],
    setting: 'TEST_CHROMIUM_BIN',
    debianFolders: (root: string) => ['usr/lib/chromium', 'usr/bin'].map((folder) => join(root, folder)),
    debianPackage: '^chromium$',
    advice: 'apt-get install chromium, or brew install chromium',
  },
};

/** Where to look. */
export type Places = {
  /** The environment: PATH and the server's own setting. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The root of the system's own folders. */
  readonly system: string;
  /** The folder of what was installed before, and is installed now. */
  readonly cache: string;
};

/**
 * Finds the programs of a server, or installs them where Debian's apt-get is.
 * @throws Error that says where they were looked for and how to get them
 */
export async function findPrograms(
  server: keyof typeof servers,
  places: Places = { env: process.env, system: '/', cache: cacheFolder() },
): Promise<Programs> {
  const { programs, setting, debianFolders, debianPackage, advice } = servers[server];
  const hasAll = (folder: string): boolean => programs.every((name) => isExecutable(join(folder, name)));
  const chosen = places.env[setting];
  if (chosen !== undefined && chosen !== '') {
    if (hasAll(chosen)) return { folder: chosen, env: {} };
    throw new Error(`${setting}: no ${programs.join(' and ')} in ${chosen}`);
  }
  const onPath = (places.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const inSystem = [...onPath, ...debianFolders(places.system)].find(hasAll);
  if (inSystem !== undefined) return { folder: inSystem, env: {} };
  const unpacked = join(places.cache, server);
  const problem = existsSync(unpacked)
    ? undefined
    : await install(debianPackage, unpacked, onPath).then(() => undefined, messageOf);
  const inCache = debianFolders(unpacked).find(hasAll);
  if (inCache !== undefined) return { folder: inCache, env: unpackedLibraries(unpacked) };
  throw new Error(
    [
      `The tests need ${programs.join(' and ')}, found neither on PATH nor in Debian's folders.`,
      `Installing it in ${unpacked} failed: ${problem ?? 'the package does not contain it'}.`,
      `Install it (${advice}), or set ${setting} to the folder of its programs.`,
    ].join('\n'),
  );
}

async function install(pattern: string, folder: string, path: readonly string[]): Promise<void> {
  if (!path.some((place) => isExecutable(join(place, 'apt-get')))) throw new Error('this system has no apt-get');
  await unpackDebianPackage(pattern, folder);
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message.trim() : String(error));

/** PostgreSQL's folders of programs, the highest version first. */
const versionsIn = (folder: string): readonly string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .sort((one, other) => Number(other) - Number(one))
        .map((version) => join(folder, version, 'bin'))
    : [];

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
