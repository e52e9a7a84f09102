import { describe, it, expect } from '@jest/globals';
import type { AttachmentType, DocumentFacts } from './affinity.js';
import { printDocument } from './print-document.js';
import { affinityRig, aPartner, aPlan, aProduct, memoryDocumentShelf, refusalOf } from './testing/index.js';

async function printing() {
  const rig = await affinityRig();
  const rendered: (readonly [AttachmentType, DocumentFacts])[] = [];
  const documents = {
    render: async (type: AttachmentType, facts: DocumentFacts) => {
      rendered.push([type, facts]);
      return new TextEncoder().encode(`${type} ${rendered.length}`);
    },
  };
  return { rig, rendered, print: printDocument(rig.work, rig.products, documents, memoryDocumentShelf()) };
}

describe('printing a document', () => {
  it('states all there is to state of the affinity', async () => {
    const { rig, rendered, print } = await printing();
    const affinity = await rig.contracted();
    await print(affinity.id, 'certificate');
    const facts = { affinity, partner: aPartner(), product: aProduct(), plan: aPlan() };
    expect(rendered).toEqual([['certificate', facts]]);
  });

  it('gives the same bytes ever after, also of what was canceled since', async () => {
    const { rig, rendered, print } = await printing();
    const { id } = await rig.contracted();
    const first = await print(id, 'certificate');
    await rig.cancel(id, 'partner-1', 'default', null);
    expect(await print(id, 'certificate')).toEqual(first);
    expect(rendered).toHaveLength(1);
  });

  it('is refused for a document the affinity has not, until it has', async () => {
    const { rig, print } = await printing();
    const { id } = await rig.contracted();
    expect(await refusalOf(print(id, 'cancellation'))).toBe('DOCUMENT-UNKNOWN');
    expect(await refusalOf(print(id, 'prize-draw-regulation'))).toBe('DOCUMENT-UNKNOWN');
    expect(await refusalOf(print('nothing', 'certificate'))).toBe('AFFINITY-UNKNOWN');
    await rig.cancel(id, 'partner-1', 'default', null);
    expect(await refusalOf(print(id, 'cancellation'))).toBeNull();
  });
});
