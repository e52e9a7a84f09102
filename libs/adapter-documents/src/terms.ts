import type { Section } from '@affinity-engine/catalogue';
import type { DocumentFacts } from '@affinity-engine/affinity';
import { heading, keyBox, type Pair, pairs, prose, smallPrint } from './blocks.js';
import { documentError } from './errors.js';
import { contactPairs, frameOf } from './frame.js';
import { supervisorNotice } from './labels.js';
import { print, type Frame } from './sheet.js';

/** The general conditions of the product (pt *condições gerais*). */
export async function printGeneralConditions(facts: DocumentFacts): Promise<Uint8Array> {
  const { product } = facts;
  const numbers: readonly Pair[] = [
    ['Product (produto)', product.name],
    ['SUSEP process (processo SUSEP)', product.processNumber],
    ['Group policy (apólice coletiva)', product.groupPolicyNumber],
  ];
  return printTerms(
    facts,
    frameOf(facts, 'General conditions', 'Condições gerais do seguro'),
    numbers,
    product.generalConditions,
  );
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
  const numbers: readonly Pair[] = [
    ['Title (título)', title],
    ['SUSEP process (processo SUSEP)', processNumber],
    ['Certificate number (nº do certificado)', affinity.certificateNumber],
  ];
  return printTerms(
    facts,
    frameOf(facts, 'Prize-draw regulation', 'Regulamento do título de capitalização'),
    numbers,
    regulation,
  );
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
    heading(sheet, 'Contact lines (canais de atendimento)', 90);
    pairs(sheet, contactPairs(facts));
    smallPrint(sheet, supervisorNotice);
  });
}
