import type { Store } from '@affinity-engine/adapter-knex';
import { anAffinity, aProduct } from '@affinity-engine/affinity/testing';
import { instant } from '@affinity-engine/kernel';
import { engineKeys, businessClock, openEngineStore, readSettings, uuids } from '@affinity-engine/platform';
import { startPostgres } from '@affinity-engine/test-servers';
import { newEndpoint } from '@affinity-engine/webhook';
import { seeded } from './random.js';
import type { RaceOutcome, RaceScenario } from './races.js';

const at = instant('2026-01-02T12:00:00Z');
const secret = 'the secret that both processes have in common';
/** How many endpoints get all the events. */
const hot = 200;

/** Two stores on one PostgreSQL database, each with connections and a committer of its own. */
export async function raceTwoStores(
  scenario: RaceScenario & { readonly endpoints: number },
): Promise<readonly RaceOutcome[]> {
  const server = await startPostgres();
  const { name, url } = await server.createDatabase();
  const rows = (sql: string) => server.execute(sql, name);
  const settings = readSettings({ DATABASE_URL: url, ENGINE_SECRET: secret });
  const parts = {
    keys: engineKeys(settings),
    clock: businessClock(null),
    ids: uuids,
    wakeUps: { notify: () => undefined },
  };
  const stores = [await openEngineStore(settings, parts), await openEngineStore(settings, parts)] as const;
  const until = () => performance.now() + scenario.seconds * 1_000;
  const number = async (sql: string) => Number(Object.values((await rows(sql))[0] ?? {})[0]);
  const deadlocks = () => number(`select deadlocks from pg_stat_database where datname = current_database()`);
  try {
    const outcomes: RaceOutcome[] = [];
    for (const [race, run] of Object.entries({
      'two first endpoints': firstEndpoints,
      'hot endpoints': hotEndpoints,
    })) {
      if (scenario.only?.includes(race) === false) continue;
      const outcome = { race, ...(await run()) };
      outcomes.push(outcome);
      scenario.progress?.(`${race}: ${outcome.rounds} rounds, ${outcome.problems.length} problems`);
    }
    return outcomes;
  } finally {
    for (const store of stores) await store.close();
    await server.remove();
  }

  async function firstEndpoints(): Promise<Omit<RaceOutcome, 'race'>> {
    const end = until();
    let rounds = 0;
    for (; performance.now() < end; rounds += 1) {
      const ownerId = `insurer:${rounds}`;
      const open = ({ maintenance }: Store) =>
        maintenance.openFirstEndpoint(newEndpoint(uuids.next(), { ownerId, url: null }, 'whsec_', at));
      await Promise.all([stores[0], stores[1], stores[0], stores[1]].map(open));
    }
    const made = await number('select count(*) from endpoint_progress');
    const problems = made === rounds ? [] : [`${rounds} owners have ${made} first endpoints`];
    return { rounds, problems };
  }

  /** Every commit has events for four of the hot endpoints, in any order, while both claim and release. */
  async function hotEndpoints(): Promise<Omit<RaceOutcome, 'race'>> {
    await rows(`insert into endpoint_configuration (id, owner_id, url, secrets, ordering, paused, disabled, created_at)
      select 'e' || n, 'o' || n, 'http://receiver', (select secrets from endpoint_configuration limit 1), 'endpoint', 0, 0, 0
      from generate_series(1, ${scenario.endpoints}) n`);
    await rows(`insert into endpoint_progress (id, version, stopped, down_after)
      select 'e' || n, 1, 0, 1 from generate_series(1, ${scenario.endpoints}) n`);
    const [random, end, before] = [seeded(scenario.seed), until(), await deadlocks()];
    const problems: string[] = [];
    let rounds = 0;
    const report = (failure: unknown) => void problems.push(String(failure));
    const appending = stores.flatMap((store) =>
      Array.from({ length: 32 }, async () => {
        for (; performance.now() < end && problems.length < 10; rounds += 1) {
          const owners = Array.from({ length: 4 }, () => `o${1 + Math.floor(random() * hot)}`);
          await store.works.affinity
            .run(async ({ events }) => {
              for (const partnerId of owners)
                events.append('affinity.issued', anAffinity({ partnerId }), aProduct(), at);
            })
            .catch(report);
        }
      }),
    );
    const delivering = stores.map(async ({ queue }) => {
      while (performance.now() < end && problems.length < 10) {
        const claims = await queue.claim(64, 30_000);
        const kept = claims.map(async (claim) => {
          const [last] = (await queue.waiting(claim.endpoint.id, { after: claim.cursor, limit: 50 })).slice(-1);
          const cursor = last?.sequence ?? claim.cursor;
          await queue.release(claim, { cursor, failures: 0, attempts: [], lines: [] }, null);
        });
        await Promise.all(kept).catch(report);
      }
    });
    await Promise.all([...appending, ...delivering]);
    const gaps = await number(`select count(*) from endpoint_progress e where last_sequence <>
      (select count(*) from webhook_event v where v.endpoint_id = e.id)`);
    const met = (await deadlocks()) - before;
    if (gaps > 0) problems.push(`${gaps} endpoints with gaps in their sequences`);
    if (met > 0) problems.push(`${met} deadlocks`);
    return { rounds, problems };
  }
}
