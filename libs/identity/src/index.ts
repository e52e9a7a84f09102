export type * from './client.js';
export {
  authenticate,
  clientOfToken,
  createClient,
  findClient,
  revokeClient,
  rotateClientSecret,
  type ClientWithSecret,
  type NewClient,
} from './clients.js';
export { identityErrors, identityError, type IdentityErrorCode } from './errors.js';
export type * from './people-ports.js';
export type * from './ports.js';
export {
  endPortal,
  makePortalLink,
  personOfSession,
  signIn,
  signInByLink,
  signInProvided,
  signOut,
  type BegunSession,
  type EndedPortal,
  type MadePortalLink,
  type SignInParts,
} from './sessions.js';
export { userRoles } from './user.js';
export type { Person, PortalLink, ProvidedPerson, Session, User, UserId, UserRole } from './user.js';
export { changeUser, createUser, endSessions, readUser, type NewUser, type UserChange } from './users.js';
