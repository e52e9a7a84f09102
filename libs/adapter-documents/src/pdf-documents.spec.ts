import { describe, expect, it } from '@jest/globals';
import { instant, plainDate } from '@affinity-engine/kernel';
import { anAffinity, aPartner } from '@affinity-engine/affinity/testing';
import { aPlan, anInsurer, aProduct } from '@affinity-engine/catalogue/testing';
import type { AttachmentType, DocumentFacts } from '@affinity-engine/affinity';
import { OPS } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { pdfDocuments } from './pdf-documents.js';
import { opened, pagesOf, textOf as printedText } from './testing/read-pdf.js';

const documents = pdfDocuments();

const schema = {
  type: 'object',
  properties: {
    plate: { title: 'Licence plate (placa)', type: 'string' },
    value: { title: 'Declared value (valor declarado)', type: 'integer', unit: 'minor' },
    is_0km: { type: 'boolean' },
    drivers: { title: 'Driver (condutor)', type: 'array', items: { $ref: '#/$defs/driver' } },
  },
  $defs: {
    driver: {
      type: 'object',
      properties: {
        first_name: { type: 'string' },
        last_name: { type: 'string' },
        cpf: { title: 'CPF', type: 'string', format: 'cpf' },
        birth_date: { title: 'born', type: 'string', format: 'civil-date' },
      },
    },
  },
};

const holder = {
  first_name: 'Łukasz João',
  last_name: 'Nguyễn da Conceição',
  cpf: '52998224725',
  birth_date: '2001-09-15T03:00:00.000Z',
  income_monthly: 850_000,
  gender: 'male',
  contact: { email: 'lukasz@example.com', mobile_phone: '+55 11 98765-4321' },
  address: {
    street_name: 'Rua das Acácias',
    number: '120',
    city_name: 'São Paulo',
    state_code: 'SP',
    zip_code: '01310100',
  },
};

const item = {
  plate: 'ABC1D23',
  value: 350_000,
  is_0km: false,
  drivers: [{ first_name: 'Zoë', last_name: 'Conceição', cpf: '11144477735', birth_date: '1990-12-01' }],
  secret: 'not in the schema',
};

const affinity = anAffinity({
  id: 'aff-1',
  productId: 'auto',
  productVersion: '0123456789abcdef',
  planId: 'full',
  certificateNumber: '0000012345',
  lifetimeStart: plainDate('2026-11-22'),
  lifetimeEnd: plainDate('2027-11-21'),
  holder,
  item,
  holderDocument: '52998224725',
  premium: { net: 167_143, fees: 6_000, tax: 12_335, total: 185_478, currency: 'BRL' },
  paid: 185_478,
  createdAt: instant('2026-11-22T02:30:00.000Z'),
  issuedAt: instant('2026-11-22T02:31:00.000Z'),
});

const partner = aPartner({
  name: 'Café do Zé',
  legalName: 'Café do Zé Comércio de Alimentos Ltda.',
  cnpj: '12ABC34501DE35',
  email: 'seguros@cafe.example',
  phone: '+55 11 3333-4444',
  productIds: ['auto'],
  createdAt: instant('2026-01-01T00:00:00.000Z'),
});

const plan = aPlan({
  id: 'full',
  name: 'Full',
  coverages: [
    {
      id: 'a',
      name: 'Vehicle (casco)',
      description: 'Até 100 % da tabela FIPE.',
      limit: 12_000_000,
      deductible: 350_000,
    },
    {
      id: 'b',
      name: 'Passengers (passageiros)',
      description: 'Invalidez permanente.',
      limit: 2_000_000,
      deductible: 0,
    },
  ],
});

const product = aProduct({
  id: 'auto',
  name: 'Auto',
  language: 'en',
  plans: [plan],
  item: { required: true, schema },
  generalConditions: [
    { title: '1. Cobertura', text: 'A indenização é paga em até 30 dias.\nA franquia é descontada.' },
    { title: '2. Vigência', text: 'Até às 24 horas do último dia.' },
  ],
  prizeDraw: {
    title: 'Título Sorte em Dia',
    processNumber: '15414.000002/2026-02',
    regulation: [{ title: 'I. Sorteios', text: 'Um sorteio por mês, pela Loteria Federal.' }],
  },
});

const facts: DocumentFacts = { affinity, partner, product, plan };
const canceled: DocumentFacts = {
  ...facts,
  affinity: {
    ...affinity,
    status: 'canceled',
    dateEnd: plainDate('2027-01-05'),
    cancellation: {
      reason: 'requested-by-holder',
      description: 'Vendeu o veículo',
      at: instant('2027-01-05T15:00:00.000Z'),
      rule: 'short-rate',
      paid: 185_478,
      kept: 60_001,
      refund: 125_477,
      taxRefund: 8_345,
    },
  },
};

const textOf = async (type: AttachmentType, about: DocumentFacts): Promise<string> =>
  printedText(await documents.render(type, about));

describe('a certificate', () => {
  it.each([
    ['the insurer', 'Seguradora Exemplo S.A.'],
    ["the insurer's SUSEP code", '00001'],
    ["the insurer's CNPJ", '11.222.333/0001-81'],
    ['the process number', '15414.000001/2026-01'],
    ['its own number', '0000012345'],
    ['the group policy', '01.000.0001'],
    ['the policyholder', 'Café do Zé Comércio de Alimentos Ltda.'],
    ["the policyholder's CNPJ, letters and all", '12.ABC.345/01DE-35'],
    ['the holder', 'Łukasz João Nguyễn da Conceição'],
    ["the holder's CPF", '529.982.247-25'],
    ["the holder's date of birth", '15 September 2001'],
    ['the address', 'Rua das Acácias, 120 · São Paulo - SP · 01310-100'],
    ['the item', 'Licence plate (placa)'],
    ['the plate', 'ABC1D23'],
    ['amounts of the item as money', 'R$3,500.00'],
    ['flags in words', 'No (não)'],
    ['drivers on one line', 'Zoë Conceição · CPF 111.444.777-35 · born 1 December 1990'],
    ['the period, both days included', '22 November 2026 to 21 November 2027, both included: 365 days'],
    ['the plan', 'Auto · Full'],
    ['each coverage', 'Vehicle (casco)'],
    ['what a coverage comprises', 'Até 100 % da tabela FIPE.'],
    ['its limit', 'R$120,000.00'],
    ['its deductible', 'R$3,500.00'],
    ['the assists', 'Transport to the nearest workshop.'],
    ['the net premium', 'Net premium (prêmio líquido) R$1,671.43'],
    ['the fees', 'Fees (custo de apólice) R$60.00'],
    ['the tax apart', 'Tax on financial transactions (IOF) R$123.35'],
    ['the total', 'Total premium (prêmio total) R$1,854.78'],
    ['the currency', 'in BRL'],
    ['the broker', 'Corretora Exemplo Ltda.'],
    ["the broker's SUSEP code", '200000001'],
    ['the right of regret', 'within 7 (seven) days of issue'],
    ['the telephone', '0800 000 0001'],
    ['the ombudsman', 'Ombudsman (ouvidoria) 0800 000 0002'],
    ['the bundled prize draw', 'Título Sorte em Dia'],
    ['the day of issue where the business is done', 'Issued on (data de emissão)'],
    ['that day', '21 November 2026'],
    ['its page numbers', 'Page 1 of 2'],
  ])('states %s', async (_what, text) => {
    expect(await textOf('certificate', facts)).toContain(text);
  });

  it('prints neither private data of the holder nor properties outside of the schema', async () => {
    const text = await textOf('certificate', facts);
    for (const hidden of ['8,500.00', '850000', 'male', 'not in the schema']) expect(text).not.toContain(hidden);
  });

  it('says what it renews', async () => {
    expect(await textOf('certificate', { ...facts, affinity: { ...affinity, renewedFrom: 'aff-0' } })).toContain(
      'Renewal of (renovação de) aff-0',
    );
  });

  it('stays the same file after changes of the contract', async () => {
    const before = await documents.render('certificate', facts);
    const after = await documents.render('certificate', canceled);
    expect(Buffer.compare(before, after)).toBe(0);
  });

  it('does without a holder and an item', async () => {
    const text = await textOf('certificate', { ...facts, affinity: { ...affinity, holder: null, item: null } });
    expect(text).toContain('To bearer');
    expect(text).not.toContain('Insured item');
  });
});

describe('general conditions and regulation', () => {
  it('hold every section whole, accents included', async () => {
    const text = await textOf('general-conditions', facts);
    for (const { title, text: body } of product.generalConditions) {
      for (const part of [title, ...body.split('\n')]) expect(text).toContain(part);
    }
    expect(text).toContain('Condições gerais do seguro');
  });

  it('name the prize-draw title and its process', async () => {
    const text = await textOf('prize-draw-regulation', facts);
    for (const part of ['Título Sorte em Dia', '15414.000002/2026-02', 'Um sorteio por mês'])
      expect(text).toContain(part);
  });

  it('are refused for a product without a prize draw', async () => {
    const { prizeDraw: _, ...bare } = product;
    await expect(documents.render('prize-draw-regulation', { ...facts, product: bare })).rejects.toMatchObject({
      code: 'DOCUMENT-UNAVAILABLE',
    });
  });
});

describe('a cancellation endorsement', () => {
  it.each([
    ['the certificate', '0000012345'],
    ['when', 'Canceled on (data do cancelamento)'],
    ['the period contracted', '22 November 2026 to 21 November 2027'],
    ['the new last day', 'New last day of cover (novo fim de vigência)'],
    ['that day', '5 January 2027'],
    ['the reason', 'Requested by the holder (a pedido do segurado)'],
    ['the remark', 'Vendeu o veículo'],
    ['the rule', 'By the short-rate table (tabela de prazo curto)'],
    ['what was paid', 'Paid so far (valor pago) R$1,854.78'],
    ['what is kept', 'R$600.01'],
    ['the refund', 'Refund (restituição) R$1,254.77'],
    ['the tax in it', 'of which tax (IOF restituído) R$83.45'],
  ])('states %s', async (_what, text) => {
    expect(await textOf('cancellation', canceled)).toContain(text);
  });

  it('says where cover never began', async () => {
    const before = { ...canceled.affinity, dateEnd: plainDate('2026-11-20') };
    expect(await textOf('cancellation', { ...canceled, affinity: before })).toContain('before cover began');
  });

  it('is refused where nothing was canceled', async () => {
    await expect(documents.render('cancellation', facts)).rejects.toMatchObject({ code: 'DOCUMENT-UNAVAILABLE' });
  });
});

describe('every document', () => {
  const types = ['certificate', 'general-conditions', 'prize-draw-regulation', 'cancellation'] as const;

  it.each(types)('is the same bytes for the same facts: %s', async (type) => {
    const [one, other] = [await documents.render(type, canceled), await documents.render(type, canceled)];
    expect(Buffer.compare(one, other)).toBe(0);
    expect(Buffer.from(one.subarray(0, 5)).toString()).toBe('%PDF-');
  });

  it('is the same bytes after and beside other documents', async () => {
    const one = await documents.render('certificate', facts);
    const odd = {
      ...facts,
      affinity: { ...affinity, holder: { ...holder, first_name: 'Ω\u00a0µ\u2126ﬁ Α i\u0361 \u0131\u0303 M\u0303' } },
    };
    const [, again] = await Promise.all([documents.render('certificate', odd), documents.render('certificate', facts)]);
    expect(Buffer.compare(one, again ?? new Uint8Array())).toBe(0);
  });

  it.each(types)('says what it is and whose: %s', async (type) => {
    const { info } = await (await opened(await documents.render(type, canceled))).getMetadata();
    expect(info).toMatchObject({ Author: 'Seguradora Exemplo S.A.', Subject: 'Auto', Language: 'en' });
    expect((info as { Title: string }).Title).toContain('Certificate 0000012345');
  });

  it.each([
    ['Łukasz Nguyễn'],
    ['João Conceição'],
    ['Þórður Œuvré Ğöğüş'],
    ['Αλέξανδρος Жуков'],
    ['office fifl ﬂat'],
    ['Ștefan Țîrlea'],
  ])('gives the name %s back whole', async (first_name) => {
    const named = { ...facts, affinity: { ...affinity, holder: { first_name } } };
    expect(await textOf('certificate', named)).toContain(first_name);
  });

  it.each([
    ['G\u0303uarani M\u0303'],
    ['Ẹ\u0301di Ọ\u0300'],
    ['x\u0302\u0301\u0303y l\u0303 q\u0323\u0303'],
    ['\u0131\u0301 i\u0361j \u0131'],
    ['i\u0310 \u0131\u0310'],
    ['ж\u0301 Ж\u0301'],
    ['и\u0331'.repeat(40)],
    ['Zz' + '\u0303'.repeat(30)],
  ])('gives letters and marks without a composed form back whole: %s', async (first_name) => {
    const named = { ...facts, affinity: { ...affinity, holder: { first_name } } };
    expect(await textOf('certificate', named)).toContain(first_name);
  });

  it('draws a letter with its mark in one step, as wide as the letter', async () => {
    const named = { ...facts, affinity: { ...affinity, holder: { first_name: 'MM\u0303' } } };
    const page = await (await opened(await documents.render('certificate', named))).getPage(1);
    const { fnArray, argsArray } = await page.getOperatorList();
    const drawn = fnArray.flatMap((operation, at): readonly { unicode: string; width: number }[] =>
      operation === OPS.showText ? argsArray[at][0] : [],
    );
    const at = drawn.findIndex(({ unicode }) => unicode === '\u0303');
    expect(drawn.slice(at - 2, at + 1).map(({ unicode }) => unicode)).toEqual(['M', 'M', '\u0303']);
    const [plain, marked, mark] = drawn.slice(at - 2).map(({ width }) => width);
    expect([marked, mark]).toEqual([plain, 0]);
  });

  it('composes letters and accents that were sent apart', async () => {
    const named = { ...facts, affinity: { ...affinity, holder: { first_name: 'Nguyễn'.normalize('NFD') } } };
    expect(await textOf('certificate', named)).toContain('Nguyễn');
  });

  it.each(['山田 Ana', 'שלום Ana', '𝐀𝐧𝐚 🎉 Ana', 'ש\u05bc\u0303 Ana'])(
    'prints what was kept before it was refused: %s',
    async (first_name) => {
      const named = { ...facts, affinity: { ...affinity, holder: { first_name } } };
      expect(await textOf('certificate', named)).toContain('Ana');
    },
  );

  it('prints no control characters', async () => {
    const named = { ...facts, affinity: { ...affinity, holder: { first_name: 'two\nlines\u0000and\u2028more' } } };
    expect(await textOf('certificate', named)).toContain('two lines and more');
  });

  it('goes on over as many pages as it needs, each with its head and number', async () => {
    const sections = Array.from({ length: 60 }, (_, at) => ({
      title: `${at}. Seção`,
      text: `Início ${at}. ${'Cláusula. '.repeat(150)}Fim ${at}.`,
    }));
    const pages = await pagesOf(
      await documents.render('general-conditions', { ...facts, product: { ...product, generalConditions: sections } }),
    );
    const text = pages.join(' ');
    expect(pages.length).toBeGreaterThan(10);
    for (let at = 0; at < 60; at += 1) expect(text).toContain(`Fim ${at}.`);
    pages.forEach((page, at) => expect(page).toContain(`Page ${at + 1} of ${pages.length}`));
    pages.slice(1).forEach((page) => expect(page).toContain('General conditions · Certificate 0000012345'));
  });

  it('repeats the head of a table on every page and divides no row', async () => {
    const coverages = Array.from({ length: 50 }, (_, at) => ({
      id: `${at}`,
      name: `Cover ${at}`,
      description: 'Texto. '.repeat(50),
      limit: at + 1,
      deductible: 0,
    }));
    const pages = await pagesOf(await documents.render('certificate', { ...facts, plan: { ...plan, coverages } }));
    const tables = pages.filter((page) => /Cover \d/.test(page));
    expect(tables.length).toBeGreaterThan(2);
    tables.forEach((page) => expect(page).toContain('Limit (limite máximo)'));
    for (let at = 0; at < 50; at += 1) expect(pages.some((page) => page.includes(`Cover ${at} `))).toBe(true);
  });

  it('keeps the premium on one page with its heading, and every table’s first row', async () => {
    const assists = [{ id: 'a', name: 'Roadside help', description: 'Texto. '.repeat(60) }];
    for (let more = 0; more < 12; more += 1) {
      const coverages = Array.from({ length: 2 + more }, (_, at) => ({ ...plan.coverages[0]!, id: `${at}` }));
      const pages = await pagesOf(
        await documents.render('certificate', { ...facts, plan: { ...plan, coverages, assists } }),
      );
      const page = pages.find((each) => each.includes('Premium (prêmio)'));
      expect(page).toContain('Total premium (prêmio total)');
      expect(pages.find((each) => each.includes('Assistance services'))).toContain('Roadside help');
    }
  });

  it('wraps names of any length, with spaces or without', async () => {
    const long = { first_name: 'Maria '.repeat(10).trim(), last_name: 'x'.repeat(120), cpf: '52998224725' };
    const insurer = anInsurer({ name: 'Companhia de Seguros '.repeat(8).trim() });
    const pages = await pagesOf(
      await documents.render('certificate', {
        ...facts,
        product: { ...product, insurer },
        affinity: { ...affinity, holder: long },
      }),
    );
    expect(pages.join('').replaceAll(' ', '')).toContain('x'.repeat(120));
    expect(pages.length).toBeLessThan(4);
  });
});
