export type { Committer } from '../engine/committer.js';
export { openDatabase, type Database } from '../engine/database.js';
export { migrate } from '../schema/migrate.js';
export { storeOn } from '../store.js';
