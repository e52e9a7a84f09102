import { errorsOf } from '@affinity-engine/kernel';

/** Every error of this context: code → sentence. */
export const identityErrors = {
  'CLIENT-INVALID': 'The client is unknown, its secret is wrong, or it was revoked.',
  'CLIENT-PARTNER-MISMATCH': 'A client of role partner needs a partner, any other role has none.',
  'CLIENT-REVOKED': 'The client was revoked, for good; create another one.',
  'CLIENT-UNKNOWN': 'There is no such client.',
  'EMAIL-UNVERIFIED': 'The provider has not verified the e-mail address of this person.',
  'PORTAL-LINK-OVER': 'The link is over, or was used; ask the operator for a new one.',
  'PROVIDER-NONE': 'This engine signs nobody in by OpenID Connect.',
  'PROVIDER-REFUSED': 'The provider has not signed the person in.',
  'PROVIDER-UNAVAILABLE': 'The provider does not answer as it should; try again later, or with a password.',
  'SECRET-TRIES-EXCEEDED': 'Too many wrong secrets from this address; try again in a minute.',
  'SESSION-OVER': 'Nobody is signed in, or the session is over; sign in again.',
  'SIGN-IN-REFUSED': 'The e-mail address or the password is another one, or the user is disabled.',
  'SIGN-IN-STALE': 'This sign-in was begun in another browser, or too long ago; begin again.',
  'USER-EMAIL-TAKEN': 'Another user has this e-mail address.',
  'USER-INVALID': 'The user is not what it should be.',
  'USER-NOT-ADMITTED': 'The provider knows this person, but no user with this e-mail address may sign in.',
  'USER-UNKNOWN': 'There is no such user.',
} as const;

export type IdentityErrorCode = keyof typeof identityErrors;

export const identityError = errorsOf(identityErrors);
