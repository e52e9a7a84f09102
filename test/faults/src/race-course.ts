import { join } from 'node:path';
import { openSqlite } from '@affinity-engine/adapter-knex/testing';
import { startEngine, type Engine } from '@affinity-engine/test-harness';
import { startPostgres } from '@affinity-engine/test-servers';
import { httpCaller, type Caller } from './http-caller.js';
import { seeded } from './random.js';

/** One of the two processes, called by each role. */
type Side = { readonly partner: Caller; readonly otherPartner: Caller; readonly admin: Caller };
type Rows = (sql: string) => Promise<readonly Readonly<Record<string, unknown>>[]>;
export type Course = {
  readonly sides: readonly [Side, Side];
  readonly rows: Rows;
  readonly random: () => number;
  readonly engine: Engine;
};

const secret = 'the secret that both processes have in common';

const holder = { first_name: 'Ana', last_name: 'Souza', cpf: '52998224725', birth_date: '1988-04-12' };

export type CourseOptions = {
  readonly seed: number;
  readonly built?: boolean;
  /** By default PostgreSQL. */
  readonly database?: 'SQLite' | 'PostgreSQL';
};

/** Starts two API processes with their dispatchers on one database, and calls both. */
export async function openCourse({ seed, built = false, database = 'PostgreSQL' }: CourseOptions) {
  const { engines, rows, remove } = await (database === 'SQLite' ? onOneFile(built) : onOneServer(built));
  const opened = await Promise.all(engines.map(sideOf));
  const [engine] = engines as [Engine];
  const [one, other] = opened.map(({ side }) => side) as [Side, Side];
  const course: Course = { sides: [one, other], rows, random: seeded(seed), engine };
  return {
    course,
    /** What both processes have logged. */
    logs: () => engines.map((each) => each.stderr()),
    async close() {
      for (const { close } of opened) await close();
      for (const each of engines) await each.stop();
      await remove();
    },
  };
}

/** What they log, and how much may be under way at once: copies of one call come together. */
const common = { LOG_LEVEL: 'warn', REQUESTS_IN_FLIGHT: '1000' };

async function onOneServer(built: boolean) {
  const server = await startPostgres({ settings: { track_commit_timestamp: 'on' } });
  const { name, url } = await server.createDatabase();
  const env = { ...common, DATABASE_URL: url, ENGINE_SECRET: secret };
  const engines = await Promise.all([0, 1].map(() => startEngine({ env, built })));
  const rows: Rows = (sql) => server.execute(sql, name);
  return { engines, rows, remove: () => server.remove() };
}

async function onOneFile(built: boolean) {
  const first = await startEngine({ env: common, built });
  const engines = [first, await startEngine({ env: common, built, dataDir: first.dataDir })];
  const file = await openSqlite(join(first.dataDir, 'affinity-engine.sqlite'));
  const rows: Rows = (sql) => file.read(sql, []);
  return { engines, rows, remove: () => file.close() };
}

async function sideOf({ baseUrl, credentials }: Engine) {
  const { partner, otherPartner, admin } = credentials;
  const callers = await Promise.all([partner, otherPartner, admin].map((client) => httpCaller(baseUrl, client)));
  const [ofPartner, ofOther, ofAdmin] = callers.map(({ call }) => call) as [Caller, Caller, Caller];
  return {
    side: { partner: ofPartner, otherPartner: ofOther, admin: ofAdmin },
    close: async () => void (await Promise.all(callers.map(({ close }) => close()))),
  };
}

export const requestOf = async (call: Caller): Promise<string> =>
  String((await call('POST', '/v1/affinity/request', { product_id: 'personal-life' })).body['id']);

export const contractOf = (call: Caller, requestId: string, headers: Readonly<Record<string, string>> = {}) =>
  call(
    'POST',
    '/v1/affinity',
    {
      affinity_request_id: requestId,
      plan_id: 'essential',
      lifetime_start: '2027-01-01',
      lifetime_end: '2027-12-31',
      affinity_holder: holder,
    },
    headers,
  );

export const unexpected = (what: string, statuses: readonly number[], allowed: readonly number[]): readonly string[] =>
  statuses.filter((status) => !allowed.includes(status)).map((status) => `${what} answered ${status}`);
