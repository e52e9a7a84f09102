import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { affinityTexts } from './affinity/affinities.js';
import type { Database } from './engine/database.js';
import type { Value } from './engine/sql.js';
import { lookAlikes } from './look-alikes.js';
import type { DatabaseSettings } from './open-database.js';
import { migrate } from './schema/migrate.js';
import { emptyDatabase, type EmptyDatabase } from './testing/empty-database.js';
import { plantAffinities, plantPartner } from './testing/planted-affinities.js';

let opened: EmptyDatabase;
let database: Database;
let settings: DatabaseSettings;

const insert = async (table: string, row: Readonly<Record<string, Value>>) => {
  const names = Object.keys(row);
  const sql = `insert into ${table} (${names.join(', ')}) values (${names.map(() => '?').join(', ')})`;
  await database.write(sql, Object.values(row));
};
const code = (id: string, text: string) =>
  insert('producer_code', { id, code: text, organization_id: 'o', roles: '[]', active: 1, version: 1 });
let added = 0;
const number = (id: string, text: string, externalId: string | null = null) =>
  insert('agency_number', {
    ...{ id, account_id: 'account', insurer_id: 'insurer', number: text, external_unique_id: externalId, active: 1 },
    ...{ added: (added += 1), created_at: 1, changed_at: 1 },
  });
const sought = (mend = false) => lookAlikes(settings, { mend, actor: 'operator' });
const row = (id: string, written: string, mended = false) => ({ id, written, mended });

describe.each(['SQLite', 'PostgreSQL'] as const)('texts that an earlier version kept, on %s', (kind) => {
  beforeEach(async () => {
    opened = await emptyDatabase(kind);
    ({ database, settings } = opened);
    await migrate(database);
    await plantPartner(database);
    await insert('organization', { id: 'o', name: 'Organization', version: 1 });
    await insert('account', { id: 'account', name: 'Account', created_at: 1 });
  });
  afterEach(() => opened.remove());

  it('are in order where each can be typed and looks like no other', async () => {
    await code('a', 'São');
    await code('b', 'Sao');
    await number('c', '4711');
    await number('d', '4711', 'one');
    await number('e', '4711', 'two');
    expect(await sought(true)).toEqual([]);
  });

  it('are listed with what looks the same, and stay as they are', async () => {
    await code('a', 'São');
    await code('b', 'Sa\u0303o');
    await code('c', 'S\u200ba\u0303o');
    await code('d', '\u3164');
    await number('e', '47\u00a011');
    await number('f', '47\u200311');
    await number('g', '1', 'x\u00ady');
    await number('h', '1', 'xy');
    const found = [
      ['producer code', 'São', [row('a', 'S\\u{e3}o'), row('b', 'Sa\\u{303}o'), row('c', 'S\\u{200b}a\\u{303}o')]],
      ['producer code', null, [row('d', '\\u{3164}')]],
      ['agency number without an external id', '47 11', [row('e', '47\\u{a0}11'), row('f', '47\\u{2003}11')]],
      ['external id of an agency number', 'xy', [row('h', 'xy'), row('g', 'x\\u{ad}y')]],
    ].map(([of, looksLike, rows]) => ({ kind: of, looksLike, rows }));
    expect(await sought()).toEqual(found);
    expect(await sought(true)).toEqual(found);
    expect(await database.read('select * from audit_entry', [])).toEqual([]);
  });

  it('are mended where they look like no other, once, with a line of the trail for each', async () => {
    await code('a', 'A\u200bB');
    await number('b', '1\u00a02');
    await number('c', '1\u00a02', 'x\u00ady');
    await plantAffinities(database, { id: 'd' }, { id: 'e' });
    for (const [id, text] of Object.entries({ d: 'Sa\u0303o', e: 'São' })) {
      await database.write(`update affinity set ${affinityTexts.column} = ? where id = ?`, [text, id]);
    }
    expect((await sought()).flatMap(({ rows }) => rows.map(({ mended }) => mended))).toEqual(Array(5).fill(false));
    const mended = [
      ['producer code', 'AB', [row('a', 'A\\u{200b}B', true)]],
      ['agency number without an external id', '1 2', [row('b', '1\\u{a0}2', true)]],
      ['agency number with an external id', '1 2', [row('c', '1\\u{a0}2', true)]],
      ['external id of an agency number', 'xy', [row('c', 'x\\u{ad}y', true)]],
      [affinityTexts.kind, 'São', [row('d', 'Sa\\u{303}o', true)]],
    ];
    expect(await sought(true)).toEqual(mended.map(([of, looksLike, rows]) => ({ kind: of, looksLike, rows })));
    expect(await sought(true)).toEqual([]);
    expect(await database.read('select code, version from producer_code', [])).toEqual([{ code: 'AB', version: 2 }]);
    const references = await database.read(`select ${affinityTexts.column} as text from affinity`, []);
    expect(references).toEqual([{ text: 'São' }, { text: 'São' }]);
    const [first, ...others] = await database.read('select actor, action, subject, details from audit_entry', []);
    expect(first).toMatchObject({ actor: 'operator', action: 'text.mended', subject: 'a' });
    expect(JSON.parse(String(first?.['details']))).toEqual({ field: 'code', from: 'A\\u{200b}B', to: 'AB' });
    expect(others).toHaveLength(4);
  });

  it('are all found, however many there are', async () => {
    const many = `with recursive place (at) as (select 1 union all select at + 1 from place where at < 1002)
      insert into producer_code (id, code, organization_id, roles, active, version)
      select 'code ' || at, 'A\u200b' || at, 'o', '[]', 1, 1 from place`;
    await database.write(many, []);
    expect(await sought()).toHaveLength(1_002);
  });
});
