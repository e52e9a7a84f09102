import { join } from 'node:path';
import { temporaryDatabase } from '@affinity-engine/test-servers';
import type { Database } from '../engine/database.js';
import { openPostgres } from '../engine/postgres-database.js';
import { openSqlite } from '../engine/sqlite-database.js';
import { temporaryFolder } from './temporary-store.js';

export type EmptyDatabase = { readonly database: Database; remove(): Promise<void> };

/** A database of its own without any table, to be migrated by the test. */
export async function emptyDatabase(kind: 'SQLite' | 'PostgreSQL'): Promise<EmptyDatabase> {
  const [database, remove] = await (kind === 'SQLite' ? emptySqlite() : emptyPostgres());
  return {
    database,
    async remove() {
      await database.close();
      await remove();
    },
  };
}

type Opened = readonly [Database, () => Promise<void>];

async function emptySqlite(): Promise<Opened> {
  const folder = temporaryFolder();
  return [await openSqlite(join(folder.path, 'engine.db')), async () => folder.remove()];
}

async function emptyPostgres(): Promise<Opened> {
  const { url, drop } = await temporaryDatabase();
  return [await openPostgres({ url }), drop];
}
