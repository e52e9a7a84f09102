import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Committer } from './engine/committer.js';
import { committerOn } from './engine/committer.js';
import type { Database } from './engine/database.js';
import { openEngine } from './open-engine.js';
import { personalKeys } from './schema/2026-11-29-personal-keys.js';
import { migrate } from './schema/migrate.js';
import { migrations } from './schema/migrations.js';
import { emptyDatabase, type EmptyDatabase } from './testing/empty-database.js';

const secret = (fill: number) => new Uint8Array(32).fill(fill);
const ana = { kind: 'name', text: 'ana' } as const;

describe.each(['SQLite', 'PostgreSQL'] as const)('how persons are sealed, on %s', (kind) => {
  let opened: EmptyDatabase;
  let database: Database;
  let committer: Committer;
  beforeEach(async () => {
    opened = await emptyDatabase(kind);
    ({ database } = opened);
    committer = committerOn(database);
  });
  afterEach(() => opened.remove());

  const open = (fill = 1) => openEngine(database, committer, [secret(fill)]);

  it('is known from the start in a new database, with one key of hashes for all processes', async () => {
    await migrate(database);
    const [one, other] = await Promise.all([open(), open()]);
    expect([one.people.isSealing(), other.people.isSealing()]).toEqual([true, true]);
    expect(one.people.hash(ana)).toBe(other.people.hash(ana));
    expect(one.seal.close('text')).toMatch(/^[\w-]{6}\./);
  });

  it('is not known under another secret', async () => {
    await migrate(database);
    await open();
    const { people } = await open(2);
    expect(() => people.hash(ana)).toThrow('another secret');
  });

  it('waits for the version before to end where it may still run', async () => {
    const earlier = migrations.slice(0, migrations.indexOf(personalKeys));
    await migrate(database, { migrations: earlier });
    await migrate(database);
    const before = await open();
    expect(before.people.isSealing()).toBe(kind === 'SQLite');
    expect(before.seal.close('text').includes('.')).toBe(kind === 'SQLite');
    await migrate(database, { contract: true });
    expect((await open()).people.isSealing()).toBe(true);
    // A process that runs already learns of it within seconds.
    const deadline = performance.now() + 20_000;
    while (!before.people.isSealing() && performance.now() < deadline)
      await new Promise((next) => setTimeout(next, 50));
    expect(before.people.isSealing()).toBe(true);
  }, 30_000);
});
