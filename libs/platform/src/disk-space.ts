import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';

/** What must be free for writes: a log file that grows to its checkpoint, and a day's documents. */
export const neededBytes = 64 * 1024 * 1024;

/** Whether the disk that holds a file has room for so many bytes more. */
export async function hasRoom(file: string, bytes: number = neededBytes): Promise<boolean> {
  const { bavail, bsize } = await statfs(dirname(file));
  return bavail * bsize >= bytes;
}
