import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { DocumentShelf } from '@affinity-engine/affinity';

/**
 * Documents as files. Each is on the disk, whole, when it is kept. One that is lost or damaged is printed again with the
 * same content.
 */
export const documentFiles = (folder: string): DocumentShelf => ({
  async find(affinityId, type) {
    try {
      return documentIn(await readFile(join(folder, shelfOf(affinityId), `${affinityId}.${type}.pdf`)));
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
      await withFile(open(unfinished, 'wx', 0o600), async (file) => {
        await file.writeFile(Buffer.concat([document, sealOf(document)]));
        await file.sync();
      });
      await rename(unfinished, join(shelf, `${affinityId}.${type}.pdf`));
      // The name is on the disk when its folder is.
      await withFile(open(shelf, 'r'), (opened) => opened.sync());
    } catch (failure) {
      await rm(unfinished, { force: true });
      throw failure;
    }
  },
  async forget(affinityId) {
    const shelf = join(folder, shelfOf(affinityId));
    const names = await readdir(shelf).catch(() => []);
    const own = names.filter((name) => name.startsWith(`${affinityId}.`));
    for (const name of own) await rm(join(shelf, name), { force: true });
    if (own.length > 0) await withFile(open(shelf, 'r'), (opened) => opened.sync());
  },
});

async function withFile(opening: Promise<FileHandle>, act: (file: FileHandle) => Promise<void>): Promise<void> {
  const file = await opening;
  try {
    await act(file);
  } finally {
    await file.close();
  }
}

/** The last line of a file, a comment for readers of PDF: it shows whether the rest is whole. */
const sealOf = (document: Uint8Array): Buffer =>
  Buffer.from(`\n%sha256 ${createHash('sha256').update(document).digest('hex')}\n`);
const sealLength = sealOf(new Uint8Array()).length;

/** The document in a file, null if the file is damaged. Files of early versions have no seal. */
function documentIn(file: Buffer): Uint8Array | null {
  const document = file.subarray(0, -sealLength);
  const seal = file.subarray(-sealLength);
  if (seal.equals(sealOf(document))) return document;
  const isWholePdf = file.toString('latin1', 0, 5) === '%PDF-' && file.toString('latin1').trimEnd().endsWith('%%EOF');
  return isWholePdf ? file : null;
}

/** The last two characters are random: 256 folders, evenly filled. */
const shelfOf = (affinityId: string): string => affinityId.slice(-2);
