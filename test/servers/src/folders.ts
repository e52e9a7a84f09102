import { chownSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, statSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Whom a server runs as. */
export type SystemUser = { readonly uid: number; readonly gid: number };

const ownId = (): number => process.getuid?.() ?? -1;

/** PostgreSQL refuses to run as root. Undefined: as the user of this process. */
export function unprivilegedUser(): SystemUser | undefined {
  if (ownId() !== 0) return undefined;
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const found = ['postgres', 'nobody'].map((name) => users.find((user) => user[0] === name)).find(Boolean);
  if (found === undefined) throw new Error('PostgreSQL does not run as root, and there is no user postgres or nobody');
  return { uid: Number(found[2]), gid: Number(found[3]) };
}

/** Gives a folder to a user. */
export function giveTo(user: SystemUser | undefined, folder: string): void {
  if (user !== undefined) chownSync(folder, user.uid, user.gid);
}

/** Linux's file system in memory, if it has room: creating a database takes 15 ms there, and up to 400 ms on a disk. */
const memory = { folder: '/dev/shm', bytes: 2 ** 31 };

/**
 * A new folder for one server and its log.
 * @param durable whether it must be on a disk
 */
export function serverFolder(name: string, durable: boolean, user?: SystemUser): string {
  const disk = isReachable(tmpdir()) ? tmpdir() : '/tmp';
  const folder = mkdtempSync(join(!durable && hasRoomInMemory() ? memory.folder : disk, `affinity-engine-${name}-`));
  giveTo(user, folder);
  return folder;
}

function hasRoomInMemory(): boolean {
  if (!existsSync(memory.folder)) return false;
  const { bavail, bsize } = statfsSync(memory.folder);
  return bavail * bsize >= memory.bytes;
}

/** The folder of installed servers: of the project, or a temporary one if a server's user cannot enter the project. */
export function cacheFolder(): string {
  const projectRoot = join(import.meta.dirname, '../../..');
  if (isReachable(projectRoot)) return join(projectRoot, 'node_modules/.cache/affinity-engine-servers');
  const folder = join(tmpdir(), `affinity-engine-servers-${ownId()}`);
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  // Another user could have put programs there.
  if (lstatSync(folder).uid !== ownId()) throw new Error(`${folder} belongs to another user`);
  return folder;
}

/** Whether the user of a server, who is another one if this process is root's, can enter the folder. */
function isReachable(folder: string): boolean {
  if (ownId() !== 0) return true;
  const above = dirname(folder);
  return (statSync(folder).mode & 0o001) !== 0 && (above === folder || isReachable(above));
}
