import { errorsOf } from '@affinity-engine/kernel';

/** Every code this library throws, with the sentence it stands for. */
export const catalogueFileErrors = {
  'CATALOGUE-INVALID': 'The catalogue folder holds files that are not a catalogue; the message lists every fault.',
} as const;

/** A code of {@link catalogueFileErrors}. */
export type CatalogueFileErrorCode = keyof typeof catalogueFileErrors;

/** An error of {@link catalogueFileErrors}, with a message that lists every problem. */
export const catalogueFileError = errorsOf(catalogueFileErrors);
