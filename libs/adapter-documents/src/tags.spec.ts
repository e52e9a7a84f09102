import { describe, expect, it } from '@jest/globals';
import { aPlan, aProduct } from '@affinity-engine/catalogue/testing';
import { anAffinity, aPartner } from '@affinity-engine/affinity/testing';
import type { AttachmentType } from '@affinity-engine/affinity';
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { opened } from './testing/read-pdf.js';
import { pdfDocuments } from './pdf-documents.js';

type Node = {
  readonly role?: string;
  readonly type?: string;
  readonly id?: string;
  readonly children?: readonly Node[];
};

const coverages = Array.from({ length: 40 }, (_, at) => ({
  id: `${at}`,
  name: `Cobertura ${at}`,
  description: 'Texto. '.repeat(30),
  limit: 1,
  deductible: 0,
}));
const plan = aPlan({ coverages });
const sections = Array.from({ length: 9 }, (_, at) => ({ title: `${at}. Seção`, text: 'Cláusula. '.repeat(400) }));
const facts = {
  affinity: anAffinity({ holder: { first_name: 'João' } }),
  partner: aPartner(),
  product: aProduct({ plans: [plan], generalConditions: sections }),
  plan,
};
const printed = async (type: AttachmentType): Promise<PDFDocumentProxy> =>
  opened(await pdfDocuments().render(type, facts));

/** What a reader that speaks reads of a page: the kind of each part and its text; a part without a kind is left out. */
async function readOf(pdf: PDFDocumentProxy, number: number): Promise<readonly (readonly [string, string])[]> {
  const page = await pdf.getPage(number);
  const { items } = await page.getTextContent({ includeMarkedContent: true });
  const texts = new Map<string, string>();
  const open: string[] = [];
  for (const each of items) {
    if ('str' in each) {
      const id = open.findLast((one) => one !== '');
      if (id !== undefined) texts.set(id, `${texts.get(id) ?? ''}${each.str}${each.hasEOL ? ' ' : ''}`);
    } else if (each.type === 'endMarkedContent') open.pop();
    else open.push((each as { id?: string }).id ?? '');
  }
  const read: (readonly [string, string])[] = [];
  const walk = (node: Node, role: string): void => {
    if (node.type === 'content') read.push([role, (texts.get(node.id ?? '') ?? '').trim()]);
    const cell = role === 'TH' || role === 'TD' ? `${role} ` : '';
    for (const child of node.children ?? []) walk(child, node.role === undefined ? role : `${cell}${node.role}`);
  };
  walk((await page.getStructTree()) as Node, '');
  return read;
}

describe('a document for a reader that speaks', () => {
  it('is marked as tagged', async () => {
    expect(await (await printed('certificate')).getMarkInfo()).toMatchObject({ Marked: true });
  });

  it('reads the title, headings, values after their labels, and tables by cells', async () => {
    const read = await readOf(await printed('certificate'), 1);
    expect(read.slice(0, 4).map(([role]) => role)).toEqual(['P', 'P', 'H1', 'P']);
    expect(read).toContainEqual(['H1', 'Certificado individual de seguro']);
    expect(read).toContainEqual(['H2', 'Segurado']);
    expect(read[read.findIndex(([, text]) => text === 'João') - 1]).toEqual(['Lbl', 'Nome']);
    expect(read).toContainEqual(['LBody', 'João']);
    expect(read).toContainEqual(['TH P', 'Limite máximo']);
    expect(read).toContainEqual(['TD P', 'R$ 0,01']);
  });

  it('leaves out what every page repeats: foot, running head, and the head of a table that goes on', async () => {
    const pdf = await printed('certificate');
    for (const page of [1, 2]) {
      const read = (await readOf(pdf, page)).map(([, text]) => text).join(' ');
      expect(read).not.toContain(`Página ${page}`);
      expect(read.includes('Limite máximo')).toBe(page === 1);
    }
    expect(pdf.numPages).toBeGreaterThan(2);
  });

  it('reads a paragraph that goes on over the next page to its end', async () => {
    const pdf = await printed('general-conditions');
    const read: string[] = [];
    for (let page = 1; page <= pdf.numPages; page += 1) read.push(...(await readOf(pdf, page)).map(([, text]) => text));
    expect(read.join(' ').match(/Cláusula\./g)).toHaveLength(9 * 400);
  });

  it('has a bookmark for each section, which leads to its page', async () => {
    const pdf = await printed('general-conditions');
    const outline = await pdf.getOutline();
    expect(outline.map(({ title }) => title)).toEqual([...sections.map(({ title }) => title), 'Canais de atendimento']);
    const pages = await Promise.all(outline.map(async ({ dest }) => pdf.getPageIndex((dest as never[])[0] as never)));
    expect(pages.at(-1)).toBe(pdf.numPages - 1);
    expect(pages).toEqual([...pages].sort((one, other) => one - other));
  });
});
