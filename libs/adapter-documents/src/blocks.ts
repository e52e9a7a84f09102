import { colors } from './dress.js';
import { printable } from './format.js';
import { rule } from './rule.js';
import { keepTogether, placed, type Sheet } from './sheet.js';
import { grouped, tagged, unread } from './tags.js';

/** A label with its value. */
export type Pair = readonly [label: string, value: string];

/** The heading of a section, kept on one page with the beginning of its text, and its bookmark. */
export function heading(sheet: Sheet, text: string, following = 56): void {
  const title = placed(sheet, { size: 10.5, bold: true, color: sheet.dress.accent }, sheet.width);
  keepTogether(sheet, title.height(text) + following);
  sheet.doc.outline.addItem(printable(text), { top: sheet.doc.y } as never);
  tagged(sheet, 'H2', () => title.write(text, sheet.left, sheet.doc.y + 6));
  rule(sheet, sheet.doc.y + 2);
  sheet.doc.y += 8;
}

/** Paragraphs separated by line breaks, on as many pages as needed. */
export function prose(sheet: Sheet, text: string): void {
  const paragraph = placed(sheet, { size: 9, lineGap: 2.4 }, sheet.width);
  for (const each of text.split('\n')) {
    keepTogether(sheet, Math.min(paragraph.height(each), 40));
    tagged(sheet, 'P', () => paragraph.write(each, sheet.left, sheet.doc.y));
    sheet.doc.y += 5;
  }
  sheet.doc.y += 4;
}

/** Labels with their values, `columns` in a row; long values wrap. */
export function pairs(sheet: Sheet, all: readonly Pair[], columns = 2): void {
  grouped(sheet, 'L', (list) => pairsIn(list, all, columns));
}

function pairsIn(list: Sheet, all: readonly Pair[], columns: number): void {
  const gap = 16;
  const width = (list.width - gap * (columns - 1)) / columns;
  const label = placed(list, { size: 7, color: colors.soft }, width);
  const value = placed(list, { size: 9.2 }, width);
  for (let first = 0; first < all.length; first += columns) {
    const row = all.slice(first, first + columns);
    const labels = Math.max(...row.map(([each]) => label.height(each)));
    const height = labels + Math.max(...row.map(([, each]) => value.height(each)));
    keepTogether(list, height + 4);
    const top = list.doc.y;
    row.forEach(([name, text], column) => {
      const x = list.left + column * (width + gap);
      grouped(list, 'LI', (pair) => {
        tagged(pair, 'Lbl', () => label.write(name, x, top));
        tagged(pair, 'LBody', () => value.write(text, x, top + labels));
      });
    });
    list.doc.y = top + height + 4;
  }
  list.doc.y += 2;
}

/** The identifying numbers of a document, in a tinted box. */
export function keyBox(sheet: Sheet, all: readonly Pair[]): void {
  const { doc, left, width, dress } = sheet;
  const [padding, gap] = [10, 12];
  const column = (width - 2 * padding - gap * (all.length - 1)) / all.length;
  const label = placed(sheet, { size: 7, color: colors.soft }, column);
  const value = placed(sheet, { size: 10, bold: true }, column);
  const labels = Math.max(...all.map(([each]) => label.height(each)));
  const height = labels + Math.max(...all.map(([, each]) => value.height(each))) + 2 * padding;
  const top = doc.y;
  unread(sheet, () => doc.roundedRect(left, top, width, height, 4).fill(dress.tint));
  grouped(sheet, 'L', (list) =>
    all.forEach(([name, text], index) => {
      const x = left + padding + index * (column + gap);
      grouped(list, 'LI', (pair) => {
        tagged(pair, 'Lbl', () => label.write(name, x, top + padding));
        tagged(pair, 'LBody', () => value.write(text, x, top + padding + labels));
      });
    }),
  );
  doc.y = top + height + 10;
}

/** A remark in small print. */
export function smallPrint(sheet: Sheet, text: string): void {
  const remark = placed(sheet, { size: 7.6, color: colors.soft, lineGap: 1.6 }, sheet.width);
  keepTogether(sheet, remark.height(text));
  tagged(sheet, 'P', () => remark.write(text, sheet.left, sheet.doc.y));
  sheet.doc.y += 6;
}
