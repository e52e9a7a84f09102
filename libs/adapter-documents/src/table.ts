import { colors, keepTogether, placed, rule, type Sheet } from './sheet.js';
import { grouped, tagged, unread } from './tags.js';

/** A column; `share` is its part of the width, all shares together 1. */
export type Column = { readonly title: string; readonly share: number; readonly align?: 'left' | 'right' };

/** A cell: a line of text, with an optional note below it. */
export type Cell = { readonly text: string; readonly note?: string; readonly bold?: boolean };

const [padding, noteGap] = [5, 1.5] as const;

type Box = { readonly x: number; readonly width: number; readonly align: 'left' | 'right' };

/** A table lower than this is never split; give its heading the same height. */
export const smallTable = 160;

/** Rows under a header that is repeated on every page; a row is never split. */
export function table(sheet: Sheet, columns: readonly Column[], rows: readonly (readonly Cell[])[]): void {
  grouped(sheet, 'Table', (inner) => tableIn(inner, columns, rows));
}

function tableIn(sheet: Sheet, columns: readonly Column[], rows: readonly (readonly Cell[])[]): void {
  const boxes = boxesOf(sheet, columns);
  const header = (writeRow: WriteRow): void => {
    const { doc, left, width } = sheet;
    const titles = columns.map(({ title }) => ({ text: title, bold: true }));
    const height = heightOf(sheet, boxes, titles, 7.4);
    unread(sheet, () => doc.rect(left, doc.y, width, height).fill(colors.tint));
    writeRow(sheet, boxes, titles, 7.4, height);
  };
  const heights = rows.map((cells) => heightOf(sheet, boxes, cells, 9));
  const whole = heights.reduce((sum, height) => sum + height, 0);
  keepTogether(sheet, 24 + (whole < smallTable ? whole : (heights[0] ?? 0)));
  header(readRow('TH'));
  rows.forEach((cells, index) => {
    const height = heights[index] ?? 0;
    const page = sheet.doc.page;
    keepTogether(sheet, height);
    if (sheet.doc.page !== page) header(repeatedRow);
    readRow('TD')(sheet, boxes, cells, 9, height);
    rule(sheet, sheet.doc.y);
  });
  sheet.doc.y += 10;
}

function boxesOf(sheet: Sheet, columns: readonly Column[]): readonly Box[] {
  let x = sheet.left;
  return columns.map(({ share, align = 'left' }) => {
    const width = sheet.width * share;
    const box = { x: x + padding, width: width - 2 * padding, align };
    x += width;
    return box;
  });
}

function heightOf(sheet: Sheet, boxes: readonly Box[], cells: readonly Cell[], size: number): number {
  const heights = cells.map((cell, index) => {
    const { line, note } = places(sheet, boxes[index], cell, size);
    return line.height(cell.text) + (cell.note ? note.height(cell.note) + noteGap : 0);
  });
  return Math.max(...heights) + 2 * padding;
}

type WriteRow = (sheet: Sheet, boxes: readonly Box[], cells: readonly Cell[], size: number, height: number) => void;

/** A row that readers tell, cell by cell. */
const readRow =
  (tag: 'TH' | 'TD'): WriteRow =>
  (sheet, boxes, cells, size, height) =>
    grouped(sheet, 'TR', (inner) => row(inner, boxes, cells, size, height, (write) => tagged(inner, tag, write)));

/** The head of a table that goes on: it was read before. */
const repeatedRow: WriteRow = (sheet, boxes, cells, size, height) =>
  row(sheet, boxes, cells, size, height, (write) => unread(sheet, write, 'Pagination'));

function row(
  sheet: Sheet,
  boxes: readonly Box[],
  cells: readonly Cell[],
  size: number,
  height: number,
  mark: (write: () => void) => void,
): void {
  const { doc } = sheet;
  const top = doc.y;
  cells.forEach((cell, index) => {
    const box = boxes[index];
    const { line, note } = places(sheet, box, cell, size);
    mark(() => {
      line.write(cell.text, box?.x ?? sheet.left, top + padding);
      if (cell.note) note.write(cell.note, box?.x ?? sheet.left, doc.y + noteGap);
    });
  });
  doc.y = top + height;
}

function places(sheet: Sheet, box: Box | undefined, cell: Cell, size: number) {
  const { width, align } = box ?? { width: sheet.width, align: 'left' };
  return {
    line: placed(sheet, { size, align, ...(cell.bold && { bold: true }) }, width),
    note: placed(sheet, { size: 7.4, align, color: colors.soft }, width),
  };
}
