import { chownSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  atTheEnd,
  eventually,
  fromSources,
  startNode,
  temporaryFolder,
  type Ending,
  type Process,
} from '@affinity-engine/test-harness';
import { startNats, startPostgres } from '@affinity-engine/test-servers';
import { commandIn, environmentOf, instructions, ofImage, services } from './deployment.js';
import { assembleImage, imageUser, type Image } from './image.js';
import { projectRoot, read } from './papers.js';

/* What the Dockerfile copies, started as it and the compose file say. */

let image: Image;
beforeAll(() => void (image = assembleImage()), 60_000);

const byDefault = commandIn(instructions('CMD').at(-1) ?? '');
const healthCheck = commandIn(instructions('HEALTHCHECK')[0] ?? '');

/** A volume: the image's user may write there. */
function volume(): string {
  const folder = temporaryFolder();
  if (imageUser !== undefined) chownSync(folder, imageUser.uid, imageUser.gid);
  return folder;
}

/** What a test cannot have as it is: ports that others may use, the folder, addresses of all networks. */
const here = () => ({ HOST: '127.0.0.1', PORT: '0', METRICS_HOST: '127.0.0.1', METRICS_PORT: '0', DATA_DIR: volume() });

/** Waits until a process has said something, and returns it. */
const said = (process: Process, what: RegExp): Promise<string> =>
  eventually(
    () => {
      const [, found] = what.exec(process.stdout()) ?? [];
      if (found === undefined) throw new Error(`It has not said ${what}: ${process.stderr()}`);
      return Promise.resolve(found);
    },
    { deadline: 30_000 },
  );
const metricsPort = (process: Process) => said(process, /metrics on \S+:(\d+)/);
const address = (process: Process) => said(process, /listens on (http\S+)/);
const checkHealth = async (port: string): Promise<number | null> =>
  (await image.run(healthCheck, { METRICS_PORT: port }).ended).code;
const stop = (process: Process): Promise<Ending> => {
  process.signal('SIGTERM');
  return process.ended;
};

describe('the image', () => {
  it('has all that a whole day of the demo needs, may write to its volume only, and knows whether it is well', async () => {
    const env = { ...ofImage, ...here() };
    const engine = image.run(byDefault, env);
    const port = await metricsPort(engine);
    await address(engine);
    expect(await checkHealth(port)).toBe(0);
    const demo = startNode({
      args: [...fromSources, 'tools/demo/src/main.ts'],
      folder: projectRoot,
      env: { DATA_DIR: env.DATA_DIR },
    });
    expect({ ...(await demo.ended), said: demo.stdout().slice(-200) }).toMatchObject({
      code: 0,
      said: expect.stringContaining('Every check held.'),
    });
    expect((await stop(engine)).code).toBe(0);
    expect(await checkHealth(port)).toBe(1);
  }, 90_000);
});

describe('the containers of the compose file', () => {
  it('migrate as the owner, and run on tables that they cannot change', async () => {
    const [postgres, nats] = await Promise.all([startPostgres({ superuser: 'owner' }), startNats()]);
    atTheEnd(() => Promise.all([postgres.remove(), nats.remove()]).then(() => undefined));
    await postgres.createDatabase({ name: 'engine' });
    await postgres.execute(roleStatements(), 'engine');
    const run = (name: string, given?: readonly string[]) => {
      const { command = byDefault, ...service } = services[name] ?? {};
      const environment = { ...environmentOf(service), ...here() };
      return image.run(given ?? command, {
        ...environment,
        DATABASE_URL: named(environment, 'DATABASE_URL').replace('@postgres:5432/', `@127.0.0.1:${postgres.port}/`),
        NATS_URL: named(environment, 'NATS_URL').replace('nats://nats:4222', nats.url),
      });
    };

    const migrated = run('migrate');
    expect({ ...(await migrated.ended), said: migrated.stderr() }).toMatchObject({ code: 0, said: '' });
    expect(await postgres.execute(`select from pg_tables where tableowner <> 'owner'`, 'engine')).toEqual([]);
    const seesAll = `select pg_has_role('engine', 'pg_read_all_stats', 'member') as it_does`;
    expect(await postgres.execute(seesAll)).toEqual([{ it_does: true }]);

    const apis = ['api-1', 'api-2'].map((name) => run(name));
    const all = [...apis, run('dispatcher-1'), run('dispatcher-2')];
    const ports = await Promise.all(all.map(metricsPort));
    expect(await Promise.all(ports.map(checkHealth))).toEqual([0, 0, 0, 0]);

    const made = run('api-1', ['node', 'apps/cli/bundle/main.js', 'create-client', '--role', 'admin', '--name', 'Ops']);
    expect((await made.ended).code).toBe(0);
    const client = JSON.parse(made.stdout()) as { readonly clientId: string; readonly clientSecret: string };
    for (const url of await Promise.all(apis.map(address))) {
      expect((await fetch(`${url}/metrics`)).status).toBe(404);
      expect((await partnersAt(url, client)).status).toBe(200);
    }
    expect((await Promise.all(all.map(stop))).map(({ code }) => code)).toEqual([0, 0, 0, 0]);
  }, 90_000);
});

/** The SQL of the script that the database's container runs when it is made. */
function roleStatements(): string {
  const [, sql] = /<<'SQL'\n([\s\S]+)\nSQL\n/.exec(read('deploy/make-role.sh')) ?? [];
  if (sql === undefined) throw new Error('deploy/make-role.sh has no SQL');
  return sql.replaceAll(":'password'", `'a password'`);
}

function named(environment: Readonly<Record<string, string>>, name: string): string {
  const value = environment[name];
  if (value === undefined) throw new Error(`the compose file sets no ${name}`);
  return value;
}

async function partnersAt(url: string, client: { readonly clientId: string; readonly clientSecret: string }) {
  const login = await fetch(`${url}/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: client.clientId,
      client_secret: client.clientSecret,
    }),
  });
  const { access_token: token } = (await login.json()) as { readonly access_token: string };
  return fetch(`${url}/ops/v1/partners`, { headers: { authorization: `Bearer ${token}` } });
}
