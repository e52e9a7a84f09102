import { describe, expect, it } from '@jest/globals';
import { anAffinity, aPartner } from '@affinity-engine/affinity/testing';
import { languages } from '@affinity-engine/catalogue';
import { aPlan, aProduct } from '@affinity-engine/catalogue/testing';
import { pdfDocuments } from './pdf-documents.js';
import { opened, pagesOf } from './testing/read-pdf.js';
import { messages } from './wording.js';

const coverage = { name: 'Morte', description: 'Morte por qualquer causa', limit: 5_000_000, deductible: 0 };
/** So many coverages that the certificate has several pages. */
const plan = aPlan({ coverages: Array.from({ length: 60 }, (_, index) => ({ id: `c${index}`, ...coverage })) });
const printed = (language: (typeof languages)[number], more: object = {}) => {
  const facts = { affinity: anAffinity(), partner: aPartner(), product: aProduct({ language, plans: [plan] }), plan };
  return pdfDocuments().render('certificate', { ...facts, ...more });
};

describe.each(languages)('a specimen in %s', (language) => {
  const { specimen, 'specimen.line': line } = messages[language];

  it('says so on every page, across it and in words, and in its title', async () => {
    const bytes = await printed(language, { isSpecimen: true });
    const pages = await pagesOf(bytes);
    expect(pages.length).toBeGreaterThan(2);
    for (const page of pages) {
      expect(page).toContain(specimen);
      expect(page).toContain(line);
    }
    const { info } = await (await opened(bytes)).getMetadata();
    expect((info as { readonly Title: string }).Title).toMatch(new RegExp(`^${specimen} `));
  });

  it('has as many pages as the certificate, which has no such mark', async () => {
    const pages = await pagesOf(await printed(language));
    expect(pages).toHaveLength((await pagesOf(await printed(language, { isSpecimen: true }))).length);
    expect(pages.join()).not.toContain(line);
  });
});
