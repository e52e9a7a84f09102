import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { anEndpoint } from '@affinity-engine/webhook/testing';
import { temporaryPostgresStore, temporaryStore, type TemporaryStore } from '../testing/temporary-store.js';
import { bringForward } from './bring-forward.js';
import { addEndpoint } from './endpoints.js';

const [minute, hour] = [60_000, 3_600_000];

describe.each([
  ['SQLite', temporaryStore],
  ['PostgreSQL', temporaryPostgresStore],
] as const)('a clock that was set back, on %s', (_, open) => {
  let store: TemporaryStore;
  beforeEach(async () => {
    store = await open();
    for (const id of ['late', 'soon', 'lined', 'idle']) {
      await store.committer.commit([...addEndpoint(anEndpoint({ id, ownerId: id }), store.seal)]);
    }
    await waits('late', 10 * hour);
    await waits('soon', 30 * minute);
    await waits('lined', 30 * minute);
    await line('lined', 5 * hour);
    await line('soon', 20 * minute);
  }, 30_000);
  afterEach(() => store.close());

  const now = (): string => store.database.words.now;
  const waits = (id: string, ms: number) =>
    store.execute(`update endpoint_progress set due_at = ${now()} + ? where id = ?`, ms, id);
  const line = (endpoint: string, ms: number) =>
    store.execute(
      `insert into webhook_line (endpoint_id, id, kind, subject, next, "to", failures, due_at)
       values (?, 'line', 'held', 's', 1, 1, 1, ${now()} + ?)`,
      endpoint,
      ms,
    );
  const due = (table: string, id: string) =>
    store.rows(
      `select ${id} as id, case when due_at is null then 'never' when due_at <= ${now()} then 'now' else 'later' end as due
       from ${table} order by ${id}`,
    );

  it('makes due what waits for longer than anything may, and nothing else', async () => {
    expect(await bringForward(store.engine, hour)).toBe(2);
    expect(await due('endpoint_progress', 'id')).toEqual([
      { id: 'idle', due: 'never' },
      { id: 'late', due: 'now' },
      { id: 'lined', due: 'now' },
      { id: 'soon', due: 'later' },
    ]);
    expect(await due('webhook_line', 'endpoint_id')).toEqual([
      { id: 'lined', due: 'now' },
      { id: 'soon', due: 'later' },
    ]);
    expect(await bringForward(store.engine, hour)).toBe(0);
  });
});
