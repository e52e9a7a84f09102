import type { Store } from '@affinity-engine/adapter-knex';
import type { DocumentShelf } from '@affinity-engine/affinity';
import type { PersonTraces } from '@affinity-engine/privacy';

/** What is beside the database: documents of affinities, and the database's own log. */
export const personTraces = (shelf: DocumentShelf, { settle }: Store['persons']): PersonTraces => ({
  async removeDocuments(records) {
    for (const { kind, id } of records) if (kind === 'affinity') await shelf.forget(id);
  },
  settle,
});
