import { colors } from './dress.js';
import type { Sheet } from './sheet.js';
import { unread } from './tags.js';

/** A thin line across the sheet. */
export function rule(sheet: Sheet, y: number): void {
  const { doc, left, width } = sheet;
  const line = () =>
    doc
      .lineWidth(0.6)
      .moveTo(left, y)
      .lineTo(left + width, y);
  unread(sheet, () => line().stroke(colors.line));
}
