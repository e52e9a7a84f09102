export type { StoredAnswers } from '../engine/answers.js';
export {
  committerOn,
  GuardFailed,
  write,
  type Committer,
  type Lock,
  type Statement,
  type Write,
} from '../engine/committer.js';
export type { Database, Transactions } from '../engine/database.js';
export type { Pace } from '../engine/pace.js';
export { openPostgres, postgresFailures } from '../engine/postgres-database.js';
export { repeated, type Client, type Connections } from '../engine/postgres-transaction.js';
export type { Execute } from '../engine/sql.js';
export { inTransaction, openSqlite, sqliteFailures } from '../engine/sqlite-database.js';
export { knexWork } from '../engine/work.js';
export { writeOrder } from '../engine/write-order.js';
export { migrate } from '../schema/migrate.js';
export { storeOn } from '../store.js';
