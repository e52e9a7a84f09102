export { documentErrors } from './errors.js';
export type { DocumentErrorCode } from './errors.js';
export { pdfDocuments } from './pdf-documents.js';
export { printProposal } from './proposal.js';
