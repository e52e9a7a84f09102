import { appendFile, open, readFile } from 'node:fs/promises';

/** One line of the journal: an event of the engine, or an order of the shop. */
export type Line =
  | { readonly kind: 'order'; readonly orderId: string; readonly affinityId: string }
  | { readonly kind: 'event'; readonly id: string; readonly sequence: number; readonly body: unknown };

/** Everything the shop must not forget, in the order in which it was written. */
export type Journal = {
  readonly lines: readonly Line[];
  /** Resolves when the line is on the disk. */
  append(line: Line): Promise<void>;
  /** Closes the file, once all is written. */
  close(): Promise<void>;
};

/** A journal in one file of JSON lines, for one process. A real shop has a database. */
export async function openJournal(file: string): Promise<Journal> {
  const lines = (await readFile(file, 'utf8').catch(() => '')).split('\n').flatMap(parsed);
  await appendFile(file, '\n', { mode: 0o600 }); // ends a line that was cut off when the process was killed
  const handle = await open(file, 'a');
  let last: Promise<void> = Promise.resolve();
  return {
    lines,
    append(line) {
      const written = last.then(async () => {
        await handle.write(`${JSON.stringify(line)}\n`);
        await handle.datasync();
        lines.push(line);
      });
      last = written.catch(() => undefined);
      return written;
    },
    close: () => last.then(() => handle.close()),
  };
}

const parsed = (text: string): readonly Line[] => {
  try {
    return [JSON.parse(text) as Line];
  } catch {
    return [];
  }
};
