import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readSettings, settingsTable } from '@affinity-engine/platform';
import { clientFor, startDispatcher, startEngine, type Engine, type Process } from '@affinity-engine/test-harness';
import { temporaryDatabase, type TestDatabase } from '@affinity-engine/test-servers';
import { dockerfile, environmentOf, instructions, ofEngine, ofImage, services, yaml } from './deployment.js';
import { projectRoot, read } from './papers.js';

/* The files of deploy/ and the Dockerfile, held against the engine: no container runs here. */

type Addresses = {
  readonly services: Readonly<
    Record<string, { readonly networks?: { readonly default: { readonly ipv4_address: string } } }>
  >;
  readonly networks: {
    readonly default: {
      readonly ipam: { readonly config: readonly { readonly subnet?: string; readonly ip_range?: string }[] };
    };
  };
};

describe('the compose file', () => {
  it('runs two APIs and two dispatchers behind a proxy, and migrates first', () => {
    expect(ofEngine.map(([name]) => name).sort()).toEqual([
      'api-1',
      'api-2',
      'dispatcher-1',
      'dispatcher-2',
      'migrate',
    ]);
    expect(services['migrate']?.command?.slice(1)).toEqual([
      'apps/cli/bundle/main.js',
      'migrate',
      '--grant-to',
      'engine',
    ]);
  });

  it.each(ofEngine)('gives %s settings that exist, and that the engine takes', (_, service) => {
    const names = new Set(settingsTable.map(({ name }) => name));
    expect(Object.keys(environmentOf(service)).filter((name) => !names.has(name) && name !== 'NODE_ENV')).toEqual([]);
    const settings = readSettings(environmentOf(service));
    expect(settings).toMatchObject({ mode: 'production', metricsPort: 9464, eventFeed: true, dataDir: '/data' });
    expect(JSON.stringify(environmentOf(service))).not.toContain('no ');
  });

  it.each(ofEngine)('runs %s without rights and without writing to its image', (_, service) => {
    expect(service).toMatchObject({ read_only: true, cap_drop: ['ALL'] });
  });

  it.each(ofEngine.filter(([, { command }]) => command !== undefined))(
    'starts %s from a bundle',
    (_, { command = [] }) => {
      expect(command[0]).toBe('node');
      expect(dockerfile).toContain(`./${String(command[1]).replace('/main.js', '')}\n`);
    },
  );

  it('mounts files that are there', () => {
    const mounted = Object.values(services).flatMap(({ volumes = [] }) =>
      volumes.filter((each) => each.startsWith('./')),
    );
    expect(mounted.length).toBeGreaterThan(5);
    expect(
      mounted.map((each) => each.split(':')[0] ?? '').filter((file) => !existsSync(join(projectRoot, 'deploy', file))),
    ).toEqual([]);
  });

  it('has one way between the processes: ports and names agree', () => {
    const proxied = [...read('deploy/nginx.conf').matchAll(/server ([\w-]+):(\d+) /g)].map(([, name, port]) => [
      name,
      port,
    ]);
    expect(proxied).toEqual([
      ['api-1', '3000'],
      ['api-2', '3000'],
      // Once more as those that are asked where both are set aside.
      ['api-1', '3000'],
      ['api-2', '3000'],
    ]);
    for (const name of ['api-1', 'api-2']) expect(readSettings(environmentOf(services[name] ?? {})).port).toBe(3000);
    expect(instructions('EXPOSE')).toEqual(['3000 9464']);
    expect(read('deploy/nginx.conf')).toContain('listen 8080;');
    expect(services['proxy']?.ports).toEqual(['8080:8080']);
    const scraped = yaml<{
      readonly scrape_configs: readonly {
        readonly static_configs: readonly { readonly targets: readonly string[] }[];
      }[];
    }>('deploy/prometheus.yaml').scrape_configs.flatMap(({ static_configs }) =>
      static_configs.flatMap(({ targets }) => targets),
    );
    expect(scraped).toEqual(['api-1:9464', 'api-2:9464', 'dispatcher-1:9464', 'dispatcher-2:9464']);
  });

  it('gives each API an address that no other container gets, for the proxy looks it up once', () => {
    const { services: all, networks } = yaml<Addresses>('deploy/compose.yaml');
    const [{ subnet, ip_range: others } = {}] = networks.default.ipam.config;
    expect([subnet, others]).toEqual(['172.28.0.0/24', '172.28.0.0/26']);
    const own = Object.entries(all).flatMap(([name, { networks: joined }]) =>
      joined === undefined ? [] : [[name, joined.default.ipv4_address]],
    );
    expect(own).toEqual([
      ['api-1', '172.28.0.101'],
      ['api-2', '172.28.0.102'],
    ]);
  });

  it('keeps connections to the engine open for longer than the proxy uses them', () => {
    const [, seconds] = /keepalive_timeout (\d+)s;/.exec(read('deploy/nginx.conf')) ?? [];
    expect(readSettings(environmentOf(services['api-1'] ?? {})).keepAliveMs).toBeGreaterThan(Number(seconds) * 1_000);
  });
});

describe('the Dockerfile', () => {
  const made = /^apps\/(?:(?:api|webhook-dispatcher|cli)\/bundle|console\/dist)$|^(?:package\.json|node_modules|libs)$/;

  it('copies what is there once it is built', () => {
    const copied = instructions('COPY').filter((rest) => rest.startsWith('--from='));
    const sources = copied.map((rest) => rest.split(' ')[1]?.replace('/engine/', '') ?? '');
    expect(sources.length).toBeGreaterThan(5);
    expect(sources.filter((source) => !made.test(source) || !existsSync(join(projectRoot, source)))).toEqual([]);
  });

  it('starts the API, as a user without rights', () => {
    expect(instructions('USER')).toEqual(['node']);
    expect(instructions('CMD').at(-1)).toBe('["node", "apps/api/bundle/main.js"]');
    expect(existsSync(join(projectRoot, 'apps/api/bundle/main.js'))).toBe(true);
    expect(instructions('VOLUME')).toEqual([ofImage['DATA_DIR']]);
  });

  it('is of a version of Node.js that the engine runs on', () => {
    expect(instructions('FROM').map((rest) => /^node:20-bookworm/.test(rest))).toEqual([true, true, true]);
    expect(read('package.json')).toContain('"node": ">=20');
  });

  it('leaves out what the image makes itself', () => {
    expect(read('.dockerignore').split('\n')).toEqual(
      expect.arrayContaining(['**/node_modules', '**/dist', '**/bundle', '.git', '.data']),
    );
  });
});

describe('alerts and the dashboard', () => {
  let engine: Engine;
  let dispatcher: Process;
  let database: TestDatabase;
  let figures: string;
  beforeAll(async () => {
    database = await temporaryDatabase();
    const env = { DATABASE_URL: database.url, ENGINE_SECRET: 'the secret of both processes, for figures' };
    engine = await startEngine({ env: { ...env, DISPATCHER: 'off' } });
    dispatcher = await startDispatcher({ ...env, DATA_DIR: engine.dataDir, METRICS_PORT: '0' });
    const [, address] = /metrics on (\S+)/.exec(dispatcher.stdout()) ?? [];
    const own = (await clientFor(engine, null).get('/metrics')).bytes.toString('utf8');
    figures = own + (await (await fetch(`http://${address}/metrics`)).text());
  });
  afterAll(async () => {
    dispatcher.signal('SIGTERM');
    await Promise.all([dispatcher.ended, engine.stop()]);
    await database.drop();
  });

  const expressions = (): readonly string[] => {
    const rules = yaml<{ readonly groups: readonly { readonly rules: readonly { readonly expr: string }[] }[] }>(
      'deploy/alerts.yaml',
    );
    const { panels } = JSON.parse(read('deploy/grafana/dashboards/engine.json')) as {
      readonly panels: readonly { readonly targets: readonly { readonly expr: string }[] }[];
    };
    return [
      ...rules.groups.flatMap((group) => group.rules.map(({ expr }) => expr)),
      ...panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)),
    ];
  };

  it('name figures that the engine has', () => {
    const named = expressions().flatMap((each) =>
      [...each.matchAll(/\b(?:affinity|process|nodejs)_\w+/g)].map(([name]) => name),
    );
    expect(named.length).toBeGreaterThan(20);
    const known = new Set(
      [...figures.matchAll(/^# TYPE (\w+) (\w+)$/gm)].flatMap(([, name = '', type]) =>
        type === 'histogram' ? [`${name}_count`, `${name}_sum`, `${name}_bucket`] : [name],
      ),
    );
    expect(named.filter((name) => !known.has(name))).toEqual([]);
  });

  it('ask for operations that exist', async () => {
    const asked = expressions().flatMap((each) => [...each.matchAll(/operation="(\w+)"/g)].map(([, name]) => name));
    const document = JSON.stringify((await clientFor(engine, null).get('/openapi.json')).body);
    expect(asked.length).toBeGreaterThan(1);
    expect(asked.filter((name) => !document.includes(`"operationId":"${name}"`))).toEqual([]);
  });
});

it('Grafana finds its dashboards and its data', () => {
  const folders = services['grafana']?.volumes?.map((each) => each.split(':').slice(0, 2)) ?? [];
  expect(folders).toEqual([
    ['./grafana/provisioning', '/etc/grafana/provisioning'],
    ['./grafana/dashboards', '/var/lib/grafana/dashboards'],
  ]);
  const providers = yaml<{ readonly providers: readonly { readonly options: { readonly path: string } }[] }>(
    'deploy/grafana/provisioning/dashboards/engine.yaml',
  );
  expect(providers.providers[0]?.options.path).toBe('/var/lib/grafana/dashboards');
  const { datasources } = yaml<{ readonly datasources: readonly { readonly uid: string; readonly url: string }[] }>(
    'deploy/grafana/provisioning/datasources/prometheus.yaml',
  );
  expect(datasources[0]).toMatchObject({ uid: 'prometheus', url: 'http://prometheus:9090' });
  expect(readdirSync(join(projectRoot, 'deploy/grafana/dashboards'))).toEqual(['engine.json']);
});
