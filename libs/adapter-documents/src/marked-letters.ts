import type { Box, Font, Glyph, Subset } from 'fontkit';

/** A glyph of the font, moved. */
type Piece = { readonly glyph: number; readonly x: number; readonly y: number };

/** All that is needed to draw a character. `of` is the character: each has a glyph of its own. */
type Drawing = { readonly of: string; readonly pieces: readonly Piece[]; readonly advance: number };

/**
 * A letter with marks that has no composed form (`G̃`): one glyph that draws it whole and is copied as the letter, then
 * one for each mark that draws nothing. Drawn one by one, letter and marks would stand apart in copied text, and what
 * the font draws for a letter under a mark would be copied as another letter. The drawing is the glyph's id, so that no
 * list of such glyphs is kept.
 */
export function markedLetter(font: Font, cluster: string): readonly Glyph[] {
  const { glyphs, positions } = font.layout(cluster);
  let pen = 0;
  const pieces = glyphs.map(({ id }, index): Piece => {
    const { xAdvance, xOffset, yOffset } = positions[index] ?? { xAdvance: 0, xOffset: 0, yOffset: 0 };
    const piece = { glyph: Number(id), x: Math.round(pen + xOffset), y: Math.round(yOffset) };
    pen += xAdvance;
    return piece;
  });
  const [letter = '', ...marks] = cluster;
  return [
    glyphOf({ of: cluster, pieces, advance: Math.round(pen) }, letter),
    ...marks.map((mark) => glyphOf({ of: mark, pieces: [], advance: 0 }, mark)),
  ];
}

const glyphOf = (drawing: Drawing, character: string): Glyph => ({
  id: JSON.stringify(drawing),
  advanceWidth: drawing.advance,
  codePoints: [character.codePointAt(0) ?? 0],
});

/** A subset that also takes the glyphs of {@link markedLetter}, as TrueType's composite glyphs. */
export function subsetWithMarks(font: Font): Subset {
  const subset = font.createSubset();
  const addGlyph = subset._addGlyph.bind(subset);
  subset._addGlyph = (id) => {
    if (typeof id === 'number') return addGlyph(id);
    const { pieces, advance } = JSON.parse(id) as Drawing;
    const box = boxAround(pieces.map(({ glyph, x, y }) => moved(font.getGlyph(glyph).bbox, x, y)));
    const included = pieces.map((piece) => ({ ...piece, glyph: subset.includeGlyph(piece.glyph) }));
    const bytes = included.length === 0 ? new Uint8Array() : composite(box, included);
    subset.loca.offsets.push(subset.offset);
    subset.hmtx.metrics.push({ advance, bearing: included.length === 0 ? 0 : box.minX });
    subset.offset += bytes.length;
    return subset.glyf.push(bytes) - 1;
  };
  return subset;
}

const moved = ({ minX, minY, maxX, maxY }: Box, x: number, y: number): Box => ({
  minX: minX + x,
  minY: minY + y,
  maxX: maxX + x,
  maxY: maxY + y,
});

const boxAround = (boxes: readonly Box[]): Box => ({
  minX: Math.min(...boxes.map(({ minX }) => minX)),
  minY: Math.min(...boxes.map(({ minY }) => minY)),
  maxX: Math.max(...boxes.map(({ maxX }) => maxX)),
  maxY: Math.max(...boxes.map(({ maxY }) => maxY)),
});

/** Flags of a part in TrueType's table `glyf`. */
const [wordsOfPlace, isPlace, isFollowed] = [0x01, 0x02, 0x20] as const;

/** The entry of a composite glyph in TrueType's table `glyf`. */
function composite({ minX, minY, maxX, maxY }: Box, pieces: readonly Piece[]): Uint8Array {
  const bytes = Buffer.alloc(10 + 8 * pieces.length);
  [-1, minX, minY, maxX, maxY].forEach((value, index) => bytes.writeInt16BE(value, 2 * index));
  pieces.forEach(({ glyph, x, y }, index) => {
    const at = 10 + 8 * index;
    bytes.writeUInt16BE(wordsOfPlace | isPlace | (index < pieces.length - 1 ? isFollowed : 0), at);
    bytes.writeUInt16BE(glyph, at + 2);
    bytes.writeInt16BE(x, at + 4);
    bytes.writeInt16BE(y, at + 6);
  });
  return bytes;
}
