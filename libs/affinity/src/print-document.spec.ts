import { describe, it, expect } from '@jest/globals';
import type { AttachmentType, DocumentFacts } from './affinity.js';
import { printDocument } from './print-document.js';
import { affinityFixtures, aPartner, aPlan, aProduct, memoryDocumentShelf, refusalOf } from './testing/index.js';

async function printing() {
  const fixtures = await affinityFixtures();
  const rendered: (readonly [AttachmentType, DocumentFacts])[] = [];
  const documents = {
    render: async (type: AttachmentType, facts: DocumentFacts) => {
      rendered.push([type, facts]);
      return new TextEncoder().encode(`${type} ${rendered.length}`);
    },
  };
  return {
    fixtures,
    rendered,
    print: printDocument(fixtures.work, fixtures.products, documents, memoryDocumentShelf()),
  };
}

describe('printing a document', () => {
  it('states all there is to state of the affinity', async () => {
    const { fixtures, rendered, print } = await printing();
    const affinity = await fixtures.contracted();
    await print(affinity.id, 'certificate');
    const facts = { affinity, partner: aPartner(), partnerBrand: null, product: aProduct(), plan: aPlan() };
    expect(rendered).toEqual([['certificate', facts]]);
  });

  it('gives the same bytes ever after, also of what was canceled since', async () => {
    const { fixtures, rendered, print } = await printing();
    const { id } = await fixtures.contracted();
    const first = await print(id, 'certificate');
    await fixtures.cancel(id, 'partner-1', 'default', null);
    expect(await print(id, 'certificate')).toEqual(first);
    expect(rendered).toHaveLength(1);
  });

  it('is refused for a document the affinity has not, until it has', async () => {
    const { fixtures, print } = await printing();
    const { id } = await fixtures.contracted();
    expect(await refusalOf(print(id, 'cancellation'))).toBe('DOCUMENT-UNKNOWN');
    expect(await refusalOf(print(id, 'prize-draw-regulation'))).toBe('DOCUMENT-UNKNOWN');
    expect(await refusalOf(print('nothing', 'certificate'))).toBe('AFFINITY-UNKNOWN');
    await fixtures.cancel(id, 'partner-1', 'default', null);
    expect(await refusalOf(print(id, 'cancellation'))).toBeNull();
  });
});
