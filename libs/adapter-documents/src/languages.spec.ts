import { describe, expect, it } from '@jest/globals';
import { aPlan, anInsurer, aProduct } from '@affinity-engine/catalogue/testing';
import { anAffinity, aPartner } from '@affinity-engine/affinity/testing';
import type { DocumentFacts } from '@affinity-engine/affinity';
import { instant, plainDate } from '@affinity-engine/kernel';
import { opened, textOf } from './testing/read-pdf.js';
import { pdfDocuments } from './pdf-documents.js';

const affinity = anAffinity({
  certificateNumber: '0000012345',
  lifetimeStart: plainDate('2026-11-22'),
  lifetimeEnd: plainDate('2027-11-21'),
  holder: { first_name: 'João' },
  premium: { net: 100_000, fees: 6_000, tax: 7_380, total: 113_380, currency: 'BRL' },
  issuedAt: instant('2026-11-22T12:00:00.000Z'),
  status: 'canceled',
  cancellation: {
    reason: 'default',
    description: 'a b',
    at: instant('2027-01-05T15:00:00.000Z'),
    rule: 'pro-rata',
    paid: 113_380,
    kept: 13_380,
    refund: 100_000,
    taxRefund: 6_000,
  },
});
const facts = (product: Parameters<typeof aProduct>[0]): DocumentFacts => ({
  affinity,
  partner: aPartner(),
  product: aProduct({ plans: [aPlan()], ...product }),
  plan: aPlan(),
});
const printed = async (type: 'certificate' | 'cancellation', product: Parameters<typeof aProduct>[0]) =>
  textOf(await pdfDocuments().render(type, facts(product)));

describe('a certificate', () => {
  it.each([
    [
      'pt-BR',
      'Certificado individual de seguro',
      'de 22/11/2026 a 21/11/2027',
      'Prêmio total R$ 1.133,80',
      'Página 1 de',
    ],
    [
      'en',
      'Certificate of insurance',
      '22 November 2026 to 21 November 2027',
      'Total premium (prêmio total) R$1,133.80',
      'Page 1 of',
    ],
    ['de', 'Versicherungsbestätigung', '22.11.2026 bis 21.11.2027', 'Gesamtprämie 1.133,80 R$', 'Seite 1 von'],
  ] as const)('of a product in %s is in that language: title, days, amounts, pages', async (language, ...texts) => {
    const text = await printed('certificate', { language });
    for (const each of texts) expect(text).toContain(each);
    const { info } = await (
      await opened(await pdfDocuments().render('certificate', facts({ language })))
    ).getMetadata();
    expect(info).toMatchObject({ Language: language });
  });

  it('of a Brazilian product without a language is in Portuguese, of another in English', async () => {
    expect(await printed('certificate', { jurisdiction: 'BR' })).toContain('Segurado Nome João');
    expect(await printed('certificate', { jurisdiction: 'DE' })).toContain('Insured person (segurado)');
  });

  it('names the registers that know the insurer, and SUSEP’s notice in Brazil only', async () => {
    const { susepCode: _, cnpj: __, ...insurer } = anInsurer({ baFinId: '5555' });
    const german = await printed('certificate', { language: 'de', jurisdiction: 'DE', insurer });
    expect(german).toContain('BaFin-Nummer des Versicherers 5555');
    for (const brazilian of ['SUSEP-Code des Versicherers', 'gov.br']) expect(german).not.toContain(brazilian);
    expect(await printed('certificate', { language: 'de' })).toContain('gov.br/susep');
  });
});

describe('a cancellation', () => {
  it.each([
    ['pt-BR', 'Inadimplência', 'Observação: a b', 'Restituição R$ 1.000,00'],
    ['de', 'Prämie nicht gezahlt', 'Bemerkung: a b', 'Erstattung 1.000,00 R$'],
  ] as const)('in %s says reason, remark and refund', async (language, ...texts) => {
    const text = await printed('cancellation', { language });
    for (const each of texts) expect(text).toContain(each);
  });
});
