import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { create } from 'fontkit';
const files = createRequire(import.meta.url);
let loading: Promise<any> | undefined;
export function fonts(): Promise<any> { return loading ??= load(); }
function plain(font: any): any {
  const glyphs = new Map();
  const glyphOf = (c: string) => { let g = glyphs.get(c); if (!g) { const cp = c.codePointAt(0); const k = font.glyphForCodePoint(cp); g = { id: k.id, advanceWidth: k.advanceWidth, codePoints: [cp] }; glyphs.set(c, g);} return g; };
  return Object.create(font, { layout: { value: (text: string, f: any) => {
    const gs = [...text].map(glyphOf); return { glyphs: gs, positions: gs.map((g: any) => ({ xAdvance: g.advanceWidth, yAdvance: 0, xOffset: 0, yOffset: 0 })), advanceWidth: gs.reduce((s: number, g: any) => s + g.advanceWidth, 0) };
  } } });
}
async function load(): Promise<any> {
  const [regular, bold] = (await Promise.all([read('DejaVuSansCondensed.ttf'), read('DejaVuSansCondensed-Bold.ttf')])).map((b) => plain(create(b)));
  return { regular, bold };
}
const read = (name: string): Promise<any> => readFile(files.resolve(`dejavu-fonts-ttf/ttf/${name}`));
