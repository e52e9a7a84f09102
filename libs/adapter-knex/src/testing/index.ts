export type { Committer } from '../engine/committer.js';
export type { Database } from '../engine/database.js';
export { openPostgres } from '../engine/postgres-database.js';
export { openSqlite } from '../engine/sqlite-database.js';
export { migrate } from '../schema/migrate.js';
export { storeOn } from '../store.js';
