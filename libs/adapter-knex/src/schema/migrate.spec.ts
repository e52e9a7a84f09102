import { join } from 'node:path';
import { describe, it, expect, beforeEach, afterEach } from '@jest/globals';
import type { Database } from '../engine/database.js';
import { openSqlite } from '../engine/sqlite-database.js';
import type { Execute } from '../engine/sql.js';
import { temporaryFolder, type TemporaryFolder } from '../testing/temporary-store.js';
import { migrate } from './migrate.js';
import type { Migration } from './migration.js';
import { migrations } from './migrations.js';

type Kept = { readonly name: string; readonly digest: string | null };

describe('bringing the schema up to date', () => {
  let folder: TemporaryFolder;
  let opened: Database[];
  beforeEach(() => {
    folder = temporaryFolder();
    opened = [];
  });
  afterEach(async () => {
    for (const database of opened) await database.close();
    folder.remove();
  });

  const open = async (): Promise<Database> => {
    const database = await openSqlite(join(folder.path, 'data', 'engine.db'));
    opened.push(database);
    return database;
  };
  const schema = async ({ reader }: Database) =>
    (await reader.raw('select type, name, sql from sqlite_master order by name')) as readonly {
      readonly name: string;
    }[];

  it('makes every table, and does nothing a second time', async () => {
    const database = await open();
    const applied = await migrate(database);
    const made = await schema(database);
    expect(applied).not.toEqual([]);
    expect(made.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'affinity',
        'affinity_request',
        'partner',
        'endpoint_configuration',
        'endpoint_progress',
        'webhook_event',
        'answered_once',
      ]),
    );
    expect(await migrate(database)).toEqual([]);
    expect(await schema(database)).toEqual(made);
  });

  it('by two at once is done once', async () => {
    const [one, other] = [await open(), await open()];
    const applied = await Promise.all([migrate(one), migrate(other)]);
    expect(applied.filter((names) => names.length > 0)).toHaveLength(1);
    expect(await one.reader.raw('select count(*) as n from schema_migration')).toEqual([{ n: applied.flat().length }]);
  });

  it.each([1, 2, 5, 20])('leaves nothing behind where it breaks off after %i statements', async (statements) => {
    const database = await open();
    let left = statements;
    const exclusive: Database['exclusive'] = (body) =>
      database.exclusive((execute) => {
        const breaking = async (sql: string, bindings: Parameters<Execute>[1]) => {
          if ((left -= 1) < 0) throw new Error('killed');
          return execute(sql, bindings);
        };
        return body(Object.assign(breaking, { words: execute.words }));
      });
    await expect(migrate({ ...database, exclusive })).rejects.toThrow('killed');
    expect(await schema(database)).toEqual([]);
    expect(await migrate(database)).not.toHaveLength(0);
  });

  const last: Migration = { name: '2027-01-01-more', sqlite: ['create table more (id text primary key) strict'] };
  const digests = async ({ reader }: Database) =>
    new Map(((await reader('schema_migration')) as Kept[]).map(({ name, digest }) => [name, digest]));

  it('goes on from what was applied', async () => {
    const database = await open();
    await migrate(database);
    expect(await migrate(database, { migrations: [...migrations, last] })).toEqual([last.name]);
    expect(await migrate(database, { migrations: [...migrations, last] })).toEqual([]);
  });

  it('refuses a database that a later version has changed, and leaves it as it is', async () => {
    const database = await open();
    await migrate(database, { migrations: [...migrations, last] });
    const before = await schema(database);
    await expect(migrate(database)).rejects.toThrow(
      /^DATA_DIR, DATABASE_URL: the database was changed by a later version of the engine \(migration 2027-01-01-more\); .+$/,
    );
    expect(await schema(database)).toEqual(before);
  });

  it('refuses a database whose migrations were applied in another form', async () => {
    const database = await open();
    const edited = { ...last, sqlite: ['create table more (id text primary key, name text) strict'] };
    await migrate(database, { migrations: [...migrations, last] });
    await expect(migrate(database, { migrations: [...migrations, edited] })).rejects.toThrow(
      /^DATA_DIR, DATABASE_URL: migration 2027-01-01-more was applied to the database in another form .+$/,
    );
  });

  it('gives a database from before digests were kept those of today, and holds it to them', async () => {
    const database = await open();
    const { writer } = database;
    await migrate(database);
    const today = await digests(database);
    await writer.raw('alter table schema_migration drop column digest');
    expect(await migrate(database)).toEqual([]);
    expect(await digests(database)).toEqual(today);
    await writer.raw(`update schema_migration set digest = 'other' where name like '%quotations'`);
    await expect(migrate(database)).rejects.toThrow('2026-11-22-quotations');
  });

  it('keeps groups and their codes where the table of groups is made anew', async () => {
    const database = await open();
    const { writer, reader } = database;
    await migrate(database);
    await writer.raw(`insert into organization values ('o', 'Owner', 1)`);
    await writer.raw(`insert into producer_code values ('c', 'C', null, 'o', '[]', 1, 1)`);
    await writer.raw(
      `insert into affinity_group values ('g', 'Open', 'G', null, '[]', 'o', null, null, null, '[]', null, null, 7)`,
    );
    await writer.raw(`insert into affinity_group_producer_code values ('g', 'c', 'mark')`);
    const rows = async () => [await reader('affinity_group'), await reader('affinity_group_producer_code')];
    const [before, made] = [await rows(), await schema(database)];

    await writer.raw(`delete from schema_migration where name like '%last-by-days'`);
    expect(await migrate(database)).toHaveLength(1);
    expect([await rows(), await schema(database)]).toEqual([before, made]);
    expect(await writer.raw('pragma foreign_key_check')).toEqual([]);
  });

  it('makes tables that hold their columns to their types', async () => {
    const database = await open();
    await migrate(database);
    const tables = (await database.reader.raw(`select name, strict from pragma_table_list where schema = 'main'`)) as {
      name: string;
      strict: number;
    }[];
    expect(tables.filter(({ name, strict }) => strict === 0 && !name.startsWith('sqlite_'))).toEqual([]);
  });
});
