import {
  clientFor,
  eventually,
  startEngine,
  startProcess,
  temporaryFolder,
  type Engine,
} from '@affinity-engine/test-harness';
import {
  sharedPostgres,
  startPostgres,
  temporaryDatabase,
  type PostgresServer,
  type TestDatabase,
} from '@affinity-engine/test-servers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

const secret = 'the secret that all processes on one database have';
const request = { product_id: 'personal-life' };

describe('a PostgreSQL server that fails', () => {
  let server: PostgresServer;
  let database: TestDatabase;
  let engine: Engine;
  beforeAll(async () => {
    server = await startPostgres({ fsync: true });
    database = await server.createDatabase();
    engine = await startEngine({ env: { DATABASE_URL: database.url, ENGINE_SECRET: secret } });
  });
  afterAll(async () => {
    await engine.stop();
    await server.remove();
  });

  const ready = async () => (await clientFor(engine, null).get('/health/ready')).status;

  it('makes calls 503 with Retry-After and the engine unready, which heals without a restart', async () => {
    const partner = clientFor(engine, 'partner');
    const kept = await partner.post<{ readonly id: string }>('/v1/affinity/request', request);
    expect(kept.status).toBe(200);

    await server.kill();
    const refused = await partner.post<{ readonly error: string }>('/v1/affinity/request', request);
    expect([refused.status, refused.headers['retry-after'], refused.body.error]).toEqual([
      503,
      '2',
      'The engine cannot reach its database; try again.',
    ]);
    expect(await ready()).toBe(503);

    await server.restart();
    await eventually(async () => expect(await ready()).toBe(200));
    const again = await partner.post('/v1/affinity/request', request);
    expect(again.status).toBe(200);
    expect(engine.stderr()).not.toContain(secret);
  }, 60_000);

  it('that is restarted at once loses nothing acknowledged; callers get 200 or 503', async () => {
    const partner = clientFor(engine, 'partner');
    const stored = async () =>
      Number((await server.execute('select count(*) as n from affinity_request', database.name))[0]?.['n']);
    const storedBefore = await stored();
    const statuses = new Map<number, number>();
    let over = false;
    const calling = Array.from({ length: 8 }, async () => {
      while (!over) {
        const { status } = await partner.post('/v1/affinity/request', request, {
          headers: { 'idempotency-key': crypto.randomUUID() },
        });
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
      }
    });
    await eventually(async () => expect(statuses.get(200)).toBeGreaterThan(50));
    await server.kill();
    await server.restart();
    const before = statuses.get(200) ?? 0;
    await eventually(async () => expect(statuses.get(200)).toBeGreaterThan(before + 50));
    over = true;
    await Promise.all(calling);
    expect([...statuses.keys()].filter((status) => status !== 200 && status !== 503)).toEqual([]);
    expect((await stored()) - storedBefore).toBeGreaterThanOrEqual(statuses.get(200) ?? 0);
  }, 60_000);
});

describe('a start on PostgreSQL', () => {
  it('is refused with one line where the server does not answer', async () => {
    const url = 'postgres://engine:hidden@127.0.0.1:1/engine';
    const env = { DATABASE_URL: url, ENGINE_SECRET: secret, DATA_DIR: temporaryFolder() };
    const { ended, stderr } = startProcess({ app: 'api', env });
    expect((await ended).code).not.toBe(0);
    expect(stderr().trim()).toMatch(
      /^DATABASE_URL: cannot open the database 127\.0\.0\.1:1\/engine: [^\n]*ECONNREFUSED[^\n]*$/,
    );
  });
});

describe('a role that may not change the schema', () => {
  let database: TestDatabase;
  let url: string;
  beforeAll(async () => {
    database = await temporaryDatabase();
    const { execute } = await sharedPostgres();
    await execute(`create role runner login`).catch(() => undefined);
    url = database.url.replace('//engine@', '//runner@');
  });
  afterAll(async () => {
    await database.drop();
    await (await sharedPostgres()).execute('drop role runner');
  });

  it('is refused at the start with one line that says what to do', async () => {
    const env = { DATABASE_URL: url, ENGINE_SECRET: secret, DATA_DIR: temporaryFolder() };
    const { ended, stderr } = startProcess({ app: 'api', env });
    expect((await ended).code).not.toBe(0);
    expect(stderr().trim()).toMatch(
      /^DATABASE_URL: the database lacks its tables, and this role may not make them; run npm run cli -- migrate with one that may$/,
    );
  });

  it('runs the engine once another role has migrated the database', async () => {
    const migrated = startProcess({
      app: 'cli',
      args: ['migrate', '--grant-to', 'runner'],
      env: { DATABASE_URL: database.url, ENGINE_SECRET: secret },
    });
    expect([await migrated.ended, migrated.stderr()]).toEqual([{ code: 0, signal: null }, '']);
    expect(JSON.parse(migrated.stdout())).toMatchObject({
      applied: expect.arrayContaining(['2026-11-28-postgres-tables']),
    });
    const engine = await startEngine({ env: { DATABASE_URL: url, ENGINE_SECRET: secret } });
    expect((await clientFor(engine, 'partner').post('/v1/affinity/request', request)).status).toBe(200);
    await engine.stop();
  });
});

describe('two API processes on one PostgreSQL database', () => {
  let engines: readonly Engine[];
  let drop: () => Promise<void>;
  beforeAll(async () => {
    const database = await temporaryDatabase();
    drop = database.drop;
    const env = { DATABASE_URL: database.url, ENGINE_SECRET: secret, SANDBOX_CLOCK: '2030-01-15T12:00:00Z' };
    engines = await Promise.all([startEngine({ env }), startEngine({ env })]);
  }, 60_000);
  afterAll(async () => {
    for (const engine of engines) await engine.stop();
    await drop();
  });

  it('that start at the same time make one demo tenant', () => {
    const [one, other] = engines.map(({ credentials: { baseUrl: _, ...credentials } }) => credentials);
    expect(one).toEqual(other);
  });

  it('answer for each other: a request of one is contracted at the other, once', async () => {
    const [one, other] = engines.map((engine) => clientFor(engine, 'partner'));
    if (one === undefined || other === undefined) throw new Error('two are needed');
    const { body } = await one.post<{ readonly id: string }>('/v1/affinity/request', request);
    const contract = {
      affinity_request_id: body.id,
      plan_id: 'essential',
      lifetime_start: '2030-02-01',
      lifetime_end: '2030-12-31',
      affinity_holder: { first_name: 'Ana', last_name: 'Souza', cpf: '52998224725', birth_date: '1988-04-12' },
    };
    const key = { headers: { 'idempotency-key': 'one key at both' } };
    const answers = await Promise.all(
      [one, other, one, other].map((partner) => partner.post<{ readonly id: string }>('/v1/affinity', contract, key)),
    );
    expect(new Set(answers.map(({ status, body: { id } }) => `${status} ${id}`)).size).toBe(1);
    expect(answers[0]?.status).toBe(200);
  });
});
