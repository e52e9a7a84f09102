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

/** Starts two API processes with their dispatchers on one PostgreSQL database, and calls both. */
export async function openCourse({ seed, built = false }: { readonly seed: number; readonly built?: boolean }) {
  const server = await startPostgres({ settings: { track_commit_timestamp: 'on' } });
  const { name, url } = await server.createDatabase();
  const env = { DATABASE_URL: url, ENGINE_SECRET: secret, LOG_LEVEL: 'warn' };
  const engines = await Promise.all([0, 1].map(() => startEngine({ env, built })));
  const opened = await Promise.all(engines.map(sideOf));
  const [engine] = engines as [Engine];
  const [one, other] = opened.map(({ side }) => side) as [Side, Side];
  const rows: Rows = (sql) => server.execute(sql, name);
  const course: Course = { sides: [one, other], rows, random: seeded(seed), engine };
  return {
    course,
    /** What both processes have logged. */
    logs: () => engines.map((each) => each.stderr()),
    async close() {
      for (const { close } of opened) await close();
      for (const each of engines) await each.stop();
      await server.remove();
    },
  };
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

export const contractOf = (call: Caller, requestId: string) =>
  call('POST', '/v1/affinity', {
    affinity_request_id: requestId,
    plan_id: 'essential',
    lifetime_start: '2027-01-01',
    lifetime_end: '2027-12-31',
    affinity_holder: holder,
  });

export const unexpected = (what: string, statuses: readonly number[], allowed: readonly number[]): readonly string[] =>
  statuses.filter((status) => !allowed.includes(status)).map((status) => `${what} answered ${status}`);
