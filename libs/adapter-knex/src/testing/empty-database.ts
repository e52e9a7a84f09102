import { join } from 'node:path';
import { temporaryDatabase } from '@affinity-engine/test-servers';
import type { Database } from '../engine/database.js';
import { openDatabase, type DatabaseSettings } from '../open-database.js';
import { temporaryFolder } from './temporary-store.js';

export type EmptyDatabase = {
  readonly database: Database;
  /** Opens it once more. */
  readonly settings: DatabaseSettings;
  remove(): Promise<void>;
};

/** A database of its own without any table, to be migrated by the test. */
export async function emptyDatabase(kind: 'SQLite' | 'PostgreSQL'): Promise<EmptyDatabase> {
  const [settings, remove] = await (kind === 'SQLite' ? emptySqlite() : emptyPostgres());
  const database = await openDatabase(settings);
  return {
    database,
    settings,
    async remove() {
      await database.close();
      await remove();
    },
  };
}

type Empty = readonly [DatabaseSettings, () => Promise<void>];

async function emptySqlite(): Promise<Empty> {
  const folder = temporaryFolder();
  return [{ file: join(folder.path, 'engine.db') }, async () => folder.remove()];
}

async function emptyPostgres(): Promise<Empty> {
  const { url, drop } = await temporaryDatabase();
  return [{ url }, drop];
}
