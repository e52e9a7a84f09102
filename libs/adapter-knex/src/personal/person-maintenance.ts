import { affinitiesToSeal, affinityTerms } from '../affinity/stored-person.js';
import type { RecordRef } from '@affinity-engine/privacy';
import type { Database } from '../engine/database.js';
import type { Engine } from '../engine/engine.js';
import { integerIn } from '../engine/sql.js';
import { knexEngineValues } from '../engine-values.js';
import { quotationsToSeal, termsOfQuotations } from '../quotation/quotations.js';
import { sealEvents, type BodyWithoutPerson } from '../webhook/seal-events.js';
import { indexPersons } from './index-persons.js';
import { sealRecords } from './seal-records.js';

/** What is done about persons after the commit, a limited number of records at a time. Each returns how many: while it is not 0, there may be more. */
export type PersonMaintenance = {
  /** Has the persons of records found that were added or changed. */
  index(): Promise<number>;
  /** Seals what an earlier version kept in the clear. */
  seal(): Promise<number>;
  /** Has the database forget what it wrote before, as far as a statement does it. */
  settle(): Promise<void>;
  /** From when on links to the documents of a record count, in epoch milliseconds; null for a record that is not there. */
  linksFrom(ref: RecordRef): Promise<number | null>;
};

export function personMaintenance(
  { write }: Database,
  engine: Engine,
  withoutPerson: BodyWithoutPerson,
): PersonMaintenance {
  const values = knexEngineValues(engine);
  const terms = { affinity: affinityTerms(engine), quotation: termsOfQuotations(engine) };
  const [affinities, quotations] = [affinitiesToSeal(engine.people), quotationsToSeal(engine.people)];
  return {
    index: () => indexPersons(engine, terms),
    seal: async () =>
      (await sealRecords(engine, affinities)) +
      (await sealRecords(engine, quotations)) +
      (await sealEvents(engine, values, withoutPerson)),
    async settle() {
      await engine.committer.idle();
      for (const statement of engine.words.settling) await write(statement, []);
    },
    async linksFrom({ kind, id }) {
      const [row] = await engine.read(`select links_from from ${kind} where id = ?`, [id]);
      return row === undefined ? null : integerIn(row, 'links_from');
    },
  };
}
