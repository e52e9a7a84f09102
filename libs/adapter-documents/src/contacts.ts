import { isBrazilian } from '@affinity-engine/catalogue';
import { heading, type Pair, pairs, smallPrint } from './blocks.js';
import type { Sheet } from './sheet.js';

/** The last section: whom to turn to, and the notice that SUSEP requires wherever a product is presented. */
export function contactSection(sheet: Sheet, contacts: readonly Pair[], jurisdiction: string): void {
  heading(sheet, sheet.words.say('contacts'), 90);
  pairs(sheet, contacts);
  if (isBrazilian(jurisdiction)) smallPrint(sheet, sheet.words.say('notice.susep'));
}
