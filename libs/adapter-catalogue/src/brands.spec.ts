import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync, crc32 } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { brandProblems, isReadable } from './brands.js';
import { demoCatalogueFolder } from './demo-catalogue.js';
import { loadCatalogue } from './load-catalogue.js';
import { isLogo } from './png.js';

const chunk = (type: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const numbers = Buffer.alloc(8);
  numbers.writeUInt32BE(data.length);
  numbers.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([numbers.subarray(0, 4), body, numbers.subarray(4)]);
};
type Picture = {
  width?: number;
  height?: number;
  depth?: number;
  color?: number;
  interlaced?: number;
  pixels?: Buffer;
  before?: Buffer[];
};
const png = (picture: Picture = {}): Buffer => {
  const { width = 4, height = 2, depth = 8, color = 2, interlaced = 0, pixels, before = [] } = picture;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width);
  header.writeUInt32BE(height, 4);
  header.set([depth, color, 0, 0, interlaced], 8);
  const own = pixels ?? Buffer.alloc(height * (1 + width * ({ 0: 1, 2: 3, 4: 2, 6: 4 }[color] ?? 1)));
  const parts = [chunk('IHDR', header), ...before, chunk('IDAT', deflateSync(own)), chunk('IEND', Buffer.alloc(0))];
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...parts]);
};
const damaged = (at: number): Buffer => {
  const bytes = png();
  bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
  return bytes;
};

describe('a logo', () => {
  it.each([0, 2, 4, 6])('may be a PNG of color type %i', (color) => {
    expect(isLogo(png({ color }))).toBe(true);
  });

  it('may have one color that is transparent, and rows of any filter', () => {
    expect(isLogo(png({ before: [chunk('tRNS', Buffer.alloc(6))], pixels: Buffer.alloc(26, 4) }))).toBe(true);
  });

  it.each<readonly [string, Buffer]>([
    ['nothing', Buffer.alloc(0)],
    ['another picture', Buffer.from('GIF89a')],
    ['a signature alone', png().subarray(0, 8)],
    ['cut off', png().subarray(0, -5)],
    ['without its end', png().subarray(0, -12)],
    ['damaged in its header', damaged(18)],
    ['damaged in its pixels', damaged(46)],
    ['followed by something', Buffer.concat([png(), Buffer.from('<script>')])],
    ['of too few pixels', png({ pixels: Buffer.alloc(3) })],
    ['of too many pixels', png({ pixels: Buffer.alloc(10_000_000) })],
    ['too wide', png({ width: 1_201, height: 1 })],
    ['too high', png({ width: 1, height: 601 })],
    ['empty', png({ width: 0 })],
    ['of 16 bits a sample', png({ depth: 16, pixels: Buffer.alloc(50) })],
    ['interlaced', png({ interlaced: 1 })],
    ['with a palette that is not there', png({ color: 3 })],
    ['animated', png({ before: [chunk('acTL', Buffer.alloc(8)), chunk('fcTL', Buffer.alloc(26))] })],
    ['with two headers', png({ before: [chunk('IHDR', Buffer.alloc(13))] })],
    ['with an end before its pixels', png({ before: [chunk('IEND', Buffer.alloc(0))] })],
    ['transparent in two ways', png({ color: 6, before: [chunk('tRNS', Buffer.alloc(6))] })],
    ['with a row that nobody can read', png({ color: 6, pixels: Buffer.alloc(34, 5) })],
    ['too large', Buffer.concat([png().subarray(0, -12), chunk('tEXt', Buffer.alloc(70_000)), png().subarray(-12)])],
  ])('is not %s', (_, bytes) => {
    expect(isLogo(bytes)).toBe(false);
  });
});

describe('a color of a brand', () => {
  it.each([
    ['#15426b', true],
    ['#000000', true],
    ['#767676', true],
    ['#777777', false],
    ['#ffcc00', false],
  ])('%s can bear white letters: %s', (color, readable) => {
    expect(isReadable(color)).toBe(readable);
  });
});

describe('the brand of an insurer in a catalogue', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'catalogue-'));
    await cp(demoCatalogueFolder, folder, { recursive: true });
  });
  afterEach(() => rm(folder, { recursive: true }));

  const file = 'insurers/ins-5036.json';
  const branded = async (brand: object, logo?: Buffer) => {
    const insurer = JSON.parse(await readFile(join(folder, file), 'utf8')) as object;
    await writeFile(join(folder, file), JSON.stringify({ ...insurer, brand }));
    await mkdir(join(folder, 'logos'), { recursive: true });
    if (logo) await writeFile(join(folder, 'logos/a.png'), logo);
    return loadCatalogue(folder);
  };

  it('has the picture itself, so that a product version keeps it', async () => {
    const before = await loadCatalogue(folder);
    const { insurers, products } = await branded({ color: '#15426b', logo: 'logos/a.png' }, png());
    const { brand } = insurers.find(({ id }) => id === 'ins-5036') ?? {};
    expect(brand).toEqual({ color: '#15426b', logo: png().toString('base64') });
    const product = products.find(({ insurer }) => insurer.id === 'ins-5036');
    expect(product?.insurer.brand).toEqual(brand);
    expect(before.products.map(({ version }) => version)).not.toContain(product?.version);
  });

  it.each<readonly [string, object, string]>([
    ['a color too bright', { color: '#ffcc00' }, '$.brand.color: expected a color dark enough for white letters'],
    ['no color', { logo: 'logos/a.png' }, '$.brand.color: expected a color such as #15426b; it is missing'],
    [
      'a picture elsewhere',
      { color: '#15426b', logo: '../a.png' },
      '$.brand.logo: expected a file such as logos/name.png',
    ],
    ['a picture that is not there', { color: '#15426b', logo: 'logos/b.png' }, '$.brand.logo: expected a PNG picture'],
  ])('is refused with %s', async (_, brand, problem) => {
    await expect(branded(brand, png())).rejects.toThrow(`${file} ${problem}`);
  });
});

describe('the brand of a partner', () => {
  const [color, logo] = ['#15426b', png().toString('base64')];

  it('is a color for white letters, with or without a picture', () => {
    expect([brandProblems({ color }), brandProblems({ color, logo })]).toEqual([[], []]);
  });

  it.each([
    ['a color too bright', { color: '#ffcc00', logo }, ['color']],
    ['no color', { color: 'red' }, ['color']],
    ['a cut picture', { color, logo: png().subarray(0, -9).toString('base64') }, ['logo']],
    ['a text that is no Base64', { color, logo: `${logo}!` }, ['logo']],
    ['nothing right', { color: '#ffffff', logo: '' }, ['color', 'logo']],
  ])('is refused with %s', (_, brand, paths) => {
    expect(brandProblems(brand).map(({ path }) => path)).toEqual(paths);
  });
});
