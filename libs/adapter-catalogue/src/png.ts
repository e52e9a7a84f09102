import { crc32, inflateSync } from 'node:zlib';

/** Most bytes of a logo, and most of its width and height in pixels. */
export const largestLogo = { bytes: 65_536, width: 1_200, height: 600 } as const;

const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');

/** Samples of a pixel, by PNG's color type. */
const channelsOf: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

type Chunk = { readonly type: string; readonly data: Buffer };

/** Chunks of an animation: it has its pixels elsewhere, and documents would show nothing. */
const ofAnimations = new Set(['acTL', 'fcTL', 'fdAT']);

/** The color types whose pixels have no transparency of their own. Elsewhere `tRNS` stops the printing. */
const opaque: readonly number[] = [0, 2, 3];

/** The five ways in which a row may be filtered. Another one ends the process that prints. */
const lastFilter = 4;

/**
 * Whether bytes are a whole PNG picture that documents can print: of 8 bits a sample, not interlaced, not animated, not
 * too large.
 */
export function isLogo(bytes: Buffer): boolean {
  const chunks = bytes.length <= largestLogo.bytes ? chunksOf(bytes) : null;
  const header = chunks?.[0];
  if (!chunks || header?.type !== 'IHDR' || header.data.length !== 13 || chunks.at(-1)?.type !== 'IEND') return false;
  const [width, height] = [header.data.readUInt32BE(0), header.data.readUInt32BE(4)];
  const [depth, color = -1, ...methods] = header.data.subarray(8);
  const channels = channelsOf[color];
  if (channels === undefined || depth !== 8 || methods.some((method) => method !== 0)) return false;
  if (width < 1 || width > largestLogo.width || height < 1 || height > largestLogo.height) return false;
  const types = chunks.map(({ type }) => type);
  if (color === 3 && !types.includes('PLTE')) return false;
  if (types.includes('tRNS') && !opaque.includes(color)) return false;
  if (types.indexOf('IEND') < types.length - 1 || types.lastIndexOf('IHDR') > 0) return false;
  if (types.some((type) => ofAnimations.has(type))) return false;
  const packed = Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data));
  return areRows(inflated(packed, height * (1 + width * channels)), height, 1 + width * channels);
}

/** Whether bytes are rows of a picture: as many as there should be, each beginning with its filter. */
const areRows = (bytes: Buffer | null, rows: number, length: number): boolean =>
  bytes?.length === rows * length &&
  Array.from({ length: rows }, (_, row) => bytes[row * length] ?? 0).every((filter) => filter <= lastFilter);

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

/** The bytes that are packed, null if they are damaged or more than expected. */
function inflated(packed: Buffer, expected: number): Buffer | null {
  try {
    return inflateSync(packed, { maxOutputLength: expected + 1 });
  } catch {
    return null;
  }
}
