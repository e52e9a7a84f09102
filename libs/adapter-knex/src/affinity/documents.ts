import type { DocumentShelf } from '@affinity-engine/affinity';
import { write } from '../engine/committer.js';
import type { Engine } from '../engine/engine.js';
import type { Row } from '../engine/sql.js';
import { eachRow } from '../engine/statements.js';
import { writeOrder } from '../engine/write-order.js';

type DocumentRow = { readonly affinityId: string; readonly type: string; readonly content: Uint8Array };

/** Two processes may print a document at the same time: the first one stays. */
const keepDocument = eachRow<DocumentRow, void>(
  'keep document',
  writeOrder.document,
  async (execute, { affinityId, type, content }) => {
    await execute('insert into document (affinity_id, type, content) values (?, ?, ?) on conflict do nothing', [
      affinityId,
      type,
      Buffer.from(content),
    ]);
  },
);

const forgetDocuments = eachRow<string, void>('forget documents', writeOrder.document, async (execute, affinityId) => {
  await execute('delete from document where affinity_id = ?', [affinityId]);
});

/** Documents in the database, for several processes without a disk in common. */
export const knexDocumentShelf = ({ reader, committer }: Engine): DocumentShelf => ({
  async find(affinityId, type) {
    const row = (await reader('document').where({ affinity_id: affinityId, type }).first('content')) as Row | undefined;
    return row === undefined ? null : (row['content'] as Uint8Array);
  },
  async keep(affinityId, type, document) {
    await committer.commit([write(keepDocument, { affinityId, type, content: document })]);
  },
  forget: async (affinityId) => void (await committer.commit([write(forgetDocuments, affinityId)])),
});
