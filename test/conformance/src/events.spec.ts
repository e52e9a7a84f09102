import { beforeAll, describe, expect, it } from '@jest/globals';
import { clientFor, startEngine, startReceiver, type Client, type Engine } from '@affinity-engine/test-harness';
import { contract } from './fixtures/partner-day.js';
import { clock } from './fixtures/samples.js';
import * as webhooks from './fixtures/webhooks.js';

type FeedEvent = {
  readonly id: string;
  readonly owner_id: string;
  readonly incarnation: number;
  readonly sequence: number;
  readonly type: string;
  readonly affinity_id: string;
  readonly occurred_at: string;
};
type Feed = {
  readonly items: readonly FeedEvent[];
  readonly incarnation: number;
  readonly first_kept_sequence: number;
  readonly last_sequence: number;
};

let engine: Engine;
let admin: Client;
beforeAll(async () => {
  engine = await startEngine({ env: { SANDBOX_CLOCK: clock } });
  admin = clientFor(engine, 'admin');
});

/** A partner of its own, so that sequences begin with 1. */
async function partnerOfItsOwn() {
  const its = await webhooks.subscriber(admin, await startReceiver(), false);
  return { partner: clientFor(engine, its.credentials), credentials: its.credentials };
}

const feedOf = async (client: Client, query: Readonly<Record<string, string | number>> = {}) =>
  (await client.get<Feed>('/v1/events', { query })).body;

describe('the events of a partner', () => {
  it('are none before the first', async () => {
    const { partner } = await partnerOfItsOwn();
    expect(await feedOf(partner)).toEqual({ items: [], incarnation: 1, first_kept_sequence: 1, last_sequence: 0 });
  });

  it('have identifiers, in sequence, a part at a time, without an endpoint that listens', async () => {
    const { partner } = await partnerOfItsOwn();
    const ids = [await contract(partner), await contract(partner), await contract(partner)].map(({ id }) => id);
    await partner.delete(`/v1/affinity/${ids[0]}`);
    const { items, ...state } = await feedOf(partner);
    expect(state).toEqual({ incarnation: 1, first_kept_sequence: 1, last_sequence: 4 });
    const owner = items[0]?.owner_id ?? '';
    expect(items).toEqual(
      [...ids, ids[0]].map((affinityId, at) => ({
        id: `${owner}-1-${at + 1}`,
        owner_id: owner,
        incarnation: 1,
        sequence: at + 1,
        type: at === 3 ? 'affinity.canceled' : 'affinity.issued',
        affinity_id: affinityId,
        occurred_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      })),
    );
    const first = await feedOf(partner, { rows: 3 });
    expect(first.items).toEqual(items.slice(0, 3));
    expect((await feedOf(partner, { rows: 3, after: first.items[2]?.id ?? '' })).items).toEqual(items.slice(3));
    expect((await feedOf(partner, { after: items[3]?.id ?? '' })).items).toEqual([]);
    const { body } = await admin.get<Feed>('/ops/v1/events', { query: { owner_id: owner, rows: 2 } });
    expect(body.items).toEqual(items.slice(0, 2));
  });

  it.each<[string, Readonly<Record<string, string>>]>([
    ['an id that is none', { after: 'x' }],
    ['an id of another partner', { after: '01939d3c-7f1a-7c3e-9b1e-2f6a0d4c8e51-1-1' }],
    ['too many rows', { rows: '1001' }],
    ['no rows', { rows: '0' }],
    ['an empty id', { after: '' }],
    ['a parameter that is none', { before: 'x' }],
  ])('are refused for %s, with the field named', async (_, query) => {
    const { status, body } = await clientFor(engine, 'partner').get<{ readonly error: string }>('/v1/events', {
      query,
    });
    expect(status).toBe(400);
    expect(body.error).toMatch(new RegExp(`^${Object.keys(query)[0]}`));
  });

  it('are refused after one that was not yet', async () => {
    const { partner } = await partnerOfItsOwn();
    await contract(partner);
    const [event] = (await feedOf(partner)).items;
    const later = String(event?.id).replace(/1$/, '2');
    const { status, body } = await partner.get<{ readonly error: string }>('/v1/events', { query: { after: later } });
    expect([status, body.error]).toEqual([400, 'after: expected the id of an event of this feed']);
  });

  it('are for the partner and for operators, for nobody else', async () => {
    const statuses = await Promise.all([
      clientFor(engine, null).get('/v1/events'),
      admin.get('/v1/events'),
      clientFor(engine, 'partner').get('/ops/v1/events', { query: { owner_id: 'x' } }),
      admin.get('/ops/v1/events'),
    ]);
    expect(statuses.map(({ status }) => status)).toEqual([401, 403, 403, 400]);
  });
});
