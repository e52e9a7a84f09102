import { hkdfSync, randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Settings } from './settings.js';

/** One key for each purpose, all derived from one secret. */
export type KeySet = {
  readonly tokens: Uint8Array;
  readonly agencyTokens: Uint8Array;
  readonly links: Uint8Array;
  readonly seal: Uint8Array;
  readonly attempts: Uint8Array;
  /** Not secret: what the names of the engine's subjects in NATS contain. */
  readonly installation: Uint8Array;
};

/** The keys of the engine, and those of its secret before, which still open what they closed. */
export type Keys = KeySet & { readonly previous: KeySet | null };

/** The keys of one purpose: the current one first. */
export const ringOf = (
  keys: Keys,
  purpose: Exclude<keyof KeySet, 'installation'>,
): readonly [Uint8Array, ...Uint8Array[]] => [
  keys[purpose],
  ...(keys.previous === null ? [] : [keys.previous[purpose]]),
];

/**
 * The engine's keys. If the settings have no secret, a random one is made and stored in a file only this user can
 * read.
 */
export function engineKeys({
  secret,
  previousSecret,
  dataDir,
}: Pick<Settings, 'secret' | 'dataDir'> & Partial<Pick<Settings, 'previousSecret'>>): Keys {
  const previous = previousSecret ?? null;
  return { ...keySet(secret ?? keptSecret(dataDir)), previous: previous === null ? null : keySet(previous) };
}

function keySet(source: string): KeySet {
  const key = (purpose: string) => new Uint8Array(hkdfSync('sha256', source, '', `affinity-engine ${purpose}`, 32));
  return {
    tokens: key('tokens'),
    agencyTokens: key('agency tokens'),
    links: key('links'),
    seal: key('seal'),
    attempts: key('sign-in attempts'),
    installation: key('installation'),
  };
}

function keptSecret(dataDir: string): string {
  const file = join(dataDir, 'engine-secret');
  mkdirSync(dataDir, { recursive: true });
  if (!existsSync(file)) keepNewSecret(dataDir, file);
  const kept = readFileSync(file, 'utf8').trim();
  if (kept.length < 32) throw new Error(`${file} holds no secret; remove it to have a new one made`);
  return kept;
}

/**
 * Makes the file whole and on the disk, or not at all: what is sealed with a secret that a power cut took is lost. Of two
 * processes that start at once, both read the one that was first.
 */
function keepNewSecret(dataDir: string, file: string): void {
  const unfinished = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  try {
    writeFileSync(unfinished, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx', flush: true });
    link(unfinished, file);
  } catch (failure) {
    if (codeOf(failure) !== 'EEXIST') throw failure;
  } finally {
    rmSync(unfinished, { force: true });
  }
  for (const folder of [dataDir, dirname(resolve(dataDir))]) syncFolder(folder);
}

/** Some file systems know no links, such as those of other computers. */
function link(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch (failure) {
    if (!['EPERM', 'ENOTSUP', 'ENOSYS'].includes(codeOf(failure))) throw failure;
    writeFileSync(to, readFileSync(from), { mode: 0o600, flag: 'wx', flush: true });
  }
}

/** A new name of a file is on the disk only once its folder is. Some file systems do not sync folders. */
function syncFolder(folder: string): void {
  try {
    const opened = openSync(folder, 'r');
    try {
      fsyncSync(opened);
    } finally {
      closeSync(opened);
    }
  } catch (failure) {
    if (!['EINVAL', 'ENOTSUP', 'EACCES', 'EPERM', 'EISDIR'].includes(codeOf(failure))) throw failure;
  }
}

const codeOf = (failure: unknown): string => (failure as NodeJS.ErrnoException).code ?? '';
