import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Brand, Insurer } from '@affinity-engine/catalogue';
import type { Problem } from '@affinity-engine/kernel';
import { unless, type CheckedFiles, type Filed } from './checked-files.js';
import { isLogo, largestLogo } from './png.js';

const expectedColor = 'a color dark enough for white letters';
const limits =
  `at most ${largestLogo.bytes / 1024} KiB and ` +
  `${largestLogo.width} × ${largestLogo.height} pixels, 8 bits a sample, not interlaced, not animated`;
const expectedPicture = `a PNG picture as Base64: ${limits}`;
const expectedLogo = `a PNG picture in this folder: ${limits}`;

/** What is wrong with a brand: white letters cannot be read on its color, its picture cannot be printed. */
export const brandProblems = ({ color, logo }: Brand): readonly Problem[] => [
  ...(isReadable(color) ? [] : [{ path: 'color', expected: expectedColor }]),
  ...(logo === undefined || isPicture(logo) ? [] : [{ path: 'logo', expected: expectedPicture }]),
];

function isPicture(logo: string): boolean {
  const bytes = Buffer.from(logo, 'base64');
  return bytes.toString('base64') === logo && isLogo(bytes);
}

/** Insurers with the pictures their files name, as Base64; colors that white letters cannot be read on are problems. */
export async function withBrands(folder: string, { filed, problems }: CheckedFiles<Insurer>) {
  const checked = await Promise.all(filed.map((insurer) => withBrand(folder, insurer)));
  return {
    filed: checked.map(({ insurer }) => insurer),
    problems: [...problems, ...checked.flatMap((each) => each.problems)],
  } satisfies CheckedFiles<Insurer>;
}

async function withBrand(folder: string, { file, value }: Filed<Insurer>) {
  const { brand } = value;
  const logo = brand?.logo === undefined ? null : await readFile(join(folder, brand.logo)).catch(() => Buffer.alloc(0));
  const problems = [
    ...unless(brand === undefined || isReadable(brand.color), ['brand', 'color'], expectedColor),
    ...unless(logo === null || isLogo(logo), ['brand', 'logo'], expectedLogo),
  ].map((problem) => ({ file, ...problem }));
  const own = brand === undefined || logo === null ? {} : { brand: { ...brand, logo: logo.toString('base64') } };
  return { insurer: { file, value: { ...value, ...own } }, problems };
}

/** Whether white letters have the contrast of 4.5 that WCAG 2 asks for. */
export function isReadable(color: string): boolean {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05) >= 4.5;
}
