import { crc32, deflateSync } from 'node:zlib';

const chunk = (type: string, data: Uint8Array): Buffer => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const numbers = Buffer.alloc(8);
  numbers.writeUInt32BE(data.length);
  numbers.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([numbers.subarray(0, 4), body, numbers.subarray(4)]);
};

const [width, height] = [240, 80];

/** Waves on nothing: a PNG with transparent pixels. */
const pixels = Buffer.concat(
  Array.from({ length: height }, (_, y) =>
    Buffer.from([
      0,
      ...Array.from({ length: width }, (__, x) => {
        const wave = Math.abs(y - height / 2 - Math.sin(x / 14) * 22) < 9;
        return wave ? [200 - (x >> 1), 40, 60 + (x >> 1), 255] : [0, 0, 0, 0];
      }).flat(),
    ]),
  ),
);

const header = Buffer.alloc(13);
header.writeUInt32BE(width);
header.writeUInt32BE(height, 4);
header.set([8, 6, 0, 0, 0], 8);

/** A picture as insurers have it. */
export const aLogo = Buffer.concat([
  Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
  chunk('IHDR', header),
  chunk('IDAT', deflateSync(pixels)),
  chunk('IEND', new Uint8Array()),
]);
