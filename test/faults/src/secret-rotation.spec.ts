import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { openSqlite } from '@affinity-engine/adapter-knex/testing';
import {
  clientFor,
  eventually,
  startEngine,
  startProcess,
  startReceiver,
  type Engine,
} from '@affinity-engine/test-harness';
import { Webhook } from 'standardwebhooks';
import { contractOne } from './contract-one.js';

const [first, second] = ['the first secret of an engine, random or not', 'the second secret of an engine, random too'];

type Held = { readonly id: string; readonly affinity_holder: { readonly last_name: string } };

let engine: Engine;
let id: string;
let token: string;
let link: string;
let oldPrefix: string;
beforeAll(async () => {
  engine = await startEngine({ env: { ENGINE_SECRET: first, SANDBOX_CLOCK: '2030-01-15T12:00:00Z' } });
  const partner = clientFor(engine, 'partner');
  id = await contractOne(engine);
  token = await partner.token();
  const { body } = await partner.get<{ readonly attachments: readonly { readonly url: string }[] }>(
    `/v1/affinity/${id}`,
  );
  link = new URL(body.attachments[0]?.url ?? '').pathname;
  await engine.stop();
  oldPrefix = (await sealedValues(''))[0]?.slice(0, 7) ?? '';
});

/** Every text in the database that begins so and is sealed. */
async function sealedValues(prefix: string): Promise<readonly string[]> {
  const database = await openSqlite(join(engine.dataDir, 'affinity-engine.sqlite'));
  try {
    const columns = await database.read(
      `select m.name as "table", c.name as "column" from sqlite_master m, pragma_table_info(m.name) c where m.type = 'table'`,
      [],
    );
    const found: string[] = [];
    for (const { table, column } of columns) {
      const rows = await database.read(
        `select "${String(column)}" as value from "${String(table)}" where typeof("${String(column)}") = 'text'`,
        [],
      );
      found.push(...rows.map(({ value }) => String(value)).filter((value) => sealed.test(value)));
    }
    return found.filter((value) => value.startsWith(prefix));
  } finally {
    await database.close();
  }
}

const sealed = /^[\w-]{6}\.[A-Za-z0-9+/]{38,}={0,2}$/;

const reseal = async () => {
  const env = { DATA_DIR: engine.dataDir, ENGINE_SECRET: second, ENGINE_SECRET_PREVIOUS: first };
  const child = startProcess({ app: 'cli', args: ['reseal'], env });
  const { code } = await child.ended;
  return { code, ...(JSON.parse(child.stdout()) as { readonly resealed: number }) };
};

describe('a new secret of the engine', () => {
  it('is refused without the one before', async () => {
    const env = { DATA_DIR: engine.dataDir, PORT: '0', ENGINE_SECRET: second };
    const child = startProcess({ app: 'api', env });
    expect([(await child.ended).code, child.stderr()]).toEqual([
      2,
      expect.stringContaining('ENGINE_SECRET: expected the secret this database was made with'),
    ]);
  });

  it('beside the one before leaves tokens, links, persons and signing keys as they were', async () => {
    await engine.restart({ ENGINE_SECRET: second, ENGINE_SECRET_PREVIOUS: first });
    const headers = { authorization: `Bearer ${token}` };
    const { status, body } = await clientFor(engine, null).get<Held>(`/v1/affinity/${id}`, { headers });
    expect([status, body.affinity_holder.last_name]).toEqual([200, 'Souza']);
    expect((await clientFor(engine, null).get(link)).status).toBe(200);
    const receiver = await startReceiver();
    const endpoint = engine.credentials.partner.webhookEndpointId;
    await clientFor(engine, 'admin').patch(`/ops/v1/webhook-endpoints/${endpoint}`, { url: receiver.url('/hook') });
    const [arrived] = await eventually(async () => {
      const received = receiver.received('/hook');
      if (received.length === 0) throw new Error('No event has arrived.');
      return received;
    });
    const signed = new Webhook(engine.credentials.partner.webhookSecret);
    expect(() => signed.verify(arrived?.body.toString() ?? '', { ...arrived?.headers })).not.toThrow();
  });

  it('seals anew what was sealed before, while the engine runs, and again does nothing', async () => {
    const { code, resealed } = await reseal();
    expect([code, resealed > 3]).toEqual([0, true]);
    expect(await reseal()).toMatchObject({ code: 0, resealed: 0 });
    expect(await sealedValues(oldPrefix)).toEqual([]);
    expect((await sealedValues('')).length).toBeGreaterThan(3);
  });

  it('stands alone afterwards; tokens and links of before have ended', async () => {
    await engine.restart({ ENGINE_SECRET: second, ENGINE_SECRET_PREVIOUS: '' });
    const { body } = await clientFor(engine, 'partner').get<Held>(`/v1/affinity/${id}`);
    expect(body.affinity_holder.last_name).toBe('Souza');
    const headers = { authorization: `Bearer ${token}` };
    expect((await clientFor(engine, null).get(`/v1/affinity/${id}`, { headers })).status).toBe(401);
    expect((await clientFor(engine, null).get(link)).status).toBe(404);
  });
});
