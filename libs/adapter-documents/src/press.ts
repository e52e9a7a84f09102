import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Font } from 'fontkit';
import { laidOutPlainly } from './plain-layout.js';

/** The PDF library and the fonts that every document embeds. */
export type Press = {
  readonly Pdf: typeof import('pdfkit');
  /** DejaVu has the letters of all European languages and of Vietnamese. */
  readonly regular: Font;
  readonly bold: Font;
};

const files = createRequire(import.meta.url);
let loading: Promise<Press> | undefined;

/** Loads library and fonts once, for the first document. */
export function press(): Promise<Press> {
  loading ??= load().catch((thrown: unknown) => {
    loading = undefined;
    throw thrown;
  });
  return loading;
}

async function load(): Promise<Press> {
  const { default: Pdf } = await import('pdfkit');
  const { create } = await import('fontkit');
  const read = async (name: string): Promise<Font> =>
    laidOutPlainly(create(await readFile(files.resolve(`dejavu-fonts-ttf/ttf/${name}`))));
  const [regular, bold] = await Promise.all([read('DejaVuSansCondensed.ttf'), read('DejaVuSansCondensed-Bold.ttf')]);
  return { Pdf, regular, bold };
}
