import { statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, expect, beforeEach, afterEach } from '@jest/globals';
import type { Knex } from 'knex';
import { temporaryFolder, type TemporaryFolder } from '../testing/temporary-store.js';
import type { Database } from './database.js';
import { openSqlite } from './sqlite-database.js';

const settings = { journal_mode: 'wal', synchronous: 2, foreign_keys: 1, secure_delete: 1, busy_timeout: 10_000 };

async function settingsOf(connection: Knex): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {};
  for (const name of Object.keys(settings)) {
    const [row] = (await connection.raw(`pragma ${name}`)) as Record<string, unknown>[];
    found[name] = Object.values(row ?? {})[0];
  }
  return found;
}

describe('the database', () => {
  let folder: TemporaryFolder;
  let database: Database | null;
  beforeEach(() => {
    folder = temporaryFolder();
    database = null;
  });
  afterEach(async () => {
    await database?.close();
    folder.remove();
  });

  const open = async (...path: readonly string[]) => (database = await openSqlite(join(folder.path, ...path)));

  it('is made with its folders where there is none', async () => {
    await open('some', 'where', 'engine.db');
    expect(statSync(join(folder.path, 'some', 'where', 'engine.db')).isFile()).toBe(true);
  });

  it('has the settings an acknowledged write needs, on the connection that writes and on those that read', async () => {
    const { writer, reader } = await open('engine.db');
    expect(await settingsOf(writer)).toEqual(settings);
    const readers = await Promise.all(Array.from({ length: 4 }, () => settingsOf(reader)));
    expect(readers).toEqual(readers.map(() => settings));
  });

  it('is not opened where a setting does not hold', async () => {
    await expect(openSqlite(':memory:')).rejects.toThrow('SQLite setting journal_mode is memory, expected wal');
  });

  it('cannot be written by those that read', async () => {
    const { reader } = await open('engine.db');
    await expect(reader.raw('create table thing (id text)')).rejects.toThrow(/readonly/);
  });

  it('shows those that read what was committed, at once', async () => {
    const { writer, reader } = await open('engine.db');
    await writer.raw('create table thing (n integer)');
    for (let n = 1; n <= 20; n += 1) {
      await writer.raw('insert into thing values (?)', [n]);
      const counts = await Promise.all([1, 2, 3, 4].map(() => reader.raw('select count(*) as n from thing')));
      expect(counts).toEqual(counts.map(() => [{ n }]));
    }
  });

  it('does not repeat bound values in its errors', async () => {
    const { writer } = await open('engine.db');
    await writer.raw('create table person (cpf text primary key) strict');
    await writer.raw('insert into person values (?)', ['52998224725']);
    const failure: unknown = await writer
      .raw('insert into person values (?)', ['52998224725'])
      .catch((thrown: unknown) => thrown);
    expect(String(failure)).toContain('UNIQUE constraint failed');
    expect(String(failure)).not.toContain('52998224725');
  });
});
