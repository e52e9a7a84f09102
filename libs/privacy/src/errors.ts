import { errorsOf } from '@affinity-engine/kernel';

/** Every error of this context: code → sentence. */
export const privacyErrors = {
  'ERASURE-CHANGED': 'What would be erased is not what the preview showed.',
  'HOLD-UNKNOWN': 'There is no legal hold on this record.',
  'PERSON-AMBIGUOUS': 'Too many records are found by this; add what only this person has.',
  'PERSON-CRITERION-INVALID': 'A person is looked for by a CPF, a CNPJ, an e-mail address or the words of a name.',
  'RECORD-UNKNOWN': 'There is no such record.',
} as const;

export type PrivacyErrorCode = keyof typeof privacyErrors;

export const privacyError = errorsOf(privacyErrors);
