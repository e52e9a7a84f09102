import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';

/** The free space writes need: a log file that grows to its checkpoint, and a day's documents. */
export const neededBytes = 64 * 1024 * 1024;

/** Whether the disk of a file has this many free bytes. */
export async function hasRoom(file: string, bytes: number = neededBytes): Promise<boolean> {
  const { bavail, bsize } = await statfs(dirname(file));
  return bavail * bsize >= bytes;
}
