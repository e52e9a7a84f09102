import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { committerOn, type Committer } from '../engine/committer.js';
import type { Database } from '../engine/database.js';
import { engineOn, type Engine } from '../engine/engine.js';
import { sealUnder, type Seal } from '../engine/seal.js';
import { openSqlite } from '../engine/sqlite-database.js';
import { migrate } from '../schema/migrate.js';
import { eventReader, type EventReader } from '../webhook/events.js';
import { emptyPostgres, giveBack } from './postgres-databases.js';

export type TemporaryFolder = { readonly path: string; remove(): void };

/** A folder of its own that the test removes. */
export function temporaryFolder(): TemporaryFolder {
  const path = mkdtempSync(join(tmpdir(), 'affinity-engine-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Persons are sealed, as where no process of the version before runs. */
const sealing = { hasBegun: () => true, indexKey: new Uint8Array(32).fill(8) };

export type TemporaryStore = {
  readonly database: Database;
  readonly engine: Engine;
  readonly committer: Committer;
  readonly seal: Seal;
  /** Reads events as they are kept, without their persons. */
  readonly eventFrom: EventReader;
  /** The rows a query answers. */
  rows(sql: string, ...bindings: readonly (string | number | null)[]): Promise<readonly Record<string, unknown>[]>;
  /** Changes the database beside all ports. */
  execute(sql: string, ...bindings: readonly (string | number | null)[]): Promise<void>;
  close(): Promise<void>;
};

/** An empty store in an SQLite file of its own, migrated; closing it removes the file. */
export async function temporaryStore(): Promise<TemporaryStore> {
  const folder = temporaryFolder();
  const database = await openSqlite(join(folder.path, 'engine.db'));
  await migrate(database);
  return storeOver(database, async () => folder.remove());
}

/** An empty store in a PostgreSQL database; closing it empties the database for the next one. */
export async function temporaryPostgresStore(): Promise<TemporaryStore> {
  const database = await emptyPostgres();
  return storeOver({ ...database, close: () => giveBack(database) }, async () => undefined);
}

function storeOver(database: Database, remove: () => Promise<void>): TemporaryStore {
  const [committer, seal] = [committerOn(database), sealUnder([new Uint8Array(32).fill(7)])];
  const engine = engineOn(database, committer, seal, sealing);
  return {
    database,
    engine,
    committer,
    seal,
    eventFrom: eventReader(engine.people, (body) => body),
    rows: (sql, ...bindings) => engine.read(sql, bindings),
    async execute(sql, ...bindings) {
      await committer.idle();
      await database.write(sql, bindings);
    },
    async close() {
      await committer.idle();
      await database.close();
      await remove();
    },
  };
}
