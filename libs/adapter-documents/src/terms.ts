import type { Section } from '@affinity-engine/catalogue';
import type { DocumentFacts } from '@affinity-engine/affinity';
import { heading, keyBox, type Pair, prose } from './blocks.js';
import { contactSection } from './contacts.js';
import { documentError } from './errors.js';
import { contactPairs, frameOf } from './frame.js';
import { print, type Frame } from './print.js';
import { wordingOf } from './wording.js';

/** The general conditions of the product (pt *condições gerais*). */
export async function printGeneralConditions(facts: DocumentFacts): Promise<Uint8Array> {
  const { product } = facts;
  const { say } = wordingOf(product);
  const numbers: readonly Pair[] = [
    [say('cover.product'), product.name],
    [say('number.process'), product.processNumber],
    [say('number.policy'), product.groupPolicyNumber],
  ];
  return printTerms(facts, frameOf(facts, 'conditions'), numbers, product.generalConditions);
}

/**
 * The regulation of the product's prize draw (pt *regulamento do título de capitalização*).
 *
 * @throws DOCUMENT-UNAVAILABLE if the product has none.
 */
export async function printPrizeDrawRegulation(facts: DocumentFacts): Promise<Uint8Array> {
  const { product, affinity } = facts;
  if (!product.prizeDraw) {
    const message = `Product ${product.id} bundles no prize-draw title.`;
    throw documentError('DOCUMENT-UNAVAILABLE', { productId: product.id }, message);
  }
  const { title, processNumber, regulation } = product.prizeDraw;
  const { say } = wordingOf(product);
  const numbers: readonly Pair[] = [
    [say('prizeDraw.title'), title],
    [say('number.process'), processNumber],
    [say('number.certificate'), affinity.certificateNumber],
  ];
  return printTerms(facts, frameOf(facts, 'regulation'), numbers, regulation);
}

function printTerms(
  facts: DocumentFacts,
  frame: Frame,
  numbers: readonly Pair[],
  sections: readonly Section[],
): Promise<Uint8Array> {
  return print(frame, (sheet) => {
    keyBox(sheet, numbers);
    for (const { title, text } of sections) {
      heading(sheet, title);
      prose(sheet, text);
    }
    contactSection(sheet, contactPairs(facts), facts.product.jurisdiction);
  });
}
