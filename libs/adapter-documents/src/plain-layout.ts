import type { Font, Glyph, GlyphRun } from 'fontkit';

/**
 * The same font, laid out letter by letter, without ligatures and kerning.
 *
 * This has three effects: copied text has exactly the printed characters ("fi" is two letters); a document takes a
 * fifth of the time, since no layout tables are read; and documents can share fonts: fontkit's own glyphs keep the
 * character they were first used for, these belong to one character each. Marks without a composed letter still use
 * the font's own layout.
 */
export function laidOutPlainly(font: Font): Font {
  const glyphs = new Map<string, Glyph>();
  const glyphOf = (character: string): Glyph => {
    const known = glyphs.get(character);
    if (known) return known;
    const codePoint = character.codePointAt(0) ?? 0;
    const { id, advanceWidth } = font.glyphForCodePoint(codePoint);
    const glyph = { id, advanceWidth, codePoints: [codePoint] };
    if (glyphs.size < mostGlyphs) glyphs.set(character, glyph);
    return glyph;
  };
  const layout: Font['layout'] = (text, features) =>
    /\p{M}/u.test(text) ? font.layout(text, features) : runOf([...text].map(glyphOf));
  return Object.create(font, { layout: { value: layout } }) as Font;
}

const mostGlyphs = 10_000;

function runOf(glyphs: readonly Glyph[]): GlyphRun {
  const positions = glyphs.map(({ advanceWidth }) => ({ xAdvance: advanceWidth, yAdvance: 0, xOffset: 0, yOffset: 0 }));
  return {
    glyphs,
    positions,
    // Read after pdfkit has scaled the positions in place.
    get advanceWidth() {
      return positions.reduce((sum, { xAdvance }) => sum + xAdvance, 0);
    },
  };
}
