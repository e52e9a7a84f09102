import { getDocument, VerbosityLevel, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** A printed document, as a reader opens it. */
export const opened = (bytes: Uint8Array): Promise<PDFDocumentProxy> =>
  getDocument({ data: Uint8Array.from(bytes), verbosity: VerbosityLevel.ERRORS, isEvalSupported: false }).promise;

/** The text of every page, as copied; line breaks and runs of spaces as one space. */
export async function pagesOf(bytes: Uint8Array): Promise<readonly string[]> {
  const pdf = await opened(bytes);
  const numbers = Array.from({ length: pdf.numPages }, (_, index) => index + 1);
  return Promise.all(
    numbers.map(async (number) => {
      const { items } = await (await pdf.getPage(number)).getTextContent({ disableNormalization: true });
      const parts = items.map((each) => ('str' in each ? each.str + (each.hasEOL ? ' ' : '') : ''));
      return parts.join('').replace(/\s+/g, ' ');
    }),
  );
}

/** The text of all pages. */
export const textOf = async (bytes: Uint8Array): Promise<string> => (await pagesOf(bytes)).join(' ');
