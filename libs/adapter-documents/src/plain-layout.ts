import type { Font, Glyph, GlyphRun } from 'fontkit';
import { markedLetter, subsetWithMarks } from './marked-letters.js';

/**
 * The same font, laid out letter by letter, without ligatures and kerning.
 *
 * This has three effects: copied text has exactly the printed characters ("fi" is two letters); a document takes a
 * fifth of the time, since hardly any layout tables are read; and documents can share fonts: fontkit's own glyphs keep the
 * character they were first used for, these belong to one character each. A letter with marks that has no composed form
 * is one drawing as well.
 */
export function laidOutPlainly(font: Font): Font {
  const glyphs = new Map<string, readonly Glyph[]>();
  const glyphsOf = (cluster: string): readonly Glyph[] => {
    const known = glyphs.get(cluster);
    if (known) return known;
    const made = isMarked(cluster) ? markedLetter(font, cluster) : [plainGlyph(font, cluster)];
    if (glyphs.size < mostGlyphs) glyphs.set(cluster, made);
    return made;
  };
  const layout: Font['layout'] = (text) => runOf((text.match(clusters) ?? []).flatMap(glyphsOf));
  return Object.create(font, {
    layout: { value: layout },
    createSubset: { value: () => subsetWithMarks(font) },
  }) as Font;
}

/** A letter with its marks; marks without a letter are characters of their own. */
const clusters = /[^\p{M}\s]\p{M}{1,16}|[^]/gu;

const isMarked = (cluster: string): boolean => /.\p{M}/u.test(cluster);

function plainGlyph(font: Font, character: string): Glyph {
  const codePoint = character.codePointAt(0) ?? 0;
  const { id, advanceWidth } = font.glyphForCodePoint(codePoint);
  return { id, advanceWidth, codePoints: [codePoint] };
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
