import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { rowsAsText } from '../engine/sql-words.js';
import { temporaryPostgresStore, type TemporaryStore } from '../testing/temporary-store.js';
import { claimSql } from './claims.js';
import { endpointLockSql } from './endpoint-lock.js';
import { isDue, somethingIsDue } from './due.js';

type Plan = { readonly Plan: Readonly<Record<string, unknown>> };

/** What a claim costs must depend on the endpoints that are due, not on how many there are or fail. */
describe('on PostgreSQL, with ten thousand endpoints that fail and are overdue', () => {
  let store: TemporaryStore;
  beforeEach(async () => {
    store = await temporaryPostgresStore();
    const { now, rowsAsTable } = store.database.words;
    await store.execute(
      `with v as (${rowsAsTable([{ name: 'n', type: 'integer' }])}), configured as (
         insert into endpoint_configuration (id, owner_id, url, secrets, ordering, paused, disabled, created_at)
         select 'e' || n, 'o' || n, 'http://receiver', '', 'endpoint', 0, 0, 0 from v)
       insert into endpoint_progress (id, version, stopped, down_after, last_sequence, failures, due_at)
       select 'e' || n, 1, 0, 1, 1, case n when 1 then 0 else 3 end, ${now} - n from v`,
      rowsAsText(Array.from({ length: 10_000 }, (_, at) => [at + 1])),
    );
    // Also removes the rows of earlier tests.
    for (const table of ['configuration', 'progress']) await store.execute(`vacuum analyze endpoint_${table}`);
  });
  afterEach(() => store.close());

  /** Blocks read by a query: one is 8 kB. */
  async function blocksOf(sql: string, ...bindings: readonly (number | string)[]): Promise<number> {
    const [row] = await store.database.write(`explain (analyze, buffers, format json) ${sql}`, bindings);
    const [{ Plan: plan } = { Plan: {} }] = row?.['QUERY PLAN'] as readonly Plan[];
    return Number(plan['Shared Hit Blocks']) + Number(plan['Shared Read Blocks']);
  }

  it.each([
    ['the healthy one', 'failures = 0'],
    ['one that fails', 'failures > 0'],
  ] as const)('finding %s reads few blocks', async (_, head) => {
    const due = isDue(store.database.words, head);
    expect(await blocksOf(`select id from endpoint_progress where ${due} order by due_at limit 1`)).toBeLessThan(10);
  });

  it('asking whether something is due reads few blocks', async () => {
    expect(await blocksOf(somethingIsDue(store.database.words))).toBeLessThan(10);
  });

  it('locking the endpoints of an event reads few blocks', async () => {
    expect(await blocksOf(endpointLockSql(store.database.words), '[["e1"]]', '[["o2"]]')).toBeLessThan(30);
  });

  it('claiming eight reads few blocks', async () => {
    expect(await blocksOf(claimSql(store.database.words), 8, 8, 8, 60_000)).toBeLessThan(300);
  });
});
