import { DomainError, type ErrorProperties } from '@affinity-engine/kernel';

/** Every refusal of this context: stable code → sentence. */
export const identityErrors = {
  'CLIENT-INVALID': 'The client is unknown, its secret is wrong, or it was revoked.',
  'CLIENT-PARTNER-MISMATCH': 'A client of role partner needs a partner, any other role has none.',
  'CLIENT-UNKNOWN': 'There is no such client.',
  'SECRET-TRIES-EXCEEDED': 'Too many wrong secrets for this client; try again in a minute.',
} as const;

export type IdentityErrorCode = keyof typeof identityErrors;

/** The error of a code, with its sentence. */
export const refusal = (code: IdentityErrorCode, properties: ErrorProperties = {}): DomainError<IdentityErrorCode> =>
  new DomainError(code, identityErrors[code], properties);
