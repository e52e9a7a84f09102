import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { UsageError } from '../options.js';
import type { Terminal } from './terminal.js';

/** An engine, and who is signed in there. */
export type Profile = {
  readonly baseUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** That of the client: partner, admin or account. */
  readonly role: string;
  /** Whether what is written there is no real contract. */
  readonly sandbox: boolean;
  /** Signs what `listen` forwards; the same for each run. */
  readonly listenSecret: string;
};

type Profiles = Readonly<Record<string, Profile>>;

/** The file of the profiles: only its owner may read it. */
export const profilesFile = ({ env }: Pick<Terminal, 'env'>): string =>
  join(env['XDG_CONFIG_HOME'] || join(env['HOME'] || homedir(), '.config'), 'affinity', 'profiles.json');

/** Keeps a profile. Its listen secret stays as it was. */
export function saveProfile(terminal: Terminal, name: string, profile: Omit<Profile, 'listenSecret'>): Profile {
  const [file, known] = [profilesFile(terminal), profilesIn(terminal)];
  const listenSecret = known[name]?.listenSecret ?? `whsec_${randomBytes(32).toString('base64')}`;
  const saved = { ...profile, listenSecret };
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const unfinished = `${file}.unfinished`;
  // One that is left over keeps its mode: others might read what is written into it.
  rmSync(unfinished, { force: true });
  writeFileSync(unfinished, `${JSON.stringify({ ...known, [name]: saved }, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
  renameSync(unfinished, file);
  return saved;
}

/**
 * The profile that a command works with: the one named, else the one of a role that may make its calls.
 * @throws UsageError if there is none
 */
export function profileFor(terminal: Terminal, named: string | undefined, roles: readonly string[]): Profile {
  const known = profilesIn(terminal);
  const found =
    named === undefined ? roles.map((role) => known[role]).find((each) => each !== undefined) : known[named];
  if (found === undefined) {
    const missing = named === undefined ? `no profile of role ${roles.join(' or ')}` : `no profile ${named}`;
    throw new UsageError(`${missing}: affinity login makes one`);
  }
  if (!roles.includes(found.role)) {
    throw new UsageError(`--profile: expected one of role ${roles.join(' or ')}, not ${found.role}`);
  }
  return found;
}

function profilesIn(terminal: Terminal): Profiles {
  const file = profilesFile(terminal);
  const stat = statSync(file, { throwIfNoEntry: false });
  if (stat === undefined) return {};
  if ((stat.mode & 0o077) !== 0) throw new UsageError(`${file} has secrets that others may read: chmod 600 it`);
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Profiles;
  } catch {
    throw new UsageError(`${file} is no JSON: mend or remove it`);
  }
}
