import type { Database } from '../engine/database.js';
import { textIn, type Execute } from '../engine/sql.js';
import { digestOf, stepsFor, type Migration, type Step } from './migration.js';
import { migrations as released } from './migrations.js';

export type MigrationOptions = {
  readonly migrations?: readonly Migration[];
  /** Also takes away what the version before needs: none of its processes may run any more. */
  readonly contract?: boolean;
};

/**
 * Applies missing migrations in one transaction: a crash changes nothing, two processes wait for each other. Knex's
 * own runner is not used, because it leaves a lock row after a crash. Migrations that contract are applied if that is
 * asked for, to a new database, and to one that only one version opens at a time.
 *
 * @returns the names of the migrations applied now
 * @throws Error in one line if the database was changed by a later version, an applied migration was edited, or the
 *   role may not change the schema
 */
export async function migrate(
  { exclusive, words, schemaSql, isForbidden }: Pick<Database, 'exclusive' | 'words' | 'schemaSql' | 'isForbidden'>,
  { migrations = released, contract = false }: MigrationOptions = {},
): Promise<readonly string[]> {
  const steps = stepsFor(words.kind, migrations);
  let missing: readonly string[] = [];
  const applying = exclusive(async (execute) => {
    const applied = await appliedSteps(execute, schemaSql);
    checkApplied(applied, steps);
    const contracts = contract || !schemaSql.isShared || applied.size === 0;
    const lacking = steps.filter((step) => !applied.has(step.name) && (contracts || !step.contracts));
    missing = lacking.map(({ name }) => name);
    for (const step of lacking) await apply(execute, step);
    for (const step of steps) if (applied.get(step.name) === null) await keepDigest(execute, step);
    return missing;
  });
  return applying.catch((failure: unknown) => {
    if (!isForbidden(failure)) throw failure;
    const what = missing.length === 0 ? 'its tables' : `migrations ${missing.join(', ')}`;
    throw new Error(
      `DATABASE_URL: the database lacks ${what}, and this role may not make them; run npm run cli -- migrate with one that may`,
      { cause: failure },
    );
  });
}

/** Names and digests of the applied steps; the digest is null for early ones. */
async function appliedSteps(
  execute: Execute,
  { createMigrationTable, columnsOf }: Database['schemaSql'],
): Promise<ReadonlyMap<string, string | null>> {
  const columns = (await execute(columnsOf('schema_migration'), [])).map(({ name }) => name);
  if (columns.length === 0) await execute(createMigrationTable, []);
  if (!columns.includes('digest')) await execute('alter table schema_migration add column digest text', []);
  const rows = await execute('select name, digest from schema_migration order by name', []);
  return new Map(rows.map((row) => [textIn(row, 'name'), row['digest'] as string | null]));
}

/** @throws Error in one line that names the migration */
function checkApplied(applied: ReadonlyMap<string, string | null>, steps: readonly Step[]): void {
  const known = new Map(steps.map((step) => [step.name, digestOf(step)]));
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

const keepDigest = (execute: Execute, step: Step) =>
  execute('update schema_migration set digest = ? where name = ?', [digestOf(step), step.name]);

async function apply(execute: Execute, step: Step): Promise<void> {
  for (const sql of step.statements) await execute(sql, []);
  const { now } = execute.words;
  const insert = `insert into schema_migration (name, applied_at, digest) values (?, ${now}, ?)`;
  await execute(insert, [step.name, digestOf(step)]);
}
