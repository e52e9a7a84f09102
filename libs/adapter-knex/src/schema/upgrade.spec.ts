import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { temporaryDatabase } from '@affinity-engine/test-servers';
import type { Database } from '../engine/database.js';
import { openPostgres } from '../engine/postgres-database.js';
import type { Value } from '../engine/sql.js';
import { emptyDatabase, type EmptyDatabase } from '../testing/empty-database.js';
import { migrate } from './migrate.js';
import { migrations } from './migrations.js';

const before = migrations.filter(({ name }) => name < '2026-11-29');
const day = 86_400_000;

/** An endpoint as the version before wrote it. */
const endpoint = (id: string, columns: Readonly<Record<string, Value>> = {}) => {
  const row = {
    id,
    owner_id: `owner of ${id}`,
    url: 'https://receiver',
    secrets: 'sealed',
    ordering: 'affinity',
    paused: 0,
    disabled: 0,
    created_at: 1,
    version: 3,
    ...columns,
  };
  const names = Object.keys(row);
  const sql = `insert into webhook_endpoint (${names.join(', ')}) values (${names.map(() => '?').join(', ')})`;
  return [sql, Object.values(row)] as const;
};

const event = `insert into webhook_event (endpoint_id, sequence, type, subject, body, occurred_at) values ('a', 1, 't', 's', '{}', 1)`;
const attempt = `insert into webhook_attempt (endpoint_id, sequence, at, duration_ms, delivered, replay, takeover) values ('a', 1, ?, 1, 1, 0, 0)`;

describe.each(['SQLite', 'PostgreSQL'] as const)('a %s database of the version before', (kind) => {
  let database: Database;
  let opened: EmptyDatabase;
  beforeEach(async () => {
    opened = await emptyDatabase(kind);
    database = opened.database;
    await migrate(database, { migrations: before });
  });
  afterEach(() => opened.remove());

  const run = (sql: string, bindings: readonly Value[] = []) => database.write(sql, bindings);

  it('keeps its endpoints, events and attempts', async () => {
    await run(...endpoint('a', { last_sequence: 9, cursor: 7, failures: 2, due_at: 5, epoch: 4 }));
    await run(...endpoint('paused', { paused: 1, ordering: 'endpoint' }));
    await run(...endpoint('without a url', { url: null, first_of: 'owner' }));
    await run(event);
    for (const at of [0, Date.now(), Date.now() + 400 * day]) await run(attempt, [at]);
    await migrate(database);
    expect(await run('select * from endpoint_progress order by id')).toMatchObject([
      { id: 'a', version: 3, last_sequence: 9, cursor: 7, failures: 2, due_at: 5, epoch: 4, stopped: 0, down_after: 3 },
      { id: 'paused', stopped: 1, down_after: 1, due_at: null, first_kept_sequence: 1 },
      { id: 'without a url', stopped: 1, last_sequence: 0 },
    ]);
    expect(await run('select id, owner_id, url, first_of from endpoint_configuration order by id')).toEqual([
      { id: 'a', owner_id: 'owner of a', url: 'https://receiver', first_of: null },
      { id: 'paused', owner_id: 'owner of paused', url: 'https://receiver', first_of: null },
      { id: 'without a url', owner_id: 'owner of without a url', url: null, first_of: 'owner' },
    ]);
    expect(await run('select count(*) as n from webhook_event')).toEqual([{ n: 1 }]);
    expect(await run('select id, sequence from webhook_attempt order by id')).toEqual(
      [1, 2, 3].map((id) => ({ id, sequence: 1 })),
    );
    await run(attempt, [Date.now()]);
    expect(await run('select max(id) as last from webhook_attempt')).toEqual([{ last: 4 }]);
  });
});

describe('a PostgreSQL database during an upgrade', () => {
  let database: Database;
  let drop: () => Promise<void>;
  beforeEach(async () => {
    const temporary = await temporaryDatabase();
    drop = temporary.drop;
    database = await openPostgres({ url: temporary.url });
    await migrate(database, { migrations: before });
    const applied = await migrate(database);
    expect(applied).toContain('2026-11-29-endpoint-progress');
    expect(applied).not.toContain('2026-11-29-endpoint-progress-alone');
  });
  afterEach(async () => {
    await database.close();
    await drop();
  });

  const run = (sql: string, bindings: readonly Value[] = []) => database.write(sql, bindings);
  const ofBoth = async (id: string) => {
    const [progress] = await run(
      'select url, paused, stopped, down_after, secrets from endpoint_progress where id = ?',
      [id],
    );
    const [configured] = await run('select url, paused, secrets from endpoint_configuration where id = ?', [id]);
    expect(configured).toEqual({
      url: progress?.['url'],
      paused: progress?.['paused'],
      secrets: progress?.['secrets'],
    });
    return progress;
  };

  it('lets the version before add, change, lock and claim endpoints', async () => {
    await run(...endpoint('a'));
    expect(await ofBoth('a')).toMatchObject({ stopped: 0, down_after: 3 });
    await run(
      `with v as (select 'a' as id) update webhook_endpoint set url = null, secrets = 'other', event_types = null,
         ordering = 'endpoint', paused = 1, disabled = 0, version = webhook_endpoint.version + 1 from v
       where webhook_endpoint.id = v.id and version = 3 returning webhook_endpoint.id`,
    );
    expect(await ofBoth('a')).toEqual({ url: null, paused: 1, stopped: 1, down_after: 1, secrets: 'other' });
    await run(`select id from webhook_endpoint where id = 'a' order by id for no key update of webhook_endpoint`);
    expect(
      await run(
        `with due as materialized (select id from (select * from (select id, due_at from webhook_endpoint
             where paused = 1 limit 8 for no key update skip locked) as d) as each)
         update webhook_endpoint set epoch = epoch + 1, claimed = claimed + 1 where id in (select id from due) returning *`,
      ),
    ).toMatchObject([{ id: 'a', epoch: 1, claimed: 1, ordering: 'endpoint', owner_id: 'owner of a' }]);
  });

  it('gives an owner one first endpoint, whichever version makes it', async () => {
    await run(
      `insert into endpoint_configuration (id, owner_id, secrets, ordering, paused, disabled, created_at, first_of)
       values ('ours', 'insurer:1', '', 'endpoint', 0, 0, 0, 'insurer:1')`,
    );
    await run(...endpoint('theirs', { owner_id: 'insurer:1', first_of: 'insurer:1' }));
    expect(await run(`select id from endpoint_progress`)).toEqual([]);
    expect(await run(`select id from endpoint_configuration`)).toEqual([{ id: 'ours' }]);
  });

  it('shows the version before what this one adds and changes', async () => {
    await run(
      `insert into endpoint_configuration (id, owner_id, url, secrets, ordering, paused, disabled, created_at)
       values ('a', 'owner', 'https://one', 'sealed', 'endpoint', 0, 0, 7)`,
    );
    await run(`insert into endpoint_progress (id, version, stopped, down_after) values ('a', 1, 0, 1)`);
    const seen = () => run('select id, owner_id, url, paused, created_at, version from webhook_endpoint');
    expect(await seen()).toEqual([
      { id: 'a', owner_id: 'owner', url: 'https://one', paused: 0, created_at: 7, version: 1 },
    ]);
    await run(`update endpoint_configuration set url = 'https://two', paused = 1 where id = 'a'`);
    expect(await seen()).toMatchObject([{ url: 'https://two', paused: 1 }]);
    expect(await ofBoth('a')).toMatchObject({ url: 'https://two' });
  });

  it('is rid of what the version before needs once it is contracted, and goes on', async () => {
    await run(...endpoint('a'));
    expect(await migrate(database, { contract: true })).toEqual([
      '2026-11-29-endpoint-progress-alone',
      '2026-11-29-originals-alone',
      '2026-11-29-personal-keys-alone',
      '2026-11-30-underwriting-alone',
    ]);
    expect(await migrate(database)).toEqual([]);
    await expect(run('select 1 from webhook_endpoint')).rejects.toThrow('webhook_endpoint');
    await run(`update endpoint_configuration set url = 'https://two' where id = 'a'`);
    expect(await run('select id, stopped from endpoint_progress')).toEqual([{ id: 'a', stopped: 0 }]);
  });
});
