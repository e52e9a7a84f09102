import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { instant, plainDate } from '@affinity-engine/kernel';
import { anAffinity, aPartner } from '@affinity-engine/affinity/testing';
import { aPlan, aProduct } from '@affinity-engine/catalogue/testing';
import type { DocumentFacts } from '@affinity-engine/affinity';

const at = instant('2026-11-22T12:00:00.000Z');
const affinity = anAffinity({
  id: 'affinity-1',
  productId: 'bike',
  productVersion: '0123456789abcdef',
  certificateNumber: '0000012345',
  lifetimeStart: plainDate('2026-11-22'),
  lifetimeEnd: plainDate('2027-11-21'),
  holder: { first_name: 'João', last_name: 'Conceição', cpf: '52998224725' },
  holderDocument: '52998224725',
  premium: { net: 100_000, fees: 6_000, tax: 7_380, total: 113_380, currency: 'BRL' },
  paid: 113_380,
  createdAt: at,
  issuedAt: at,
});
const partner = aPartner({
  name: 'Café do Zé',
  legalName: 'Café do Zé Ltda.',
  cnpj: '11222333000181',
  email: 'seguros@cafe.example',
  phone: '',
  productIds: ['bike'],
  createdAt: at,
});
const facts: DocumentFacts = { affinity, partner, product: aProduct(), plan: aPlan() };
// example
import { pdfDocuments } from '@affinity-engine/adapter-documents';

const documents = pdfDocuments(); // loads nothing yet
const file = await documents.render('certificate', facts); // the bytes of a PDF, the same for the same facts
// end

it('does what the README shows', () => {
  expect(Buffer.from(file.subarray(0, 8)).toString()).toBe('%PDF-1.7');
});

it('is what the README shows', () => {
  const [, shown] = readFileSync(import.meta.filename, 'utf8').split(/^\/\/ (?:example|end)\n/m);
  expect(readFileSync(`${import.meta.dirname}/../README.md`, 'utf8')).toContain(shown);
});
