import type { AttachmentType, DocumentFacts, Documents } from '@affinity-engine/affinity';
import { printCancellation } from './cancellation.js';
import { printCertificate } from './certificate.js';
import { printGeneralConditions, printPrizeDrawRegulation } from './terms.js';

const printers = {
  certificate: printCertificate,
  'general-conditions': printGeneralConditions,
  'prize-draw-regulation': printPrizeDrawRegulation,
  cancellation: printCancellation,
} as const satisfies Record<AttachmentType, (facts: DocumentFacts) => Promise<Uint8Array>>;

/** Prints documents as PDF files. The PDF library and the fonts are loaded with the first document. */
export function pdfDocuments(): Documents {
  return { render: (type, facts) => printers[type](facts) };
}
