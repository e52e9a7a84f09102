import { colors, type Dress } from './dress.js';
import { printable } from './format.js';
import type { Wording } from './wording.js';

/** The current page; the next block begins at `doc.y`. */
export type Sheet = {
  readonly doc: PDFKit.PDFDocument;
  readonly left: number;
  readonly width: number;
  readonly words: Wording;
  readonly dress: Dress;
  /** The part of the structure that is being written. */
  readonly within: PDFKit.PDFStructureElement;
};

/** Around the text of every page, in points. */
export const margins = { top: 74, bottom: 66, left: 48, right: 48 } as const;

type Style = {
  readonly size: number;
  readonly bold?: boolean;
  readonly color?: string;
  readonly align?: 'left' | 'right' | 'center';
  readonly lineGap?: number;
};

/** Prepares text for printing; all text passes here, so all is printable. */
export function placed(sheet: Sheet, style: Style, width: number) {
  const { doc } = sheet;
  const options = { width, align: style.align ?? 'left', lineGap: style.lineGap ?? 1.2 } as const;
  const dress = () => {
    doc.font(style.bold ? 'bold' : 'regular').fontSize(style.size);
    return doc.fillColor(style.color ?? colors.ink);
  };
  return {
    height: (text: string): number => dress().heightOfString(printable(text), options),
    /** Writes the text and moves `doc.y` below it. */
    write: (text: string, x: number, y: number): void => {
      dress().text(printable(text), x, y, options);
    },
  };
}

/** Begins a new page if less than this height is left. */
export function keepTogether(sheet: Sheet, height: number): void {
  const { doc } = sheet;
  if (doc.y + height > doc.page.height - margins.bottom) doc.addPage();
}
