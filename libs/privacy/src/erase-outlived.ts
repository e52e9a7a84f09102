import { plus, type Clock } from '@affinity-engine/kernel';
import { recordKinds, type PersonTraces, type PrivacyWork, type RecordKind } from './ports.js';

/** How many days persons are kept after the time of their record is over; 0 for ever. */
export type DaysKept = Readonly<Record<RecordKind, number>>;

/** How many records are erased in one unit. */
const atATime = 100;

/**
 * Erases persons of records whose time has been over for long enough, a limited number at a time. What is held stays.
 * @returns how many: while it is not 0, there may be more
 */
export const eraseOutlived =
  (work: PrivacyWork, traces: PersonTraces, clock: Clock, kept: DaysKept) => async (): Promise<number> => {
    const erased = await work.run(async (unit) => {
      const over = [];
      for (const kind of recordKinds.filter((each) => kept[each] > 0)) {
        over.push(...(await unit.records.over(kind, plus(clock.now(), { days: -kept[kind] }), atATime)));
      }
      if (over.length > 0) await traces.removeDocuments(over);
      for (const record of over) {
        unit.records.erase(record);
        const details = { kind: record.kind, because: 'its time is over' };
        unit.audit.append({ actor: 'engine', action: 'person.erased', subject: record.id, details });
      }
      return over;
    });
    if (erased.length === 0) return 0;
    await traces.removeDocuments(erased);
    await traces.settle();
    return erased.length;
  };
