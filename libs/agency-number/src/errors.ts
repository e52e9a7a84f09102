import { errorsOf } from '@affinity-engine/kernel';

/** Every error of this context: code → sentence. */
export const agencyErrors = {
  'ACCOUNT-UNKNOWN': 'There is no such account, or it is not that of the API user.',
  'AGENCY-NUMBER-UNKNOWN': 'The owner has no such agency number.',
  'API-USER-INVALID': 'Only a client of role account can work for an account.',
  'API-USER-TAKEN': 'The API user works for another account already.',
  'API-USER-UNKNOWN': 'The API user works for no account.',
  'BROKER-UNKNOWN': 'The account has no such broker.',
  'EXTERNAL-ID-USED': 'This external unique id was used before in the account; it cannot be used again.',
  'INSURER-AMBIGUOUS': 'The numbers given are not those of one insurer.',
  'INSURER-REQUIRED': 'An insurer is named by at least one of its numbers.',
  'OWNER-REQUIRED': 'A broker or an account must be named.',
} as const;

export type AgencyErrorCode = keyof typeof agencyErrors;

export const agencyError = errorsOf(agencyErrors);
