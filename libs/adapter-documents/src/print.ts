import type { Brand } from '@affinity-engine/catalogue';
import type { Instant } from '@affinity-engine/kernel';
import { colors, dressOf } from './dress.js';
import { printable } from './format.js';
import { placedLogo } from './logo.js';
import { press } from './press.js';
import { rule } from './rule.js';
import { margins, placed, type Sheet } from './sheet.js';
import { tagged, unread } from './tags.js';
import type { Wording } from './wording.js';

/** The frame of every page, and the metadata of the file. */
export type Frame = {
  readonly words: Wording;
  readonly title: string;
  /** Below the title: the legal term for the document, or the product. */
  readonly term: string;
  readonly issuer: string;
  readonly brand: Brand | undefined;
  /** The partner whose own color and picture stand below those of the issuer; null without a brand. */
  readonly partner: { readonly name: string; readonly brand: Brand } | null;
  /** Register numbers of the issuer. */
  readonly registers: string;
  readonly subject: string;
  /** Identifies this document on every page. */
  readonly reference: string;
  readonly footer: string;
  /** Whether every page is marked as a specimen. */
  readonly isSpecimen?: boolean;
  readonly at: Instant;
};

/** Prints a document: opens a page, runs `content`, adds the frame to every page and returns the file. */
export async function print(frame: Frame, content: (sheet: Sheet) => void): Promise<Uint8Array> {
  const { Pdf, regular, bold } = await press();
  const doc = new Pdf({
    size: 'A4',
    margins: { ...margins },
    bufferPages: true,
    lang: frame.words.language,
    pdfVersion: '1.7',
    tagged: true,
    displayTitle: true,
    // No standard fonts: they lack letters and are not embedded.
    font: '',
    info: {
      Title: printable(
        `${frame.isSpecimen === true ? `${frame.words.say('specimen')} ` : ''}${frame.title}: ${frame.reference}`,
      ),
      Author: printable(frame.issuer),
      Subject: printable(frame.subject),
      Creator: 'affinity-engine',
      // The file's identity is made from this date, so that equal facts give equal bytes.
      CreationDate: new Date(frame.at),
    },
  });
  // pdfkit accepts parsed fonts, but its types do not
  doc.registerFont('regular', regular as never).registerFont('bold', bold as never);
  const within = doc.struct('Document');
  doc.addStructure(within);
  const { words } = frame;
  const dress = dressOf(frame.brand);
  const width = doc.page.width - margins.left - margins.right;
  const sheet: Sheet = { doc, left: margins.left, width, words, dress, within };
  openingBand(sheet, frame);
  partnerStripe(sheet, frame);
  content(sheet);
  within.end();
  frameEveryPage(sheet, frame);
  doc.end();
  const chunks: Uint8Array[] = [];
  for await (const chunk of doc) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const belowBand = 16;

/** The issuer and the document, on a band as high as the longer of the two names. */
function openingBand(sheet: Sheet, frame: Frame): void {
  const { doc, left, width, dress } = sheet;
  const logo = placedLogo(sheet, dress.logo);
  const half = width * 0.5 - 10;
  // A title needs the room of its longest word, also beside a picture.
  const room = half + logo.width * 0.25;
  const sides = [
    {
      x: left + logo.width,
      width: room - logo.width,
      align: 'left',
      tag: 'P',
      name: frame.issuer,
      below: frame.registers,
    },
    { x: left + room + 20, width: width - room - 20, align: 'right', tag: 'H1', name: frame.title, below: frame.term },
  ] as const;
  const styles = sides.map(({ align, width: wide }) => ({
    name: placed(sheet, { size: 14, bold: true, color: colors.paper, align }, wide),
    below: placed(sheet, { size: 8, color: dress.pale, align }, wide),
  }));
  const heights = sides.map((side, index) => styles[index]?.name.height(side.name) ?? 0);
  const belows = sides.map((side, index) => styles[index]?.below.height(side.below) ?? 0);
  const band = 26 + Math.max(logo.height, Math.max(...heights) + 4 + Math.max(...belows)) + 18;
  unread(sheet, () => doc.rect(0, 0, doc.page.width, band).fill(dress.accent));
  logo.draw(left, 26, frame.issuer);
  sides.forEach((side, index) => {
    tagged(sheet, side.tag, () => styles[index]?.name.write(side.name, side.x, 26));
    const below = doc.y + 4;
    tagged(sheet, 'P', () => styles[index]?.below.write(side.below, side.x, below));
  });
  doc.y = band + belowBand;
}

const stripe = 4;

/** A stripe of the partner's color below the band, and below it the partner's picture and name. */
function partnerStripe(sheet: Sheet, { partner }: Frame): void {
  if (partner === null) return;
  const { doc, left, width } = sheet;
  const { accent, logo } = dressOf(partner.brand);
  const top = doc.y - belowBand;
  unread(sheet, () => doc.rect(0, top, doc.page.width, stripe).fill(accent));
  doc.y += stripe;
  if (logo === null) return;
  const card = placedLogo(sheet, logo);
  const name = placed(sheet, { size: 10, bold: true, color: accent }, width - card.width);
  const [y, height] = [top + stripe + 8, name.height(partner.name)];
  card.draw(left, y, partner.name);
  tagged(sheet, 'P', () => name.write(partner.name, left + card.width, y + Math.max(0, card.height - height) / 2));
  doc.y = y + Math.max(card.height, height) + 10;
}

function frameEveryPage(sheet: Sheet, frame: Frame): void {
  const { doc, left, width } = sheet;
  const { start, count } = doc.bufferedPageRange();
  for (let at = start; at < start + count; at += 1) {
    doc.switchToPage(at);
    // Otherwise text below the margin would begin a new page.
    doc.page.margins.bottom = 0;
    if (at > start) runningHead(sheet, frame);
    if (frame.isSpecimen === true) specimenMark(sheet);
    const foot = doc.page.height - margins.bottom + 14;
    rule(sheet, foot);
    const text = placed(sheet, { size: 6.8, color: colors.soft }, width - 90);
    const number = placed(sheet, { size: 6.8, color: colors.soft, align: 'right' }, 80);
    const page = frame.words.say('frame.page', { page: at - start + 1, pages: count });
    unread(sheet, () => text.write(frame.footer, left, foot + 6), 'Pagination');
    unread(sheet, () => number.write(page, left + width - 80, foot + 6), 'Pagination');
  }
}

/** Across the page, too large to be cut off, and in words above the foot. */
function specimenMark(sheet: Sheet): void {
  const { doc, left, width, words } = sheet;
  const [mark, line] = [words.say('specimen'), words.say('specimen.line')];
  const middle = [doc.page.width / 2, doc.page.height / 2] as const;
  const size = Math.min(120, (110 * 7) / mark.length);
  const large = placed(sheet, { size, bold: true, color: colors.warning, align: 'center' }, doc.page.width);
  const small = placed(sheet, { size: 9, bold: true, color: colors.warning, align: 'center' }, width);
  unread(sheet, () => {
    doc
      .save()
      .rotate(-50, { origin: [...middle] })
      .fillOpacity(0.2);
    large.write(mark, 0, middle[1] - size / 2);
    doc.restore();
  });
  const foot = doc.page.height - margins.bottom + 1;
  unread(sheet, () => small.write(line, left, foot), 'Pagination');
}

function runningHead(sheet: Sheet, { title, issuer, reference }: Frame): void {
  const { left, width } = sheet;
  const name = placed(sheet, { size: 8, bold: true, color: sheet.dress.accent }, width / 2);
  const right = placed(sheet, { size: 8, color: colors.soft, align: 'right' }, width / 2);
  unread(sheet, () => name.write(issuer, left, 36), 'Pagination');
  unread(sheet, () => right.write(`${title} · ${reference}`, left + width / 2, 36), 'Pagination');
  rule(sheet, 56);
}
