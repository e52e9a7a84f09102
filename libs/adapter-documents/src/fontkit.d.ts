/** The part of fontkit used here; the package has no types. */
declare module 'fontkit' {
  export type Glyph = { readonly id: number; readonly advanceWidth: number; readonly codePoints: readonly number[] };

  export type Position = { xAdvance: number; yAdvance: number; xOffset: number; yOffset: number };

  export type GlyphRun = {
    readonly glyphs: readonly Glyph[];
    readonly positions: readonly Position[];
    readonly advanceWidth: number;
  };

  export type Font = {
    readonly postscriptName: string;
    glyphForCodePoint(codePoint: number): Glyph;
    hasGlyphForCodePoint(codePoint: number): boolean;
    layout(text: string, features?: unknown): GlyphRun;
  };

  export function create(file: Uint8Array): Font;
}
