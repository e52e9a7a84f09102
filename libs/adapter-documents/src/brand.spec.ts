import { describe, expect, it } from '@jest/globals';
import { languages, type Brand } from '@affinity-engine/catalogue';
import { aPlan, anInsurer, aProduct } from '@affinity-engine/catalogue/testing';
import { instant } from '@affinity-engine/kernel';
import { anAffinity, aPartner } from '@affinity-engine/affinity/testing';
import { OPS } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { dressOf } from './dress.js';
import { opened, pagesOf } from './testing/read-pdf.js';
import { messages } from './wording.js';
import { aLogo } from './testing/a-logo.js';
import { pdfDocuments } from './pdf-documents.js';

const names = {
  certificate: 'certificate',
  'general-conditions': 'conditions',
  'prize-draw-regulation': 'regulation',
  cancellation: 'cancellation',
} as const;
const aCancellation = {
  reason: 'insurer',
  description: null,
  at: instant('2026-03-01T12:00:00.000Z'),
  rule: 'pro-rata',
  paid: 3,
  kept: 2,
  refund: 1,
  taxRefund: 0,
} as const;

const printed = (brand?: { color: string; logo?: string }) =>
  pdfDocuments().render('certificate', {
    affinity: anAffinity(),
    partner: aPartner(),
    product: aProduct({ insurer: anInsurer(brand === undefined ? {} : { brand }) }),
    plan: aPlan(),
  });
const printedFor = (partnerBrand?: Brand) =>
  pdfDocuments().render('certificate', {
    affinity: anAffinity(),
    partner: aPartner(),
    ...(partnerBrand && { partnerBrand }),
    product: aProduct({ insurer: anInsurer({ brand: { color: '#8b0000', logo: aLogo.toString('base64') } }) }),
    plan: aPlan(),
  });
const operations = async (bytes: Uint8Array) => (await (await opened(bytes)).getPage(1)).getOperatorList();

describe('the documents of an insurer with a brand', () => {
  it('have its color', async () => {
    const fills = async (color: string) => {
      const { fnArray, argsArray } = await operations(await printed({ color }));
      return fnArray.flatMap((each, at) => (each === OPS.setFillRGBColor ? [String(argsArray[at])] : []));
    };
    const [red, green] = await Promise.all([fills('#8b0000'), fills('#005f00')]);
    expect(red).toContain('139,0,0');
    expect(green).toContain('0,95,0');
    expect(green).not.toContain('139,0,0');
  });

  it('have its picture once, with its name for readers that speak, and the same bytes each time', async () => {
    const brand = { color: '#8b0000', logo: aLogo.toString('base64') };
    const [one, other] = [await printed(brand), await printed(brand)];
    expect(Buffer.compare(one, other)).toBe(0);
    const pictures = (await operations(one)).fnArray.filter((each) => each === OPS.paintImageXObject);
    expect(pictures).toHaveLength(1);
    const tree = await (await (await opened(one)).getPage(1)).getStructTree();
    expect(JSON.stringify(tree)).toContain('"alt":"Seguradora Exemplo S.A."');
    expect((await operations(await printed())).fnArray).not.toContain(OPS.paintImageXObject);
  });
});

describe('the documents of a partner with a brand', () => {
  const fillsOf = async (bytes: Uint8Array) => {
    const { fnArray, argsArray } = await operations(bytes);
    return fnArray.flatMap((each, at) => (each === OPS.setFillRGBColor ? [String(argsArray[at])] : []));
  };

  it('have its color beside the color of the insurer', async () => {
    const fills = await fillsOf(await printedFor({ color: '#005f00' }));
    expect(fills).toEqual(expect.arrayContaining(['0,95,0', '139,0,0']));
    expect(await fillsOf(await printedFor())).not.toContain('0,95,0');
  });

  it('have its picture and its name beside the picture of the insurer', async () => {
    const bytes = await printedFor({ color: '#005f00', logo: aLogo.toString('base64') });
    const pictures = (await operations(bytes)).fnArray.filter((each) => each === OPS.paintImageXObject);
    expect(pictures).toHaveLength(2);
    const tree = JSON.stringify(await (await (await opened(bytes)).getPage(1)).getStructTree());
    expect(tree).toContain(`"alt":"${aPartner().name}"`);
    const [first = ''] = await pagesOf(bytes);
    expect(first.indexOf(aPartner().name)).toBeGreaterThan(first.indexOf(anInsurer().name));
  });
});

describe.each(languages)('beside a picture, a title in %s', (language) => {
  it.each(['certificate', 'general-conditions', 'prize-draw-regulation', 'cancellation'] as const)(
    'breaks no word: %s',
    async (type) => {
      const brand = { color: '#8b0000', logo: aLogo.toString('base64') };
      const prizeDraw = { title: 'a', processNumber: '1', regulation: [{ title: 'a', text: 'b' }] };
      const bytes = await pdfDocuments().render(type, {
        affinity: anAffinity({ cancellation: aCancellation, status: 'canceled' }),
        partner: aPartner(),
        product: aProduct({ language, insurer: anInsurer({ brand }), prizeDraw }),
        plan: aPlan(),
      });
      expect((await pagesOf(bytes))[0]).toContain(messages[language][`${names[type]}.title`]);
    },
  );
});

describe('the tints of a color', () => {
  it('are lighter, and those of the usual color without a brand', () => {
    expect(dressOf({ color: '#000000' })).toMatchObject({ accent: '#000000', tint: '#ededed', pale: '#d1d1d1' });
    expect(dressOf()).toMatchObject({ accent: '#15426b', logo: null });
  });
});
