export type * from './client.js';
export {
  authenticate,
  clientOfToken,
  createClient,
  revokeClient,
  rotateClientSecret,
  type ClientWithSecret,
  type NewClient,
} from './clients.js';
export { identityError, identityErrors, type IdentityErrorCode } from './errors.js';
export type * from './ports.js';
