import type { Database } from './engine/database.js';
import { openPostgres, type PostgresSettings } from './engine/postgres-database.js';
import { openSqlite } from './engine/sqlite-database.js';
import { migrate } from './schema/migrate.js';

/** A SQLite file, created if missing; or a PostgreSQL database that exists. */
export type DatabaseSettings = { readonly file: string } | PostgresSettings;

export const openDatabase = (settings: DatabaseSettings): Promise<Database> =>
  'file' in settings ? openSqlite(settings.file) : openPostgres(settings);

export type SchemaUpdate = {
  /** A role that gets the rights the engine needs to run: it may then not change the schema. */
  readonly grantTo?: string | undefined;
  /** Also takes away what the version before needs: none of its processes may run any more. */
  readonly contract?: boolean;
};

/**
 * Updates the schema of a database, without opening a store.
 * @returns the names of the migrations that were applied now
 */
export async function migrateDatabase(
  settings: DatabaseSettings,
  { grantTo, contract = false }: SchemaUpdate = {},
): Promise<readonly string[]> {
  const database = await openDatabase(settings);
  try {
    const applied = await migrate(database, { contract });
    if (grantTo === undefined) return applied;
    const grants = database.schemaSql.grantsTo?.(grantTo);
    if (grants === undefined) throw new Error('DATABASE_URL: a SQLite file has no roles to grant rights to');
    await database.exclusive(async (execute) => {
      for (const grant of grants) await execute(grant, []);
    });
    return applied;
  } finally {
    await database.close();
  }
}
