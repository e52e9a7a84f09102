import type { Actor, Clock, Once } from '@affinity-engine/kernel';
import { privacyError } from './errors.js';
import type { FoundRecord, LegalHold, PersonRecords, PrivacyWork, RecordRef } from './ports.js';

/** Keeps a record from being erased; a later reason takes the place of an earlier one. @throws RECORD-UNKNOWN */
export const placeHold =
  (work: PrivacyWork, clock: Clock) =>
  (ref: RecordRef, reason: string, by: Actor, once?: Once<LegalHold>): Promise<LegalHold> =>
    work.run(async ({ records, holds, audit }) => {
      const record = await recordOf(records, ref);
      const hold: LegalHold = { kind: ref.kind, id: ref.id, reason, heldBy: by, heldSince: clock.now() };
      holds.place(record, hold);
      audit.append({ actor: by, action: 'hold.placed', subject: ref.id, details: { kind: ref.kind } });
      return hold;
    }, once);

/** Lets a record be erased again. @throws RECORD-UNKNOWN, HOLD-UNKNOWN */
export const releaseHold =
  (work: PrivacyWork) =>
  (ref: RecordRef, by: Actor, once?: Once<void>): Promise<void> =>
    work.run(async ({ records, holds, audit }) => {
      const record = await recordOf(records, ref);
      if (record.hold === null) throw privacyError('HOLD-UNKNOWN', { id: ref.id });
      holds.release(record);
      audit.append({ actor: by, action: 'hold.released', subject: ref.id, details: { kind: ref.kind } });
    }, once);

/** The holds there are, by kind and id. */
export const listHolds =
  (work: PrivacyWork) =>
  (after: RecordRef | null, limit: number): Promise<readonly LegalHold[]> =>
    work.run(({ holds }) => holds.list(after, limit));

export async function recordOf(records: PersonRecords, ref: RecordRef): Promise<FoundRecord> {
  const record = await records.find(ref);
  if (record === null) throw privacyError('RECORD-UNKNOWN', { kind: ref.kind, id: ref.id });
  return record;
}
