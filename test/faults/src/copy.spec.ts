import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  clientFor,
  eventually,
  startEngine,
  startProcess,
  startReceiver,
  temporaryFolder,
  type Engine,
} from '@affinity-engine/test-harness';
import { temporaryDatabase } from '@affinity-engine/test-servers';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { contractOne } from './contract-one.js';

type Affinity = { readonly id: string; readonly certificate_number: string };

let database: Awaited<ReturnType<typeof temporaryDatabase>>;
beforeAll(async () => {
  database = await temporaryDatabase();
});
afterAll(() => database.drop());

it('an engine goes on from a SQLite file on PostgreSQL: certificates, waiting webhooks, credentials', async () => {
  const dataDir = temporaryFolder();
  const env = { SANDBOX_CLOCK: '2030-01-15T12:00:00Z' };
  const before = await startEngine({ env, dataDir });
  const ids = [await contractOne(before), await contractOne(before)];
  const [read] = [(engine: Engine, id: string) => clientFor(engine, 'partner').get<Affinity>(`/v1/affinity/${id}`)];
  const shown = await read(before, ids[0] ?? '');
  await before.stop();

  const copying = startProcess({ app: 'cli', args: ['copy', '--to', database.url], env: { DATA_DIR: dataDir } });
  expect((await copying.ended).code).toBe(0);
  expect(copying.stderr()).toContain('affinity: 2 rows, all equal\n');
  expect(JSON.parse(copying.stdout())).toMatchObject({ next: expect.stringContaining('ENGINE_SECRET') });

  const secret = readFileSync(join(dataDir, 'engine-secret'), 'utf8').trim();
  const after = await startEngine({ env: { ...env, DATABASE_URL: database.url, ENGINE_SECRET: secret } });
  expect(after.credentials.partner).toEqual(before.credentials.partner);
  const copied = await read(after, ids[0] ?? '');
  expect(copied.status).toBe(200);
  expect(copied.body).toMatchObject({ id: shown.body.id, certificate_number: shown.body.certificate_number });
  const last = await contractOne(after);
  const receiver = await startReceiver();
  const endpoint = `/ops/v1/webhook-endpoints/${after.credentials.partner.webhookEndpointId}`;
  await clientFor(after, 'admin').patch(endpoint, { url: receiver.url() });
  await eventually(() => expect(receiver.received()).toHaveLength(3));
  expect(receiver.received().map(({ body }) => (JSON.parse(body.toString('utf8')) as Affinity).id)).toEqual([
    ...ids,
    last,
  ]);
  await after.stop();
});

it('a database that is not empty gets no copy, and the line says so', async () => {
  const dataDir = temporaryFolder();
  await (await startEngine({ dataDir })).stop();
  const { ended, stderr } = startProcess({
    app: 'cli',
    args: ['copy', '--to', database.url],
    env: { DATA_DIR: dataDir },
  });
  expect((await ended).code).toBe(1);
  expect(stderr()).toMatch(/^--to: expected an empty database; table \w+ has rows\n$/);
});
