import { errorsOf } from '@affinity-engine/kernel';

/** Every error of this library: code → sentence. */
export const catalogueFileErrors = {
  'CATALOGUE-INVALID': 'The catalogue folder holds files that are not a catalogue; the message lists every fault.',
} as const;

/** A code of {@link catalogueFileErrors}. */
export type CatalogueFileErrorCode = keyof typeof catalogueFileErrors;

/** An error whose message lists every problem. */
export const catalogueFileError = errorsOf(catalogueFileErrors);
