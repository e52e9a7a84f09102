import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { clientFor, eventually, startEngine, type Client, type Engine } from '@affinity-engine/test-harness';
import { startNats, type NatsServer } from '@affinity-engine/test-servers';
import { readFeed, take, type FeedEvent, type FeedStore } from './read-feed.js';

const event = (incarnation: number, sequence: number, ownerId = 'p'): FeedEvent => ({
  id: `${ownerId}-${incarnation}-${sequence}`,
  owner_id: ownerId,
  incarnation,
  sequence,
  type: 'affinity.issued',
  affinity_id: 'a',
  occurred_at: '2026-01-02T12:00:00Z',
});

function keptStore() {
  const kept: FeedEvent[] = [];
  const store: FeedStore = {
    last: async (ownerId) => kept.findLast(({ owner_id }) => owner_id === ownerId) ?? null,
    keep: async (each) => void kept.push(each),
  };
  return { kept, store, ids: () => kept.map(({ id }) => id) };
}

describe('a reader of the feed', () => {
  let { store, ids } = keptStore();
  let asked: (string | null)[];
  beforeEach(() => {
    ({ store, ids } = keptStore());
    asked = [];
  });
  const over = (...answers: readonly (readonly FeedEvent[])[]) => {
    const left = [...answers];
    return async (_ownerId: string, after: string | null) => {
      asked.push(after);
      return left.shift() ?? [];
    };
  };

  it('keeps what follows, of each owner, without asking', async () => {
    for (const each of [event(1, 1), event(1, 1, 'q'), event(1, 2)]) await take(each, store, over());
    expect([ids(), asked]).toEqual([['p-1-1', 'q-1-1', 'p-1-2'], []]);
  });

  it('passes over what it knows', async () => {
    for (const each of [event(1, 1), event(1, 2), event(1, 1), event(1, 2)]) await take(each, store, over());
    expect(ids()).toEqual(['p-1-1', 'p-1-2']);
  });

  it('reads what it missed', async () => {
    await take(event(1, 1), store, over());
    await take(event(1, 5), store, over([event(1, 2), event(1, 3)], [event(1, 4), event(1, 5), event(1, 6)]));
    expect([ids(), asked]).toEqual([[1, 2, 3, 4, 5, 6].map((n) => `p-1-${n}`), ['p-1-1', 'p-1-3']]);
  });

  it('reads what took the place of lost events after a restore', async () => {
    for (const each of [event(1, 1), event(1, 2), event(1, 3)]) await take(each, store, over());
    await take(event(2, 3), store, over([event(2, 2), event(2, 3)]));
    expect([ids(), asked]).toEqual([['p-1-1', 'p-1-2', 'p-1-3', 'p-2-2', 'p-2-3'], ['p-1-3']]);
  });
});

describe('the reader of the guide, beside an engine', () => {
  const { kept, store, ids } = keptStore();
  let nats: NatsServer;
  let engine: Engine;
  let partner: Client;
  let reader: Awaited<ReturnType<typeof readFeed>>;
  beforeAll(async () => {
    nats = await startNats();
    engine = await startEngine({ env: { NATS_URL: nats.url, EVENT_FEED: 'on' } });
    partner = clientFor(engine, 'partner');
    const admin = clientFor(engine, 'admin');
    const readAfter = async (ownerId: string, after: string | null) => {
      const query = new URLSearchParams({ owner_id: ownerId, ...(after === null ? {} : { after }) });
      const { body } = await admin.get<{ readonly items: readonly FeedEvent[] }>(`/ops/v1/events?${query}`);
      return body.items;
    };
    await contract();
    reader = await readFeed(nats.url, 'accounting', store, readAfter);
  });
  afterAll(async () => {
    await reader.stop();
    await nats.remove();
  });

  async function contract(): Promise<string> {
    const { body: request } = await partner.post<{ readonly id: string }>('/v1/affinity/request', {
      product_id: 'personal-life',
    });
    const { body: affinity } = await partner.post<{ readonly id: string }>('/v1/affinity', {
      affinity_request_id: request.id,
      plan_id: 'essential',
      lifetime_start: '2027-01-01',
      lifetime_end: '2027-12-31',
      affinity_holder: { first_name: 'João', last_name: 'Araújo', cpf: '52998224725', birth_date: '1990-05-17' },
    });
    return affinity.id;
  }

  it('gets every event once and in order, also what a wiped server lost', async () => {
    await contract();
    await eventually(() => expect(kept).toHaveLength(2));
    await nats.wipe();
    const last = await contract();
    await eventually(() => expect(kept).toHaveLength(3));
    const { id } = engine.credentials.partner;
    expect(ids()).toEqual([1, 2, 3].map((sequence) => `${id}-1-${sequence}`));
    expect(kept.at(-1)).toMatchObject({ affinity_id: last, type: 'affinity.issued', owner_id: id });
    const { body } = await partner.get<{ readonly items: readonly FeedEvent[] }>('/v1/events');
    expect(body.items).toEqual(kept);
  });

  it('gets no personal data', () => {
    expect(JSON.stringify(kept)).not.toMatch(/Araújo|52998224725|1990-05-17/);
  });
});
