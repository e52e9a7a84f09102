import { heading } from './blocks.js';
import { colors } from './dress.js';
import { rule } from './rule.js';
import { keepTogether, placed, type Sheet } from './sheet.js';
import { grouped, tagged, unread } from './tags.js';

/** A column; `share` is its part of the width, all shares together 1. */
export type Column = { readonly title: string; readonly share: number; readonly align?: 'left' | 'right' };

/** A cell: a line of text, with an optional note below it. */
export type Cell = { readonly text: string; readonly note?: string; readonly bold?: boolean };

const [padding, noteGap] = [5, 1.5] as const;

type Box = { readonly x: number; readonly width: number; readonly align: 'left' | 'right' };

/** A table lower than this is never split. */
const smallTable = 160;

/**
 * A section with a table: rows under a header that is repeated on every page. A row is never split; the heading stays
 * with the first one.
 */
export function table(
  sheet: Sheet,
  title: string,
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
): void {
  const boxes = boxesOf(sheet, columns);
  const heights = rows.map((cells) => heightOf(sheet, boxes, cells, 9));
  const whole = heights.reduce((sum, height) => sum + height, 0);
  heading(sheet, title, 34 + (whole < smallTable ? whole : (heights[0] ?? 0)));
  grouped(sheet, 'Table', (inner) => tableIn(inner, boxes, columns, rows, heights));
}

function tableIn(
  sheet: Sheet,
  boxes: readonly Box[],
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  heights: readonly number[],
): void {
  const header = (writeRow: WriteRow): void => {
    const { doc, left, width, dress } = sheet;
    const titles = columns.map(({ title }) => ({ text: title, bold: true }));
    const height = heightOf(sheet, boxes, titles, 7.4);
    unread(sheet, () => doc.rect(left, doc.y, width, height).fill(dress.tint));
    writeRow(sheet, boxes, titles, 7.4, height);
  };
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

/** Marks what one text of a cell writes. */
type Mark = (write: () => void) => void;

type WriteRow = (sheet: Sheet, boxes: readonly Box[], cells: readonly Cell[], size: number, height: number) => void;

/** A row that is read cell by cell. */
const readRow =
  (tag: 'TH' | 'TD'): WriteRow =>
  (sheet, boxes, cells, size, height) =>
    grouped(sheet, 'TR', (inner) =>
      row(inner, boxes, cells, size, height, (cell) =>
        grouped(inner, tag, (own) => cell((write) => tagged(own, 'P', write))),
      ),
    );

/** The head of a table that goes on: it was read before. */
const repeatedRow: WriteRow = (sheet, boxes, cells, size, height) =>
  row(sheet, boxes, cells, size, height, (cell) => cell((write) => unread(sheet, write, 'Pagination')));

function row(
  sheet: Sheet,
  boxes: readonly Box[],
  cells: readonly Cell[],
  size: number,
  height: number,
  mark: (cell: (part: Mark) => void) => void,
): void {
  const { doc } = sheet;
  const top = doc.y;
  cells.forEach((cell, index) => {
    const box = boxes[index];
    const { line, note } = places(sheet, box, cell, size);
    const x = box?.x ?? sheet.left;
    mark((part) => {
      part(() => line.write(cell.text, x, top + padding));
      if (cell.note) part(() => note.write(cell.note ?? '', x, doc.y + noteGap));
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
