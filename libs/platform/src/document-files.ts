import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DocumentShelf } from '@affinity-engine/affinity';

/** Documents as files. Each is written atomically; a lost one is printed again with the same content. */
export const documentFiles = (folder: string): DocumentShelf => ({
  async find(affinityId, type) {
    try {
      return await readFile(join(folder, shelfOf(affinityId), `${affinityId}.${type}.pdf`));
    } catch (failure) {
      if ((failure as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw failure;
    }
  },
  async keep(affinityId, type, document) {
    const shelf = join(folder, shelfOf(affinityId));
    await mkdir(shelf, { recursive: true, mode: 0o700 });
    const unfinished = join(shelf, `${randomUUID()}.unfinished`);
    try {
      await writeFile(unfinished, document, { mode: 0o600 });
      await rename(unfinished, join(shelf, `${affinityId}.${type}.pdf`));
    } catch (failure) {
      await rm(unfinished, { force: true });
      throw failure;
    }
  },
});

/** The last two characters are random: 256 folders, evenly filled. */
const shelfOf = (affinityId: string): string => affinityId.slice(-2);
