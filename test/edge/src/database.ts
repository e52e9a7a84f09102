import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { openSqlite } from '@affinity-engine/adapter-knex/testing';
import { atTheEnd } from '@affinity-engine/test-harness';
import type { Subject } from './scene.js';

/**
 * Tables that calls may change without a change of anything: counts of calls and wrong secrets, refusals that are kept,
 * and turns of jobs.
 */
const countsAndTurns = ['counted_window', 'refusal', 'refusal_count', 'lease'];

/** Columns that a refused call may change, too: once a minute it is noted that a session is in use. */
const ofUse: Readonly<Record<string, string>> = { user_session: 'seen_at' };

/** Tables that jobs change by themselves. */
const ofJobs = ['person_due', 'person_term'];

export type Watched = {
  /** The tables that others changed since it was called last. */
  changed(): Promise<readonly string[]>;
  /** Forgets what was changed up to now. */
  seen(): Promise<void>;
  /** Whether anything at all was written since it was called last; quick. */
  wasWritten(): Promise<boolean>;
};

/** Watches the SQLite file of a running engine, through a connection of its own. */
export async function watchDatabase({ dataDir, hasJobs = false }: Subject): Promise<Watched> {
  const ignored = hasJobs ? [...countsAndTurns, ...ofJobs] : countsAndTurns;
  const database = await openSqlite(join(dataDir, 'affinity-engine.sqlite'));
  atTheEnd(() => database.close());
  const rows = (sql: string) => database.writer.raw<readonly Record<string, unknown>[]>(sql);
  const names = (await rows(`select name from sqlite_master where type = 'table' and name not like 'sqlite_%'`))
    .map(({ name }) => String(name))
    .filter((name) => !ignored.includes(name));
  let [version, versionOfDigests] = [await versionNow(), await versionNow()];
  let digests = await digestsNow();
  return {
    async changed() {
      if (!(await isStale())) return [];
      const before = digests;
      digests = await digestsNow();
      return names.filter((name) => before.get(name) !== digests.get(name));
    },
    async seen() {
      if (await isStale()) digests = await digestsNow();
    },
    async wasWritten() {
      const before = version;
      version = await versionNow();
      return version !== before;
    },
  };

  async function isStale(): Promise<boolean> {
    const before = versionOfDigests;
    versionOfDigests = await versionNow();
    return versionOfDigests !== before;
  }

  /** Another value after a commit of any other connection. */
  async function versionNow(): Promise<unknown> {
    const [row] = await rows('pragma data_version');
    return row?.['data_version'];
  }

  async function digestsNow(): Promise<ReadonlyMap<string, string>> {
    const digestOf = async (name: string) =>
      createHash('sha256')
        .update(
          JSON.stringify(await rows(`select * from "${name}"`), (key, value) => (key === ofUse[name] ? 0 : value)),
        )
        .digest('base64');
    return new Map(await Promise.all(names.map(async (name) => [name, await digestOf(name)] as const)));
  }
}
