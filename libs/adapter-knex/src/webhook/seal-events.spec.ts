import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { instant } from '@affinity-engine/kernel';
import { anEndpoint } from '@affinity-engine/webhook/testing';
import { write } from '../engine/committer.js';
import { knexEngineValues } from '../engine-values.js';
import { temporaryPostgresStore, temporaryStore, type TemporaryStore } from '../testing/temporary-store.js';
import { addEndpoint } from './endpoints.js';
import { outboxStatement } from './outbox.js';
import { sealEvents } from './seal-events.js';

const withoutPerson = (body: string): string => body.replace('Ana', '-');

describe.each([
  ['SQLite', temporaryStore],
  ['PostgreSQL', temporaryPostgresStore],
])('events of earlier versions, on %s', (_, open) => {
  let store: TemporaryStore;
  beforeEach(async () => {
    store = await open();
    await store.committer.commit(['a', 'b'].flatMap((id) => addEndpoint(anEndpoint({ id, ownerId: id }), store.seal)));
  });
  afterEach(() => store.close());

  const outbox = outboxStatement({ notify: () => undefined });
  const append = (ownerId: string, ...bodies: readonly string[]) =>
    store.committer.commit(
      bodies.map((body) =>
        write(outbox, { ownerId, type: 't', subject: 's', body, occurredAt: instant('2026-01-01T00:00:00Z') }),
      ),
    );
  const bodies = async () =>
    (await store.rows('select body from webhook_event order by endpoint_id, sequence')).map(({ body }) => body);
  const seal = () => sealEvents(store.engine, knexEngineValues(store.engine), withoutPerson);

  it('lose their persons, some at a time, once', async () => {
    await append('a', ...Array.from({ length: 600 }, () => '"Ana"'));
    await append('b', '"Ana"', '"nobody"');
    expect(await seal()).toBe(500);
    expect((await bodies()).filter((body) => body === '"Ana"')).toHaveLength(101);
    expect([await seal(), await seal()]).toEqual([102, 0]);
    expect(await bodies()).toEqual([...Array.from({ length: 601 }, () => '"-"'), '"nobody"']);
    await append('a', '"Ana"');
    expect(await seal()).toBe(0);
  });

  it('stay as they are while the version before may read them', async () => {
    await append('a', '"Ana"');
    const people = { ...store.engine.people, isSealing: () => false };
    const engine = { ...store.engine, people };
    expect(await sealEvents(engine, knexEngineValues(engine), withoutPerson)).toBe(0);
    expect(await bodies()).toEqual(['"Ana"']);
  });
});
