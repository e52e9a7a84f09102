export { proveAccess, type AccessOutcome } from './access.js';
export { clock, unlimited } from './wire.js';
export { proveRequests, type RequestsOptions, type RequestsOutcome } from './requests/requests.js';
