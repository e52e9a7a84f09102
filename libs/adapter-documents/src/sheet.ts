import type { Instant } from '@affinity-engine/kernel';
import { printable } from './format.js';
import { press } from './press.js';

/** The current page; the next block begins at `doc.y`. */
export type Sheet = { readonly doc: PDFKit.PDFDocument; readonly left: number; readonly width: number };

/** The frame of every page, and the metadata of the file. */
export type Frame = {
  readonly title: string;
  /** The Portuguese legal term for the document. */
  readonly term: string;
  readonly issuer: string;
  /** Register numbers of the issuer. */
  readonly registers: string;
  readonly subject: string;
  /** Identifies this document on every page. */
  readonly reference: string;
  readonly footer: string;
  readonly at: Instant;
};

export const colors = {
  ink: '#1d2733',
  soft: '#5b6775',
  accent: '#15426b',
  tint: '#eef3f8',
  line: '#c9d3de',
  paper: '#ffffff',
  pale: '#cfe0f0',
} as const;

const margins = { top: 74, bottom: 66, left: 48, right: 48 } as const;

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

/** Prints a document: opens a page, runs `content`, adds the frame to every page and returns the file. */
export async function print(frame: Frame, content: (sheet: Sheet) => void): Promise<Uint8Array> {
  const { Pdf, regular, bold } = await press();
  const doc = new Pdf({
    size: 'A4',
    margins: { ...margins },
    bufferPages: true,
    lang: 'en',
    displayTitle: true,
    // No standard fonts: they lack letters and are not embedded.
    font: '',
    info: {
      Title: printable(`${frame.title}: ${frame.reference}`),
      Author: printable(frame.issuer),
      Subject: printable(frame.subject),
      Creator: 'affinity-engine',
      // The file's identity is made from this date, so that equal facts give equal bytes.
      CreationDate: new Date(frame.at),
    },
  });
  // pdfkit accepts parsed fonts, but its types do not
  doc.registerFont('regular', regular as never).registerFont('bold', bold as never);
  const sheet = { doc, left: margins.left, width: doc.page.width - margins.left - margins.right };
  openingBand(sheet, frame);
  content(sheet);
  frameEveryPage(sheet, frame);
  doc.end();
  const chunks: Uint8Array[] = [];
  for await (const chunk of doc) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** The issuer and the document, on a band as high as the longer of the two names. */
function openingBand(sheet: Sheet, frame: Frame): void {
  const { doc, left, width } = sheet;
  const half = width * 0.5 - 10;
  const sides = [
    { x: left, align: 'left', name: frame.issuer, below: frame.registers },
    { x: left + width - half, align: 'right', name: frame.title, below: frame.term },
  ] as const;
  const styles = sides.map(({ align }) => ({
    name: placed(sheet, { size: 14, bold: true, color: colors.paper, align }, half),
    below: placed(sheet, { size: 8, color: colors.pale, align }, half),
  }));
  const heights = sides.map((side, index) => styles[index]?.name.height(side.name) ?? 0);
  const belows = sides.map((side, index) => styles[index]?.below.height(side.below) ?? 0);
  const band = 26 + Math.max(...heights) + 4 + Math.max(...belows) + 18;
  doc.rect(0, 0, doc.page.width, band).fill(colors.accent);
  sides.forEach((side, index) => {
    styles[index]?.name.write(side.name, side.x, 26);
    styles[index]?.below.write(side.below, side.x, doc.y + 4);
  });
  doc.y = band + 16;
}

function frameEveryPage(sheet: Sheet, frame: Frame): void {
  const { doc, left, width } = sheet;
  const { start, count } = doc.bufferedPageRange();
  for (let page = start; page < start + count; page += 1) {
    doc.switchToPage(page);
    // Otherwise text below the margin would begin a new page.
    doc.page.margins.bottom = 0;
    if (page > start) runningHead(sheet, frame);
    const foot = doc.page.height - margins.bottom + 14;
    rule(sheet, foot);
    placed(sheet, { size: 6.8, color: colors.soft }, width - 90).write(frame.footer, left, foot + 6);
    const number = placed(sheet, { size: 6.8, color: colors.soft, align: 'right' }, 80);
    number.write(`Page ${page - start + 1} of ${count}`, left + width - 80, foot + 6);
  }
}

function runningHead(sheet: Sheet, { title, issuer, reference }: Frame): void {
  const { left, width } = sheet;
  placed(sheet, { size: 8, bold: true, color: colors.accent }, width / 2).write(issuer, left, 36);
  const right = placed(sheet, { size: 8, color: colors.soft, align: 'right' }, width / 2);
  right.write(`${title} · ${reference}`, left + width / 2, 36);
  rule(sheet, 56);
}

/** A thin line across the sheet. */
export function rule({ doc, left, width }: Sheet, y: number): void {
  doc
    .lineWidth(0.6)
    .moveTo(left, y)
    .lineTo(left + width, y)
    .stroke(colors.line);
}
