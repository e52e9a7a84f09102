import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Database } from '../engine/database.js';
import { textIn, type Row } from '../engine/sql.js';
import { openSqlite } from '../engine/sqlite-database.js';
import { migrate } from './migrate.js';
import { migrations } from './migrations.js';
import { stepsFor } from './migration.js';

/** The oldest data folder that is kept: a partner's day, as the version of its day wrote it. */
const oldest = gunzipSync(
  readFileSync(join(import.meta.dirname, '../../../../test/conformance/fixtures/before/affinity-engine.sqlite.gz')),
);

let folder: string;
let database: Database;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'affinity-earlier-'));
  writeFileSync(join(folder, 'file'), oldest);
  database = await openSqlite(join(folder, 'file'));
});
afterEach(async () => {
  await database.close();
  rmSync(folder, { recursive: true });
});

type Contents = ReadonlyMap<string, readonly Row[]>;

async function contents(): Promise<Contents> {
  const names = await database.read(
    `select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'`,
    [],
  );
  const found = new Map<string, readonly Row[]>();
  for (const row of names) {
    const name = textIn(row, 'name');
    if (name !== 'schema_migration') found.set(name, await database.read(`select * from "${name}"`, []));
  }
  return found;
}

/** Tables that are gone, and where their rows are now. The one place of all agency numbers became one for each account. */
const gone: Readonly<Record<string, readonly string[]>> = {
  webhook_endpoint: ['endpoint_configuration', 'endpoint_progress'],
  agency_number_place: [],
};

/** The rows that are not there any more, by the values of the columns that are. */
function lost(before: Contents, after: Contents): readonly string[] {
  return [...before].flatMap(([table, rows]) =>
    (after.has(table) ? [table] : (gone[table] ?? ['nowhere'])).flatMap((now) => {
      const found = [...(after.get(now) ?? [])];
      const kept = (row: Row): boolean => {
        const at = found.findIndex((other) =>
          Object.keys(row).every((name) => !(name in other) || isDeepStrictEqual(row[name], other[name])),
        );
        // One row stands for one.
        return at >= 0 && found.splice(at, 1).length === 1;
      };
      return rows.filter((row) => !kept(row)).map((row) => `${table}: ${JSON.stringify(row)}`);
    }),
  );
}

const steps = stepsFor('sqlite', migrations).map(({ name }) => name);
const withoutData = steps.filter((name) => name < '2026-11-28');
const upTo = (last: string) => migrations.slice(0, migrations.findIndex(({ name }) => name === last) + 1);

describe('a SQLite database with data of partners', () => {
  it('is of the first day; of each step after it there is one below', async () => {
    const applied = (await database.read('select name from schema_migration', [])).map((row) => textIn(row, 'name'));
    expect(applied.sort()).toEqual(withoutData.toSorted());
    const filled = [...(await contents())].filter(([, rows]) => rows.length > 0);
    expect(filled.length).toBeGreaterThan(20);
  });

  it.each(steps.slice(withoutData.length - 1))('as it was after %s loses nothing', async (last) => {
    await migrate(database, { migrations: upTo(last) });
    const before = await contents();
    await migrate(database);
    const after = await contents();
    expect(lost(before, after)).toEqual([]);
    expect(await database.read('pragma foreign_key_check', [])).toEqual([]);
    expect(await database.read('pragma integrity_check', [])).toEqual([{ integrity_check: 'ok' }]);
  });

  it('is compared row by row: one that is lost or changed is noticed', async () => {
    const before = await contents();
    await migrate(database);
    await database.write('delete from webhook_attempt where rowid = (select min(rowid) from webhook_attempt)', []);
    await database.write(`update endpoint_progress set failures = failures + 1`, []);
    expect(lost(before, await contents()).map((line) => line.replace(/:.*/, ''))).toEqual([
      'webhook_endpoint',
      'webhook_endpoint',
      'webhook_attempt',
    ]);
  });
});
