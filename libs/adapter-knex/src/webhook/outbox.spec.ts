import { describe, it, expect, beforeEach, afterEach } from '@jest/globals';
import { instant } from '@affinity-engine/kernel';
import type { Endpoint } from '@affinity-engine/webhook';
import { anEndpoint } from '@affinity-engine/webhook/testing';
import { key, text } from '../engine/columns.js';
import { write } from '../engine/committer.js';
import { insertInto } from '../engine/statements.js';
import { table } from '../engine/table.js';
import { writeOrder } from '../engine/write-order.js';
import { temporaryStore, type TemporaryStore } from '../testing/temporary-store.js';
import { addEndpoint } from './endpoints.js';
import type { OutboxEvent } from './outbox-event.js';
import { outboxStatement } from './outbox.js';

const unique = insertInto(table<{ readonly id: string }>('thing', { id: key(text()) }), writeOrder.partner);

const event = (subject: string, overrides: Partial<OutboxEvent> = {}): OutboxEvent => ({
  ownerId: 'owner-1',
  type: 'affinity.issued',
  subject,
  body: '{}',
  occurredAt: instant('2026-01-02T12:00:00Z'),
  ...overrides,
});

describe('the outbox', () => {
  let store: TemporaryStore;
  let told: (readonly string[])[];
  let outbox: ReturnType<typeof outboxStatement>;

  beforeEach(async () => {
    store = await temporaryStore();
    told = [];
    outbox = outboxStatement({ notify: (ids) => void told.push([...ids].sort()) });
    await store.execute('create table thing (id text primary key) strict');
  });
  afterEach(() => store.close());

  const add = (...endpoints: readonly Partial<Endpoint>[]) =>
    store.committer.commit(endpoints.flatMap((endpoint) => addEndpoint(anEndpoint(endpoint), store.seal)));
  const append = (...events: readonly OutboxEvent[]) =>
    store.committer.commit(events.map((each) => write(outbox, each)));
  const line = async (id: string) =>
    (await store.rows('select sequence, subject from webhook_event where endpoint_id = ? order by sequence', id)).map(
      ({ sequence, subject }) => `${String(sequence)} ${String(subject)}`,
    );

  it('numbers without gaps in the order of commits, also beside sets that fail', async () => {
    await add({});
    const sets = Array.from({ length: 300 }, (_, index) => {
      const events = Array.from({ length: 1 + (index % 3) }, (_, nth) => write(outbox, event(`s${index}.${nth}`)));
      const fails = index % 7 === 3;
      return store.committer.commit([...events, write(unique, { id: fails ? 'taken' : `t${index}` })]).then(
        () => index,
        () => null,
      );
    });
    const kept = (await Promise.all(sets)).filter((index) => index !== null);
    const lines = await line('endpoint1');
    const subjects = lines.map((each) => each.split(' ')[1]);
    expect(lines.map((each) => Number(each.split(' ')[0]))).toEqual(lines.map((_, index) => index + 1));
    expect(subjects).toEqual(
      kept.flatMap((index) => Array.from({ length: 1 + (index % 3) }, (_, nth) => `s${index}.${nth}`)),
    );
    expect(kept).toHaveLength(258);
    expect(await store.rows('select last_sequence from endpoint_progress')).toEqual([{ last_sequence: lines.length }]);
  });

  it('keeps the events of one unit together and in their order', async () => {
    await add({});
    await Promise.all([append(event('a1'), event('a2'), event('a3')), append(event('b1'), event('b2'))]);
    expect(await line('endpoint1')).toEqual(['1 a1', '2 a2', '3 a3', '4 b1', '5 b2']);
  });

  it('gives every endpoint a line of its own, of the types it asked for', async () => {
    await add(
      { id: 'all' },
      { id: 'some', eventTypes: ['affinity.canceled', 'ping'] },
      { id: 'foreign', ownerId: 'owner-2' },
    );
    await append(event('a'), event('b', { type: 'affinity.canceled' }), event('c', { ownerId: 'owner-2' }));
    expect([await line('all'), await line('some'), await line('foreign')]).toEqual([['1 a', '2 b'], ['1 b'], ['1 c']]);
  });

  it('reports after the commit which endpoints have work, and nothing of failed sets', async () => {
    await add({ id: 'a' }, { id: 'b' }, { id: 'c', ownerId: 'owner-2' }, { id: 'd', eventTypes: [] });
    await store.committer.commit([write(unique, { id: 'taken' })]);
    await store.committer
      .commit([write(outbox, event('x', { ownerId: 'owner-2' })), write(unique, { id: 'taken' })])
      .catch(() => undefined);
    expect(told).toEqual([]);
    await append(event('a'), event('b'));
    expect(told).toEqual([['a', 'b']]);
    await append(event('nobody', { ownerId: 'owner-9' }));
    expect(told.flat()).toEqual(['a', 'b']);
  });

  it('reports no endpoint whose event waits: claimed, down, paused, without url', async () => {
    await add(
      { id: 'a' },
      { id: 'claimed' },
      { id: 'down' },
      { id: 'paused', paused: true },
      { id: 'no-url', url: null },
    );
    await store.execute(`update endpoint_progress set claimed = 1, due_at = 9e15 where id = 'claimed'`);
    await store.execute(`update endpoint_progress set failures = 1, due_at = 9e15 where id = 'down'`);
    await append(event('x'), event('y'));
    expect(told).toEqual([['a']]);
    expect(await line('claimed')).toEqual(['1 x', '2 y']);
  });

  it('takes an endpoint that comes with its first event', async () => {
    await store.committer.commit([write(outbox, event('first')), ...addEndpoint(anEndpoint(), store.seal)]);
    expect(await line('endpoint1')).toEqual(['1 first']);
  });

  it('takes more at once than a statement has room for', async () => {
    await add({});
    await append(...Array.from({ length: 9_000 }, (_, index) => event(`s${index}`)));
    expect(await line('endpoint1')).toHaveLength(9_000);
  });
});
