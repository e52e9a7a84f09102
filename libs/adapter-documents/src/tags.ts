import type { Sheet } from './sheet.js';

/** What a part is, for readers that speak: PDF's standard structure types. */
type Leaf = 'H1' | 'H2' | 'P' | 'Lbl' | 'LBody' | 'Figure';
type Group = 'L' | 'LI' | 'Table' | 'TR' | 'TH' | 'TD';

/** Writes one part that is read as a whole. `write` must not begin a page by itself. */
export function tagged(sheet: Sheet, tag: Leaf, write: () => void, options: { alt?: string } = {}): void {
  sheet.within.add(sheet.doc.struct(tag, options, write));
}

/** Writes parts that belong together, on as many pages as they need. */
export function grouped(sheet: Sheet, tag: Group, write: (inner: Sheet) => void): void {
  // pdfkit's types do not know what a head is of.
  const group = sheet.doc.struct(tag, (tag === 'TH' ? { scope: 'Column' } : {}) as never);
  sheet.within.add(group);
  write({ ...sheet, within: group });
  group.end();
}

/** Draws what readers leave out: lines, tints, and what every page repeats. */
export function unread(sheet: Pick<Sheet, 'doc'>, draw: () => void, type: 'Layout' | 'Pagination' = 'Layout'): void {
  sheet.doc.markContent('Artifact', { type });
  draw();
  sheet.doc.endMarkedContent();
}
