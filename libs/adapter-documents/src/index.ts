export { documentErrors } from './errors.js';
export type { DocumentErrorCode } from './errors.js';
export { pdfDocuments } from './pdf-documents.js';
export { printableParticulars } from './printable-particulars.js';
export { printProposal } from './proposal.js';
export { pdfTypeface } from './typeface.js';
