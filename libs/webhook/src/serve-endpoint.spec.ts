import { describe, expect, it } from '@jest/globals';
import type { Endpoint } from './endpoint.js';
import type { DeliveryQueue, WaitingQuery } from './ports.js';
import { aHappening } from './testing/data-fixtures.js';
import { dispatcherFixtures, upTo, type DispatcherFixtures, type RigSettings } from './testing/dispatcher-fixtures.js';

const minute = 60_000;

/** The queue of the fixtures, and what was asked of it. */
function asked({ queue }: DispatcherFixtures) {
  const queries: WaitingQuery[] = [];
  const listened: DeliveryQueue = {
    ...queue,
    waiting(id, query) {
      queries.push(query);
      return queue.waiting(id, query);
    },
  };
  return { queries, queue: listened };
}

const fails = { statusCode: 500, afterMs: 0 };

describe('the events of an endpoint', () => {
  it('are read once where one waits, and up to 64 at a time where more do', async () => {
    const fixtures = await dispatcherFixtures();
    const { queries, queue } = asked(fixtures);
    fixtures.start({ queue });
    await fixtures.happen(1);
    await fixtures.time.pass(100);
    expect(queries).toEqual([{ after: 0, limit: 64 }]);
    fixtures.append(...upTo(100).map(() => aHappening()));
    await fixtures.happen(1);
    await fixtures.time.pass(2_000);
    expect(queries.slice(1).map(({ after }) => after)).toEqual([1, 65, 102]);
    expect(fixtures.arrived()).toEqual(upTo(102));
  });

  it('are read in smaller parts where many endpoints are served, 16,384 at a time in all', async () => {
    const ids = upTo(512).map(String);
    const endpoints: RigSettings['endpoints'] = ids.map((id) => ({ id }));
    const fixtures = await dispatcherFixtures({ endpoints, settings: { concurrency: 512 } });
    const { queries, queue } = asked(fixtures);
    fixtures.append(aHappening());
    fixtures.start({ queue });
    await fixtures.time.pass(100);
    expect(queries).toHaveLength(512);
    expect(queries.at(-1)?.limit).toBe(32);
    expect(queries.every(({ limit }) => limit >= 32 && limit <= 64)).toBe(true);
  });
});

describe('the turn of an endpoint', () => {
  it('is over after ten seconds, so that another one gets its place', async () => {
    const fixtures = await dispatcherFixtures({
      endpoints: [{ id: 'a' }, { id: 'b', ownerId: 'owner-2' }],
      settings: { concurrency: 1 },
      script: ({ endpointId }) => ({ afterMs: endpointId === 'a' ? 1_000 : 10 }),
    });
    fixtures.start();
    await fixtures.happen(30);
    await fixtures.happen(1, { ownerId: 'owner-2' });
    await fixtures.time.pass(9_999);
    expect([fixtures.arrived('a'), fixtures.arrived('b')]).toEqual([upTo(10), []]);
    await fixtures.time.pass(100);
    expect(fixtures.arrived('b')).toEqual([1]);
    await fixtures.time.pass(minute);
    expect(fixtures.arrived('a')).toEqual(upTo(30));
  });
});

describe('an endpoint with lanes held back', () => {
  /** As many lanes are held, and no attempt at them is due; then another event fails. */
  async function withHeld(lanes: number, changes: Partial<Endpoint>) {
    const fixtures = await dispatcherFixtures({ endpoints: [changes], script: () => fails });
    const row = fixtures.store.rows.get('endpoint1');
    fixtures.append(...upTo(lanes).map((at) => aHappening({ subject: `lane ${at}` })));
    if (row === undefined) throw new Error('there is no such endpoint');
    row.cursor = lanes;
    for (const next of upTo(lanes)) {
      const id = `held:${next}`;
      const dueAt = fixtures.time.clock.now() + 60 * minute;
      row.lines.set(id, { id, kind: 'held', subject: `lane ${next}`, next, to: null, failures: 1, dueAt });
    }
    row.dueAt = null;
    fixtures.start();
    await fixtures.happen(1, { subject: 'one more' });
    await fixtures.time.pass(1_000);
    return { cursor: row.cursor, lines: row.lines.size };
  }

  it('holds a thousand of them, and then lets all wait for the next event that fails', async () => {
    expect(await withHeld(999, { ordering: 'affinity' })).toEqual({ cursor: 1_000, lines: 1_000 });
    expect(await withHeld(1_000, { ordering: 'affinity' })).toEqual({ cursor: 1_000, lines: 1_000 });
    expect(await withHeld(1_000, { ordering: 'none' })).toEqual({ cursor: 1_000, lines: 1_000 });
  });
});

describe('failures in a row', () => {
  const lanes = (fixtures: DispatcherFixtures) => fixtures.courier.received.map(({ sequence, at }) => [sequence, at]);

  it.each(['affinity', 'none'] as const)('with ordering `%s`, three of them end the turn', async (ordering) => {
    const fixtures = await dispatcherFixtures({ endpoints: [{ ordering }], script: () => fails });
    fixtures.start();
    fixtures.append(...upTo(4).map((at) => aHappening({ subject: `lane ${at}` })));
    await fixtures.happen(1, { subject: 'lane 5' });
    await fixtures.time.pass(4_999);
    expect(fixtures.arrived()).toEqual([1, 2, 3]);
    const began = fixtures.courier.received[0]?.at ?? 0;
    await fixtures.time.pass(1);
    expect(lanes(fixtures)[3]).toEqual([4, began + 5_000]); // down: the main line goes first
    await fixtures.time.pass(29_999);
    expect(fixtures.arrived()).toHaveLength(4);
    await fixtures.time.pass(1);
    expect(fixtures.arrived()).toEqual([1, 2, 3, 4, 5]);
  });

  it('are none once an event is delivered: two that fail in three never end the turn', async () => {
    const fixtures = await dispatcherFixtures({
      endpoints: [{ ordering: 'none' }],
      script: ({ sequence }) => (sequence % 3 === 0 ? { afterMs: 0 } : fails),
    });
    fixtures.start();
    fixtures.append(...upTo(29).map(() => aHappening()));
    await fixtures.happen(1);
    await fixtures.time.pass(1_000);
    expect(fixtures.arrived()).toEqual(upTo(30));
  });
});
