import { affinitiesToSeal, affinityTerms } from '../affinity/stored-person.js';
import type { Engine } from '../engine/engine.js';
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
};

export function personMaintenance(engine: Engine, withoutPerson: BodyWithoutPerson): PersonMaintenance {
  const values = knexEngineValues(engine);
  const terms = { affinity: affinityTerms(engine), quotation: termsOfQuotations(engine) };
  const [affinities, quotations] = [affinitiesToSeal(engine.people), quotationsToSeal(engine.people)];
  return {
    index: () => indexPersons(engine, terms),
    seal: async () =>
      (await sealRecords(engine, affinities)) +
      (await sealRecords(engine, quotations)) +
      (await sealEvents(engine, values, withoutPerson)),
  };
}
