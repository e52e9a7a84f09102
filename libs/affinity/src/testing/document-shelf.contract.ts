import { jestGlobals } from '@affinity-engine/kernel/testing';
import type { DocumentShelf } from '../ports.js';

/** What the suite looks at of a shelf, which is empty when it is opened. */
export type DocumentShelfContractFixtures = { readonly shelf: DocumentShelf; close(): Promise<void> };

/** What every shelf of printed documents keeps. */
export function documentShelfContract(name: string, open: () => Promise<DocumentShelfContractFixtures>): void {
  const { describe, it, expect, beforeEach, afterEach } = jestGlobals();

  describe(`the shelf of documents, ${name}`, () => {
    let store: DocumentShelfContractFixtures;
    beforeEach(async () => {
      store = await open();
    });
    afterEach(() => store.close());

    /** Every byte there is, so that none is taken for a letter. */
    const document = Uint8Array.from({ length: 1_000 }, (_, at) => (at * 7) % 256);
    const found = async (...place: Parameters<DocumentShelf['find']>) => {
      const bytes = await store.shelf.find(...place);
      return bytes === null ? null : [...bytes];
    };

    it('has nothing that was not kept', async () => {
      expect(await store.shelf.find('affinity-1', 'certificate')).toBeNull();
    });

    it('gives back the very bytes, as often as they are asked for', async () => {
      await store.shelf.keep('affinity-1', 'certificate', document);
      for (let times = 0; times < 3; times += 1) {
        expect(await found('affinity-1', 'certificate')).toEqual([...document]);
      }
    });

    it('separates affinities and the documents of each', async () => {
      const places = ['affinity-1', 'affinity-11', 'other-1'].flatMap((id) =>
        (['certificate', 'general-conditions', 'prize-draw-regulation', 'cancellation'] as const).map(
          (type) => [id, type] as const,
        ),
      );
      for (const [at, place] of places.entries()) await store.shelf.keep(...place, Uint8Array.of(at));
      expect(await Promise.all(places.map((place) => found(...place)))).toEqual(places.map((_, at) => [at]));
      expect(await found('affinity-2', 'certificate')).toBeNull();
    });

    it('forgets every document of one affinity, also where there is none', async () => {
      for (const id of ['affinity-1', 'affinity-11']) {
        for (const type of ['certificate', 'cancellation'] as const) await store.shelf.keep(id, type, document);
      }
      for (const id of ['affinity-1', 'affinity-2']) await store.shelf.forget(id);
      expect(await store.shelf.find('affinity-1', 'certificate')).toBeNull();
      expect(await store.shelf.find('affinity-1', 'cancellation')).toBeNull();
      expect(await found('affinity-11', 'certificate')).toEqual([...document]);
    });

    it('keeps a document that is empty', async () => {
      await store.shelf.keep('affinity-1', 'certificate', new Uint8Array());
      expect(await found('affinity-1', 'certificate')).toEqual([]);
    });

    it('is not changed by what its callers do to their bytes afterwards', async () => {
      const own = Uint8Array.of(1, 2, 3);
      await store.shelf.keep('affinity-1', 'certificate', own);
      own.fill(0);
      (await store.shelf.find('affinity-1', 'certificate'))?.fill(9);
      expect(await found('affinity-1', 'certificate')).toEqual([1, 2, 3]);
    });

    it('has the same bytes where two print one document at the same time', async () => {
      const keep = () => store.shelf.keep('affinity-1', 'certificate', document);
      await Promise.all([keep(), keep(), keep()]);
      expect(await found('affinity-1', 'certificate')).toEqual([...document]);
    });
  });
}
