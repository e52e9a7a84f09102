import { beforeAll, describe, expect, it } from '@jest/globals';
import { clientFor, eventually, startEngine, startReceiver } from '@affinity-engine/test-harness';
import type { Client, Engine, Received, Receiver, Reply } from '@affinity-engine/test-harness';
import { contract, done } from './fixtures/partner-day.js';
import { clock } from './fixtures/samples.js';
import * as webhooks from './fixtures/webhooks.js';
import type { Problem } from './fixtures/wire.js';

let engine: Engine;
let admin: Client;
let receiver: Receiver;

beforeAll(async () => {
  const env = {
    SANDBOX_CLOCK: clock,
    WEBHOOK_BACKOFF_SECONDS: '0.05,0.1',
    WEBHOOK_TIMEOUT_SECONDS: '2',
    WEBHOOK_EXCERPTS: 'on',
  };
  engine = await startEngine({ env });
  admin = clientFor(engine, 'admin');
  receiver = await startReceiver();
});

const dammed = (events: number, next: readonly Reply[], thereafter?: Reply) =>
  webhooks.dammed({ engine, admin, receiver }, events, next, thereafter);
const path = ({ endpointId }: webhooks.Subscriber) => `/ops/v1/webhook-endpoints/${endpointId}`;

describe('an answer that is not exactly 200', () => {
  const kinds: readonly (readonly [string, Reply, Readonly<Record<string, unknown>>])[] = [
    ['201', { status: 201 }, { status_code: 201 }],
    ['204', { status: 204 }, { status_code: 204 }],
    [
      'a redirect, which is never followed,',
      { status: 302, headers: { location: '/elsewhere' } },
      { status_code: 302 },
    ],
    ['a redirect that keeps the method', { status: 307, headers: { location: '/elsewhere' } }, { status_code: 307 }],
    ['400', { status: 400 }, { status_code: 400 }],
    ['410', { status: 410 }, { status_code: 410 }],
    ['500', { status: 500, body: 'out of order' }, { status_code: 500, response_excerpt: 'out of order' }],
    ['no answer in time', { delay: 2_600 }, { status_code: null, error: 'timeout' }],
    ['a broken connection', { drop: true }, { status_code: null, error: expect.stringMatching(/^connection/) }],
  ];
  let subscribers: readonly webhooks.Subscriber[];
  beforeAll(async () => {
    const all = await Promise.all(kinds.map(([, reply]) => dammed(2, [reply, reply])));
    subscribers = all.map(({ its }) => its);
  });

  it.each(kinds.map((kind, at) => [...kind, at] as const))(
    'is a failure: %s holds back the rest and is tried again',
    async (_, __, attempt, at) => {
      const its = subscribers[at] as webhooks.Subscriber;
      const received = await webhooks.arrivals(receiver, its, 4);
      expect(webhooks.sequences(received)).toEqual([1, 1, 1, 2]);
      expect(new Set(received.slice(0, 3).map(({ headers }) => headers['webhook-id'])).size).toBe(1);
      for (const each of received) webhooks.verified(each, its.secret);
      await eventually(async () =>
        expect(await webhooks.endpointOf(admin, its)).toMatchObject({ waiting: 0, failures: 0 }),
      );
      const [, first] = (await webhooks.deliveriesOf(admin, its)).items;
      expect(first?.attempts.map(({ delivered }) => delivered)).toEqual([false, false, true]);
      expect(first?.attempts[0]).toMatchObject({ ...attempt, next_attempt_at: expect.any(String) });
      expect(receiver.received('/elsewhere')).toEqual([]);
    },
  );
});

describe('a dam', () => {
  it('drains at once after the first success', async () => {
    const { its } = await dammed(12, [{ status: 500 }, { status: 500 }, { status: 500 }]);
    const received = await webhooks.arrivals(receiver, its, 15);
    expect(webhooks.sequences(received)).toEqual([1, 1, 1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  });

  it('does not delay other endpoints', async () => {
    const { its } = await dammed(1, [], { status: 503 });
    const free = await dammed(3, []);
    expect(webhooks.sequences(await webhooks.arrivals(receiver, free.its, 3))).toEqual([1, 2, 3]);
    expect(await webhooks.endpointOf(admin, its)).toMatchObject({ waiting: 1, delivered_sequence: 0 });
    await webhooks.changed(admin, its, { disabled: true });
  });

  it('keeps the order through a restart of the engine', async () => {
    const { its } = await dammed(3, [], { status: 500 });
    await webhooks.arrivals(receiver, its, 1);
    await engine.kill();
    receiver.answer(its.path, []);
    const before = receiver.received(its.path).length;
    await engine.restart();
    const after = (await webhooks.arrivals(receiver, its, before + 3)).slice(before);
    expect(webhooks.sequences(after)).toEqual([1, 2, 3]);
  });
});

describe('an operator', () => {
  it('pauses and resumes: nothing is sent in between, everything afterwards', async () => {
    const { its, partner } = await dammed(1, []);
    await webhooks.arrivals(receiver, its, 1);
    await webhooks.changed(admin, its, { paused: true });
    await contract(partner, 'bike');
    const witness = await dammed(1, []);
    await webhooks.arrivals(receiver, witness.its, 1);
    expect(receiver.received(its.path)).toHaveLength(1);
    expect(await webhooks.endpointOf(admin, its)).toMatchObject({ paused: true, waiting: 1 });
    await webhooks.changed(admin, its, { paused: false });
    expect(webhooks.sequences(await webhooks.arrivals(receiver, its, 2))).toEqual([1, 2]);
  });

  it('disables: events wait', async () => {
    const { its, partner } = await dammed(0, []);
    await webhooks.changed(admin, its, { disabled: true });
    await contract(partner, 'bike');
    const witness = await dammed(1, []);
    await webhooks.arrivals(receiver, witness.its, 1);
    expect(receiver.received(its.path)).toEqual([]);
    await webhooks.changed(admin, its, { disabled: false });
    await webhooks.arrivals(receiver, its, 1);
  });

  it('skips the head with a reason: the rest is sent, and the trail records it', async () => {
    const { its } = await dammed(2, [], { status: 500 });
    await webhooks.arrivals(receiver, its, 1);
    const skipped = await admin.post(`${path(its)}/skip-head`, { reason: 'the partner lost this one' });
    expect(done(skipped)).toEqual({ skipped_sequence: 1 });
    receiver.answer(its.path, []);
    await eventually(async () => expect((await webhooks.endpointOf(admin, its)).waiting).toBe(0));
    expect(webhooks.sequences(receiver.received(its.path)).at(-1)).toBe(2);
    const { items } = await webhooks.deliveriesOf(admin, its);
    expect(items.map(({ status }) => status)).toEqual(['delivered', 'skipped']);
    const trail = await admin.get('/ops/v1/audit', { query: { subject: its.endpointId, rows: 1 } });
    expect(done(trail)).toMatchObject({
      items: [
        {
          actor: engine.credentials.admin.clientId,
          action: 'webhook-endpoint.head-skipped',
          details: { sequence: 1, reason: 'the partner lost this one' },
        },
      ],
    });
    const again = await admin.post<Problem>(`${path(its)}/skip-head`, { reason: 'nothing left' });
    expect([again.status, again.body.code]).toEqual([409, 'NOTHING-WAITS']);
  });

  it('skips the event that holds back its lane, and no other', async () => {
    const { its, partner } = await dammed(0, [], { status: 500 });
    await webhooks.changed(admin, its, { ordering: 'affinity' });
    await contract(partner, 'bike');
    const [first] = await webhooks.arrivals(receiver, its, 1);
    const eventId = first?.headers['webhook-id'] ?? '';
    const none = { reason: 'any', event_id: eventId.replace(/_1$/, '_9') };
    const refused = await admin.post<Problem>(`${path(its)}/skip-head`, none);
    expect([refused.status, refused.body.code]).toEqual([409, 'EVENT-HOLDS-NOTHING-BACK']);
    await eventually(async () => {
      const skipped = await admin.post(`${path(its)}/skip-head`, { reason: 'poison', event_id: eventId });
      expect(done(skipped)).toEqual({ skipped_sequence: 1 });
    });
    await eventually(async () => expect((await webhooks.endpointOf(admin, its)).waiting).toBe(0));
  });

  it('calls off replays that are not sent yet', async () => {
    const { its } = await dammed(2, []);
    await eventually(async () => expect((await webhooks.endpointOf(admin, its)).waiting).toBe(0));
    receiver.answer(its.path, [], { status: 500 });
    done(await admin.post(`${path(its)}/replay`, { from: 1, to: 2 }));
    expect(await webhooks.endpointOf(admin, its)).toMatchObject({ replays: 1 });
    expect(done(await admin.delete(`${path(its)}/replay`))).toEqual({ called_off: 1 });
    expect(await webhooks.endpointOf(admin, its)).toMatchObject({ replays: 0, waiting: 0 });
    expect(done(await admin.delete(`${path(its)}/replay`))).toEqual({ called_off: 0 });
  });

  it('replays one event or a range: same id, same sequence, marked, and after what waits', async () => {
    const { its, partner } = await dammed(3, []);
    const first = await webhooks.arrivals(receiver, its, 3);
    await eventually(async () => expect((await webhooks.endpointOf(admin, its)).waiting).toBe(0));
    const eventId = first[1]?.headers['webhook-id'] ?? '';
    expect(done(await admin.post(`${path(its)}/replay`, { event_id: eventId }))).toMatchObject({ replayed: 1 });
    await webhooks.arrivals(receiver, its, 4);
    expect(done(await admin.post(`${path(its)}/replay`, { from: 1, to: 3 }))).toMatchObject({ replayed: 3 });
    const replays = (await webhooks.arrivals(receiver, its, 7)).slice(3);
    expect(webhooks.sequences(replays)).toEqual([2, 1, 2, 3]);
    for (const each of replays) {
      expect(each.headers['webhook-replay']).toBe('true');
      const original = first.find(({ headers }) => headers['webhook-id'] === each.headers['webhook-id']);
      expect(webhooks.bodyOf(each).event).toEqual(original && webhooks.bodyOf(original).event);
      webhooks.verified(each, its.secret);
    }
    await contract(partner, 'bike');
    const [, , , , , , , last] = await webhooks.arrivals(receiver, its, 8);
    expect(last?.headers).toMatchObject({ 'webhook-sequence': '4' });
    expect(last?.headers['webhook-replay']).toBeUndefined();
  });

  it.each([
    ['what is not delivered yet', { from: 1, to: 2 }, 400],
    ['a range the wrong way round', { from: 2, to: 1 }, 400],
    ['an event of nobody', { event_id: 'evt_0_1' }, 404],
  ])('replays no event of %s', async (_, body, status) => {
    const { its } = await dammed(1, []);
    await eventually(async () => expect((await webhooks.endpointOf(admin, its)).delivered_sequence).toBe(1));
    expect((await admin.post(`${path(its)}/replay`, body)).status).toBe(status);
  });

  it('pings: signed, beside the events, and gets the result', async () => {
    const { its } = await dammed(0, [{ status: 202, body: 'hello' }]);
    const sent = done(await admin.post(`${path(its)}/ping`));
    expect(sent).toMatchObject({ delivered: false, status_code: 202, response_excerpt: 'hello', error: null });
    const [ping] = receiver.received(its.path);
    expect(webhooks.verified(ping as Received, its.secret)).toMatchObject({ event: { type: 'webhook.ping' } });
    expect(done(await admin.post(`${path(its)}/ping`))).toMatchObject({ delivered: true, status_code: 200 });
    const ids = receiver.received(its.path).map(({ headers }) => headers['webhook-id']);
    expect(new Set(ids).size).toBe(2);
    expect(await webhooks.endpointOf(admin, its)).toMatchObject({ last_sequence: 0 });
  });

  it('rotates the signing key: both verify until the next rotation', async () => {
    const { its, partner } = await dammed(0, []);
    const { secret: second = '' } = await webhooks.changed(admin, its, { rotate_secret: true });
    expect(second).toMatch(/^whsec_[A-Za-z0-9+/=]{32,}$/);
    await contract(partner, 'bike');
    const [both] = await webhooks.arrivals(receiver, its, 1);
    for (const secret of [its.secret, second]) webhooks.verified(both as Received, secret);
    const { secret: third = '' } = await webhooks.changed(admin, its, { rotate_secret: true });
    await contract(partner, 'bike');
    const [, later] = await webhooks.arrivals(receiver, its, 2);
    for (const secret of [second, third]) webhooks.verified(later as Received, secret);
    expect(() => webhooks.verified(later as Received, its.secret)).toThrow();
  });
});

describe('what an operator sees of a dam', () => {
  it('is which event holds back the rest, since when, and what it was answered, until it is delivered', async () => {
    const refused: Reply = { status: 503, body: 'maintenance' };
    const { its } = await dammed(3, [], refused);
    type Seen = { readonly dam: null | Readonly<Record<string, unknown>> };
    const seen = () => admin.get<Seen>(path(its)).then(done);
    const held = await eventually(async () => {
      const { dam } = await seen();
      if (dam === null) throw new Error('it is not dammed yet');
      return dam;
    });
    expect(held).toMatchObject({ sequence: 1, type: 'affinity.issued', last_status_code: 503, last_error: null });
    expect([held['since'], held['last_attempt_at']]).toEqual([
      expect.stringMatching(/Z$/),
      expect.stringMatching(/Z$/),
    ]);
    const { items } = done(
      await admin.get<{ items: readonly Seen[] }>('/ops/v1/webhook-endpoints', {
        query: { partner_id: its.partnerId },
      }),
    );
    expect(items[0]?.dam).toMatchObject({ sequence: 1 });
    receiver.answer(its.path, []);
    await eventually(async () => expect(await seen()).toMatchObject({ dam: null, waiting: 0 }));
  });
});

describe('a replay', () => {
  it('of a span of time is previewed, then sent', async () => {
    const { its } = await dammed(2, []);
    await eventually(async () => expect(await webhooks.endpointOf(admin, its)).toMatchObject({ waiting: 0 }));
    const span = { from_time: '2020-01-01', to_time: '2100-01-01' };
    type Replayed = Readonly<Record<string, unknown>>;
    const ask = (body: object) => admin.post<Replayed & Problem>(`${path(its)}/replay`, body);
    expect(done(await ask({ ...span, dry_run: true }))).toEqual({ replayed: 2, from: 1, to: 2, dry_run: true });
    expect(receiver.received(its.path)).toHaveLength(2);
    expect(done(await ask(span))).toEqual({ replayed: 2, from: 1, to: 2, dry_run: false });
    await webhooks.arrivals(receiver, its, 4);
    const none = await ask({ from_time: '2019-01-01', to_time: '2019-01-02' });
    expect([none.status, none.body.code]).toEqual([404, 'EVENT-UNKNOWN']);
    expect((await ask({ from_time: '2020-01-02', to_time: '2020-01-01' })).body).toMatchObject({
      ...{ code: 'INPUT-INVALID', faults: [{ path: 'to_time' }] },
    });
  });
});
