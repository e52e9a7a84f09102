import { errorsOf } from '@affinity-engine/kernel';

/** Every error of this context: code → sentence. */
export const identityErrors = {
  'CLIENT-INVALID': 'The client is unknown, its secret is wrong, or it was revoked.',
  'CLIENT-PARTNER-MISMATCH': 'A client of role partner needs a partner, any other role has none.',
  'CLIENT-UNKNOWN': 'There is no such client.',
  'SECRET-TRIES-EXCEEDED': 'Too many wrong secrets from this address; try again in a minute.',
} as const;

export type IdentityErrorCode = keyof typeof identityErrors;

export const identityError = errorsOf(identityErrors);
