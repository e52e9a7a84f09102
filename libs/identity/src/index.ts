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
export type * from './ports.js';
