/** The part of fontkit used here; the package has no types. */
declare module 'fontkit' {
  export type Glyph = {
    /** A number in the font; `plain-layout.ts` has texts besides, for glyphs it puts together. */
    readonly id: number | string;
    readonly advanceWidth: number;
    readonly codePoints: readonly number[];
  };

  export type Position = { xAdvance: number; yAdvance: number; xOffset: number; yOffset: number };

  export type GlyphRun = {
    readonly glyphs: readonly Glyph[];
    readonly positions: readonly Position[];
    readonly advanceWidth: number;
  };

  export type Box = { readonly minX: number; readonly minY: number; readonly maxX: number; readonly maxY: number };

  /** The part of a font that a document embeds. */
  export type Subset = {
    /** The number of a glyph in the subset; includes it if it is new. */
    includeGlyph(id: number | string): number;
    /** Writes one included glyph. */
    _addGlyph(id: number | string): number;
    readonly glyf: Uint8Array[];
    readonly loca: { readonly offsets: number[] };
    readonly hmtx: { readonly metrics: { readonly advance: number; readonly bearing: number }[] };
    offset: number;
  };

  export type Font = {
    readonly postscriptName: string;
    glyphForCodePoint(codePoint: number): Glyph & { readonly id: number };
    hasGlyphForCodePoint(codePoint: number): boolean;
    readonly characterSet: readonly number[];
    getGlyph(id: number): { readonly bbox: Box };
    layout(text: string, features?: unknown): GlyphRun;
    createSubset(): Subset;
  };

  export function create(file: Uint8Array): Font;
}
