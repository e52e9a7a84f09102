/** How much of an answer is read, and how much the attempt log keeps. */
const readBytes = 64 * 1024;
const keptCharacters = 1024;

/** A character has at most four bytes. */
const keptBytes = 4 * keptCharacters;

/** Reads the body of an answer up to 64 KiB and keeps its beginning. */
export type ExcerptReader = {
  /** @returns whether enough is read */
  read(chunk: Buffer): boolean;
  /** The beginning as printable text. */
  text(): string;
};

export function excerptReader(): ExcerptReader {
  let kept = Buffer.alloc(0);
  let size = 0;
  return {
    read(chunk) {
      size += chunk.length;
      if (kept.length < keptBytes) kept = Buffer.concat([kept, chunk.subarray(0, keptBytes)]);
      return size >= readBytes;
    },
    text: () =>
      kept
        .toString('utf8')
        .replace(/\p{Cc}/gu, '\ufffd')
        .slice(0, keptCharacters)
        .toWellFormed(), // the end may have cut a surrogate pair
  };
}
