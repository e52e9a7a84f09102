import type { Knex } from 'knex';
import { executeOn } from '../engine/database.js';
import { textIn, type Execute } from '../engine/sql.js';
import { columnsOf, createMigrationTable, databaseNow, transaction } from '../engine/sqlite-sql.js';
import { digestOf, type Migration } from './migration.js';
import { migrations as released } from './migrations.js';

/**
 * Applies missing migrations in one transaction: a crash changes nothing, two processes wait for each other. Knex's
 * own runner is not used, because it leaves a lock row after a crash.
 *
 * @returns the names of the migrations applied now
 * @throws Error if the database was changed by a later version, or an applied migration was edited
 */
export async function migrate(writer: Knex, migrations: readonly Migration[] = released): Promise<readonly string[]> {
  const execute = executeOn(writer);
  await execute(transaction.beginAlone, []);
  try {
    const applied = await appliedMigrations(execute);
    checkApplied(applied, migrations);
    for (const migration of migrations) {
      const digest = applied.get(migration.name);
      if (digest === undefined) await apply(execute, migration);
      if (digest === null) await keepDigest(execute, migration);
    }
    await execute(transaction.commit, []);
    return migrations.map(({ name }) => name).filter((name) => !applied.has(name));
  } catch (failure) {
    await execute(transaction.rollback, []).catch(() => undefined);
    throw failure;
  }
}

/** Names and digests of the applied migrations; the digest is null for early ones. */
async function appliedMigrations(execute: Execute): Promise<ReadonlyMap<string, string | null>> {
  await execute(createMigrationTable, []);
  const columns = await execute(columnsOf('schema_migration'), []);
  if (!columns.some(({ name }) => name === 'digest')) {
    await execute('alter table schema_migration add column digest text', []);
  }
  const rows = await execute('select name, digest from schema_migration order by name', []);
  return new Map(rows.map((row) => [textIn(row, 'name'), row['digest'] as string | null]));
}

/** @throws Error in one line that names the migration */
function checkApplied(applied: ReadonlyMap<string, string | null>, migrations: readonly Migration[]): void {
  const known = new Map(migrations.map((migration) => [migration.name, digestOf(migration)]));
  for (const [name, digest] of applied) {
    if (!known.has(name)) {
      throw new Error(
        `DATA_DIR, DATABASE_URL: the database was changed by a later version of the engine (migration ${name}); start that version`,
      );
    }
    if (digest !== null && digest !== known.get(name)) {
      throw new Error(
        `DATA_DIR, DATABASE_URL: migration ${name} was applied to the database in another form than this version has; start the version that applied it`,
      );
    }
  }
}

const keepDigest = (execute: Execute, migration: Migration) =>
  execute('update schema_migration set digest = ? where name = ?', [digestOf(migration), migration.name]);

async function apply(execute: Execute, migration: Migration): Promise<void> {
  for (const sql of migration.statements) await execute(sql, []);
  await execute(`insert into schema_migration (name, applied_at, digest) values (?, ${databaseNow}, ?)`, [
    migration.name,
    digestOf(migration),
  ]);
}
