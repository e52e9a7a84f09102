import { committerOn, type Committer } from '../engine/committer.js';
import { openPostgres } from '../engine/postgres-database.js';
import { textIn } from '../engine/sql.js';
import { temporaryPostgresStore, type TemporaryStore } from './temporary-store.js';

/** Two processes on one PostgreSQL database: each has connections and a committer of its own. */
export type TwoProcesses = {
  /** The first one. */
  readonly store: TemporaryStore;
  readonly committers: readonly [Committer, Committer];
  close(): Promise<void>;
};

const urlSql = `select 'postgres://' || current_user || '@127.0.0.1:' || current_setting('port') || '/' || current_database() as url`;

export async function twoProcesses(): Promise<TwoProcesses> {
  const store = await temporaryPostgresStore();
  const [row] = await store.rows(urlSql);
  const other = await openPostgres({ url: textIn(row, 'url'), readers: 2 });
  const committers = [store.committer, committerOn(other)] as const;
  return {
    store,
    committers,
    async close() {
      await committers[1].idle();
      await other.close();
      await store.close();
    },
  };
}
