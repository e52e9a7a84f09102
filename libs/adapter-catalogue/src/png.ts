import { crc32, inflateSync } from 'node:zlib';

/** Most bytes of a logo, and most of its width and height in pixels. */
export const largestLogo = { bytes: 65_536, width: 1_200, height: 600 } as const;

const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');

/** Samples of a pixel, by PNG's color type. */
const channelsOf: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

type Chunk = { readonly type: string; readonly data: Buffer };

/** Whether bytes are a whole PNG picture that documents can print: of 8 bits a sample, not interlaced, not too large. */
export function isLogo(bytes: Buffer): boolean {
  const chunks = bytes.length <= largestLogo.bytes ? chunksOf(bytes) : null;
  const header = chunks?.[0];
  if (!chunks || header?.type !== 'IHDR' || header.data.length !== 13 || chunks.at(-1)?.type !== 'IEND') return false;
  const [width, height] = [header.data.readUInt32BE(0), header.data.readUInt32BE(4)];
  const [depth, color = -1, ...methods] = header.data.subarray(8);
  const channels = channelsOf[color];
  if (channels === undefined || depth !== 8 || methods.some((method) => method !== 0)) return false;
  if (width < 1 || width > largestLogo.width || height < 1 || height > largestLogo.height) return false;
  if (color === 3 && !chunks.some(({ type }) => type === 'PLTE')) return false;
  const pixels = Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data));
  return inflatedLength(pixels, height * (1 + width * channels)) === height * (1 + width * channels);
}

/** The chunks up to the end of the file, null where one is damaged or cut off. */
function chunksOf(bytes: Buffer): readonly Chunk[] | null {
  if (!bytes.subarray(0, 8).equals(signature)) return null;
  const chunks: Chunk[] = [];
  for (let at = 8; at < bytes.length;) {
    if (at + 12 > bytes.length) return null;
    const end = at + 8 + bytes.readUInt32BE(at);
    if (end + 4 > bytes.length || bytes.readUInt32BE(end) !== crc32(bytes.subarray(at + 4, end))) return null;
    chunks.push({ type: bytes.toString('latin1', at + 4, at + 8), data: bytes.subarray(at + 8, end) });
    at = end + 4;
  }
  return chunks;
}

/** How many bytes are packed, null if they are damaged or more than expected. */
function inflatedLength(packed: Buffer, expected: number): number | null {
  try {
    return inflateSync(packed, { maxOutputLength: expected + 1 }).length;
  } catch {
    return null;
  }
}
