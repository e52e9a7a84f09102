import type { Actor, Once } from '@affinity-engine/kernel';
import { recordOf } from './legal-holds.js';
import type { LinksFrom, PrivacyWork, RecordRef } from './ports.js';

/** Ends every link to a document of a record that was given out. Those made from now on are good. @throws RECORD-UNKNOWN */
export const revokeLinks =
  (work: PrivacyWork) =>
  (ref: RecordRef, by: Actor, once?: Once<void>): Promise<void> =>
    work.run(async ({ records, audit }) => {
      records.revokeLinks(await recordOf(records, ref));
      audit.append({ actor: by, action: 'links.revoked', subject: ref.id, details: { kind: ref.kind } });
    }, once);

/** Whether a link that was made at this moment is still good; the record's own call says where there is no such record. */
export const isLinkGood =
  (records: LinksFrom) =>
  async (ref: RecordRef, madeAtMs: number): Promise<boolean> =>
    madeAtMs > ((await records.linksFrom(ref)) ?? 0);
