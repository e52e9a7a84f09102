import { errorsOf } from '@affinity-engine/kernel';

/** Every error of this context: code → sentence. */
export const identityErrors = {
  'CLIENT-INVALID': 'The client is unknown, its secret is wrong, or it was revoked.',
  'CLIENT-PARTNER-MISMATCH': 'A client of role partner needs a partner, any other role has none.',
  'CLIENT-UNKNOWN': 'There is no such client.',
  'PORTAL-LINK-OVER': 'The link is over, or was used; ask the operator for a new one.',
  'SECRET-TRIES-EXCEEDED': 'Too many wrong secrets from this address; try again in a minute.',
  'SESSION-OVER': 'Nobody is signed in, or the session is over; sign in again.',
  'SIGN-IN-REFUSED': 'The e-mail address or the password is another one, or the user is disabled.',
  'USER-EMAIL-TAKEN': 'Another user has this e-mail address.',
  'USER-INVALID': 'The user is not what it should be.',
  'USER-UNKNOWN': 'There is no such user.',
} as const;

export type IdentityErrorCode = keyof typeof identityErrors;

export const identityError = errorsOf(identityErrors);
