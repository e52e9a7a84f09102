export { proveAccess, type AccessOutcome } from './access.js';
export { clock, unlimited } from './wire.js';
