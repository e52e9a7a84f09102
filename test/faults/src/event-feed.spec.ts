import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  clientFor,
  eventually,
  startEngine,
  startProcess,
  temporaryFolder,
  type Engine,
} from '@affinity-engine/test-harness';
import { startNats, startPostgres, type NatsServer } from '@affinity-engine/test-servers';
import { afterEach, describe, expect, it } from '@jest/globals';
import { connect } from 'nats';
import { contractOne } from './contract-one.js';

type FeedEvent = { readonly id: string; readonly affinity_id: string; readonly sequence: number };
type FeedAnswer = { readonly items: readonly FeedEvent[]; readonly incarnation: number; readonly error?: string };

const secret = 'the secret that all processes of one engine have';
const ending: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ending.splice(0).reverse()) await end();
});

async function natsServer(): Promise<NatsServer> {
  const nats = await startNats();
  ending.push(() => nats.remove());
  return nats;
}

/** Everything in the stream, in its order: identifiers of events and affinities. */
async function published(nats: NatsServer): Promise<readonly string[]> {
  const connection = await connect({ servers: nats.url });
  try {
    const manager = await connection.jetstreamManager();
    const { state } = await manager.streams.info('affinity-events');
    const found: string[] = [];
    for (let seq = Math.max(1, state.first_seq); seq <= state.last_seq; seq += 1) {
      const { id, affinity_id } = (await manager.streams.getMessage('affinity-events', { seq })).json<FeedEvent>();
      found.push(`${id} ${affinity_id}`);
    }
    return found;
  } finally {
    await connection.close();
  }
}

const inFeed = ({ items }: FeedAnswer) => items.map(({ id, affinity_id }) => `${id} ${affinity_id}`);
const read = async (engine: Engine, after?: string): Promise<FeedAnswer> =>
  (await clientFor(engine, 'partner').get<FeedAnswer>(`/v1/events${after === undefined ? '' : `?after=${after}`}`))
    .body;

/** Contracts so many, and waits until the stream has them too. @returns the lines of the new events */
async function newlyPublished(engine: Engine, nats: NatsServer, count: number): Promise<readonly string[]> {
  const before = await published(nats).catch(() => []);
  for (let made = 0; made < count; made += 1) await contractOne(engine);
  await eventually(async () => expect(await published(nats)).toHaveLength(before.length + count));
  return (await published(nats)).slice(before.length);
}

describe('a database that is restored from a backup', () => {
  it('on PostgreSQL counts an incarnation by itself: no lost sequence is taken for a new one', async () => {
    const [nats, server] = [await natsServer(), await startPostgres()];
    ending.push(() => server.remove());
    const { url } = await server.createDatabase();
    const env = {
      DATABASE_URL: url,
      ENGINE_SECRET: secret,
      NATS_URL: nats.url,
      EVENT_FEED: 'on',
      SANDBOX_CLOCK: '2030-01-15T12:00:00Z',
    };
    const engine = await startEngine({ env });
    const { id } = engine.credentials.partner;
    const known = await newlyPublished(engine, nats, 2);
    const copy = await server.backUp();
    const lost = await newlyPublished(engine, nats, 2);
    expect([...known, ...lost].map((line) => line.split(' ')[0])).toEqual([1, 2, 3, 4].map((n) => `${id}-1-${n}`));

    await server.restore(copy); // while the engine runs
    await eventually(async () => expect((await read(engine)).items).toHaveLength(2), { deadline: 30_000 });
    const made = await newlyPublished(engine, nats, 1);
    expect(made[0]).toMatch(`${id}-2-3 `);
    expect(await published(nats)).toEqual([...known, ...lost, ...made]);
    expect(inFeed(await read(engine, `${id}-1-4`))).toEqual(made);
    expect(inFeed(await read(engine))).toEqual([...known, ...made]);
    await engine.restart();
    expect(await read(engine)).toMatchObject({ incarnation: 2, items: { length: 3 } });
    await engine.stop();
  }, 120_000);

  it('on SQLite counts one when that is said, and stops the feed where it is not', async () => {
    const nats = await natsServer();
    const dataDir = temporaryFolder();
    const env = { NATS_URL: nats.url, EVENT_FEED: 'on', SANDBOX_CLOCK: '2030-01-15T12:00:00Z' };
    const engine = await startEngine({ env, dataDir });
    const { id } = engine.credentials.partner;
    const known = await newlyPublished(engine, nats, 1);
    await engine.stop();
    const [file, copy] = ['affinity-engine.sqlite', 'copy.sqlite'].map((name) => join(dataDir, name)) as [
      string,
      string,
    ];
    copyFileSync(file, copy);
    await engine.restart();
    const lost = await newlyPublished(engine, nats, 2);
    await engine.stop();
    const restore = () => {
      for (const suffix of ['-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true });
      copyFileSync(copy, file);
    };

    restore();
    await engine.restart();
    await contractOne(engine);
    await eventually(() => expect(engine.stderr()).toContain('npm run cli -- restored'));
    expect(await published(nats)).toEqual([...known, ...lost]);
    await engine.stop();

    restore();
    const said = startProcess({ app: 'cli', args: ['restored'], env: { DATA_DIR: dataDir } });
    expect([await said.ended, JSON.parse(said.stdout())]).toEqual([{ code: 0, signal: null }, { incarnation: 2 }]);
    await engine.restart();
    const made = await newlyPublished(engine, nats, 1);
    expect(made[0]).toMatch(`${id}-2-2 `);
    expect(inFeed(await read(engine, `${id}-1-3`))).toEqual(made);
    await engine.stop();
  }, 120_000);
});
