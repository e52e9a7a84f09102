export type { Committer } from '../committer.js';
export { openDatabase, type Database } from '../database.js';
export { migrate } from '../migrations.js';
export { storeOn } from '../store.js';
