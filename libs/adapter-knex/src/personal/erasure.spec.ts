import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { FoundRecord } from '@affinity-engine/privacy';
import { anEndpoint } from '@affinity-engine/webhook/testing';
import type { Database } from '../engine/database.js';
import { openSqlite } from '../engine/sqlite-database.js';
import { migrate } from '../schema/migrate.js';
import { storeOn, type Store } from '../store.js';
import { clock } from '../testing/opened-store.js';
import { plantAffinities, plantPartner } from '../testing/planted-affinities.js';
import { temporaryFolder, type TemporaryFolder } from '../testing/temporary-store.js';

let folder: TemporaryFolder;
let database: Database;
let store: Store;
beforeEach(async () => {
  folder = temporaryFolder();
  database = await openSqlite(join(folder.path, 'engine.db'));
  await migrate(database);
  const same = (body: string): string => body;
  const events = {
    ...{ bodyOf: () => '{}', withPerson: same, withoutPerson: same, erased: () => '"erased"' },
    firstEndpoint: (ownerId: string) => anEndpoint({ ownerId }),
  };
  const settings = { sealKey: new Uint8Array(32).fill(7), clock, wakeUps: { notify: () => undefined }, events };
  store = await storeOn(database, settings);
});
afterEach(async () => {
  await store.close();
  folder.remove();
});

/** Every byte of the database and its log. */
const bytes = (): string =>
  readdirSync(folder.path)
    .map((name) => readFileSync(join(folder.path, name)).toString('utf8'))
    .join('\n');

it('what an earlier version kept in the clear is in no byte of the file and its log after an erasure', async () => {
  const name = 'Quirina Xavante';
  await plantPartner(database);
  await plantAffinities(database, { id: 'a', holder: { name } }, { id: 'b', holder: { name: 'Bia' } });
  await store.works.webhook.run(async ({ endpoints }) => endpoints.add(anEndpoint({ id: 'e', ownerId: 'partner-1' })));
  const event = `insert into webhook_event (endpoint_id, sequence, type, subject, body, occurred_at) values ('e', ?, 't', ?, ?, 1)`;
  await database.write(event, [1, 'a', JSON.stringify(name)]);
  await database.write(event, [2, 'b', '"Bia"']);
  await database.write(
    `insert into webhook_attempt (endpoint_id, sequence, at, duration_ms, response_excerpt, delivered, replay, takeover)
     values ('e', 1, 1, 1, ?, 0, 0, 0)`,
    [`no ${name}`],
  );
  await database.write(`insert into document (affinity_id, type, content) values ('a', 'certificate', ?)`, [
    Buffer.from(name),
  ]);
  await database.write(
    `insert into audit_entry (at, actor, action, subject, details) values (1, 'cli', 'text.mended', 'a', ?)`,
    [JSON.stringify({ to: name })],
  );
  await database.write(`insert into person_due (kind, record) values ('affinity', 'a'), ('affinity', 'b')`, []);
  await store.persons.index();
  expect(bytes()).toContain(name);

  const found = await store.works.privacy.run(async ({ records }) =>
    records.found([{ kind: 'name', text: 'xavante' }], null, 10),
  );
  expect(found.map(({ id }) => id)).toEqual(['a']);
  await store.works.privacy.run(async ({ records }) => records.erase(found[0] as FoundRecord));
  await store.persons.settle();
  const left = bytes();
  expect(['Quirina', 'Xavante', 'quirina'].filter((value) => left.includes(value))).toEqual([]);
  expect(left).toContain('Bia');
  expect(await database.read('select body from webhook_event order by sequence', [])).toEqual([
    { body: '"erased"' },
    { body: '"Bia"' },
  ]);
});
