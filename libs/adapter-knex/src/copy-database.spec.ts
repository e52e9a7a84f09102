import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { temporaryDatabase } from '@affinity-engine/test-servers';
import { copyDatabase } from './copy-database.js';
import { openSqlite } from './engine/sqlite-database.js';
import { openPostgres } from './engine/postgres-database.js';
import type { Value } from './engine/sql.js';
import { migrate } from './schema/migrate.js';
import { temporaryFolder, type TemporaryFolder } from './testing/temporary-store.js';

const big = 9_007_199_254_740_991;

describe('copying a SQLite file to PostgreSQL', () => {
  let folder: TemporaryFolder;
  let file: string;
  let url: string;
  let drop: () => Promise<void>;
  beforeEach(async () => {
    folder = temporaryFolder();
    file = join(folder.path, 'engine.db');
    ({ url, drop } = await temporaryDatabase());
  });
  afterEach(async () => {
    await drop();
    folder.remove();
  });

  async function inFile(...statements: readonly (readonly [string, ...Value[]])[]): Promise<void> {
    const database = await openSqlite(file);
    await migrate(database);
    try {
      for (const [sql, ...bindings] of statements) await database.write(sql, bindings);
    } finally {
      await database.close();
    }
  }
  async function inCopy(sql: string) {
    const database = await openPostgres({ url });
    const rows = await database.write(sql, []);
    await database.close();
    return rows;
  }

  const partner = (id: string, name: string) =>
    [
      `insert into partner values (?, ?, 'Legal', ?, 'a@b.example', '1', '[]', '[]', ${big}, 1, '[]', null)`,
      id,
      name,
      `cnpj of ${id}`,
    ] as const;

  it('keeps every kind of value, in tables that refer to each other', async () => {
    await inFile(
      partner('p', 'Conceição \\ " \' % ? 𝐀 \u200b'),
      [`insert into client values ('c', 'C', 'partner', 'p', 'h', 0, null, 1)`],
      ['insert into document values (?, ?, ?)', 'a', 'certificate', Buffer.from([0, 255, 1, 10, 0])],
      [`insert into account values ('acc', 'A', 1)`],
      [
        `insert into agency_number (id, account_id, insurer_id, number, active, added, created_at, changed_at)
         values ('n', 'acc', 'i', '007', 1, 5, 1, 1)`,
      ],
      [`insert into audit_entry (id, at, actor, action, subject) values (7, 1, 'a', 'b', 'c')`],
      [`update event_feed set incarnation = 3, stream = 's'`],
    );
    const copied = await copyDatabase({ file }, { url });
    expect(copied).toEqual(
      expect.arrayContaining([
        { table: 'partner', rows: 1 },
        { table: 'document', rows: 1 },
      ]),
    );
    expect(await inCopy('select name, created_at from partner')).toEqual([
      { name: 'Conceição \\ " \' % ? 𝐀 \u200b', created_at: big },
    ]);
    expect(await inCopy(`select content from document`)).toEqual([{ content: Buffer.from([0, 255, 1, 10, 0]) }]);
    expect(await inCopy('select owner_id, number from agency_number')).toEqual([{ owner_id: 'acc', number: '007' }]);
    expect(await inCopy('select incarnation, stream, identity is not null as noted from event_feed')).toEqual([
      { incarnation: 3, stream: 's', noted: true },
    ]);
    expect(
      await inCopy(`insert into audit_entry (at, actor, action, subject) values (1, 'a', 'b', 'c') returning id`),
    ).toEqual([{ id: 8 }]);
  });

  it('keeps attempts of earlier days in a part of their own, which goes as a whole', async () => {
    const hour = 3_600_000;
    const at = [-50, -30, 0].map((hours) => Date.now() + hours * hour);
    await inFile(
      [
        `insert into endpoint_configuration (id, owner_id, secrets, ordering, paused, disabled, created_at)
         values ('e', 'p', '[]', 'endpoint', 0, 0, 1)`,
      ],
      [`insert into endpoint_progress (id, version, stopped, down_after) values ('e', 1, 0, 1)`],
      ...at.map(
        (time) =>
          [
            `insert into webhook_attempt (endpoint_id, sequence, at, duration_ms, delivered, replay, takeover)
             values ('e', 1, ?, 1, 1, 0, 0)`,
            time,
          ] as const,
      ),
    );
    await copyDatabase({ file }, { url });
    const kept = 'select tableoid::regclass::text as part, at from webhook_attempt order by at';
    expect((await inCopy(kept)).map(({ part }) => part)).toEqual([
      'webhook_attempt_copied',
      'webhook_attempt_copied',
      expect.stringMatching(/^webhook_attempt_\d{4}_\d\d_\d\d$/),
    ]);
    expect(await inCopy(`select keep_attempt_partitions(${hour / 60})`)).toEqual([]);
    expect((await inCopy(kept)).map(({ part }) => part)).toEqual([
      expect.stringMatching(/^webhook_attempt_\d{4}_\d\d_\d\d$/),
    ]);
  });

  it('goes through many rows, a page at a time', async () => {
    await inFile([
      `insert into answered_once with recursive n (i) as (values (1) union all select i + 1 from n where i < 2500)
       select 'k' || i, 'f', 'a', i from n`,
    ]);
    expect(await copyDatabase({ file }, { url })).toContainEqual({ table: 'answered_once', rows: 2_500 });
    expect(await inCopy('select count(*) as n, sum(kept_until) as sum from answered_once')).toEqual([
      { n: 2_500, sum: (2_500 * 2_501) / 2 },
    ]);
  });

  it('refuses a database that has something, and leaves it as it is', async () => {
    await inFile(partner('p', 'Ours'));
    const database = await openPostgres({ url });
    await migrate(database);
    await database.write(`insert into account values ('theirs', 'A', 1)`, []);
    await database.close();
    await expect(copyDatabase({ file }, { url })).rejects.toThrow(
      '--to: expected an empty database; table account has rows',
    );
    expect(await inCopy('select id from partner')).toEqual([]);
    expect(await inCopy('select id from account')).toEqual([{ id: 'theirs' }]);
  });

  it('copies nothing where one row cannot be kept, and names where it is', async () => {
    await inFile(partner('p', 'Ours'), partner('q', 'before\u0000after'));
    await expect(copyDatabase({ file }, { url })).rejects.toThrow(/^table partner, rows from p to q: /);
    expect(await inCopy('select id from partner')).toEqual([]);
  });

  it('notices a row that is not the same', async () => {
    await inFile(partner('p', 'Ours'));
    const database = await openPostgres({ url });
    await migrate(database);
    await database.write(
      `create function other_name() returns trigger language plpgsql as $$ begin new.name := 'Theirs'; return new; end $$`,
      [],
    );
    await database.write(
      `create trigger other before insert on partner for each row execute function other_name()`,
      [],
    );
    await database.close();
    await expect(copyDatabase({ file }, { url })).rejects.toThrow('table partner: row p differs');
    expect(await inCopy('select id from partner')).toEqual([]);
  });
});
