import { describe, it, expect } from '@jest/globals';
import type { Once } from '@affinity-engine/kernel';
import { countingIds, fixedClock, refusalOf } from '@affinity-engine/kernel/testing';
import { eventId, keysInForce, noProgress, type Endpoint } from './endpoint.js';
import { changeEndpoint, createEndpoint, endpointOf, skipHead } from './endpoints.js';
import { replayEvents } from './replays.js';
import { aHappening, anEndpoint, memoryDeliveryQueue, virtualTime } from './testing/index.js';

const clock = fixedClock('2026-01-02T12:00:00Z');
const urlRule = (url: string) => (url.startsWith('https:') ? null : 'expected an https url');

async function opened(...endpoints: readonly Partial<Endpoint>[]) {
  let made = 0;
  const deliveries = memoryDeliveryQueue(virtualTime().clock);
  const { work } = deliveries;
  const keys = () => `whsec_${(made += 1)}`;
  await work.run(async (unit) => {
    for (const endpoint of endpoints) unit.endpoints.add(anEndpoint(endpoint));
  });
  return {
    ...deliveries,
    create: createEndpoint(work, clock, countingIds('endpoint-'), keys, urlRule),
    change: changeEndpoint(work, keys, urlRule, { now: clock.now, overlapMs: 86_400_000 }),
    skip: skipHead(work),
    replay: replayEvents(work),
    stored: (id: string) => work.run(({ endpoints: all }) => endpointOf(all, id)),
    actions: () => deliveries.audit().map(({ action, details }) => [action, details]),
  };
}

describe('a new endpoint', () => {
  it('gets every event, in order, and signs with one key', async () => {
    const { create, stored, actions } = await opened();
    const endpoint = await create({ ownerId: 'owner-1', url: 'https://partner.example/' }, 'operator');
    expect(endpoint).toMatchObject({
      id: 'endpoint--1',
      secrets: ['whsec_1'],
      eventTypes: null,
      ordering: 'endpoint',
      paused: false,
      disabled: false,
      createdAt: clock.now(),
      version: 1,
    });
    const { progress, ...configured } = endpoint;
    expect(await stored(endpoint.id)).toEqual(configured);
    expect(progress).toEqual(noProgress);
    expect(actions()).toEqual([['webhook-endpoint.created', undefined]]);
  });

  it.each([
    ['https://Partner.Example:443/a/../b?c#d', 'https://partner.example/b?c'],
    ['https://partner.example', 'https://partner.example/'],
    ['https://bücher.example/ö', 'https://xn--bcher-kva.example/%C3%B6'],
  ])('with the url %s has the url that is called, %s; one that is changed, too', async (given, called) => {
    const { create, change, stored } = await opened();
    const { id } = await create({ ownerId: 'owner-1', url: given }, 'operator');
    expect((await stored(id)).url).toBe(called);
    const { id: other } = await create({ ownerId: 'owner-1', url: null }, 'operator');
    expect((await change(other, { url: given }, 'operator')).url).toBe(called);
    expect((await change(other, { paused: true }, 'operator')).url).toBe(called);
    expect((await change(other, { url: null }, 'operator')).url).toBe(null);
  });

  it('may have no url yet, types of its own and another ordering', async () => {
    const { create } = await opened();
    const input = { ownerId: 'owner-1', url: null, eventTypes: ['ping'], ordering: 'none' } as const;
    expect(await create(input, 'operator')).toMatchObject(input);
  });

  it('is refused where the url rule refuses, and says why', async () => {
    const { create, lists } = await opened();
    const refused = create({ ownerId: 'owner-1', url: 'http://partner.example/' }, 'operator');
    await expect(refused).rejects.toMatchObject({
      code: 'URL-REFUSED',
      properties: { url: 'http://partner.example/', reason: 'expected an https url' },
    });
    expect(await lists.endpoints({ limit: 9 })).toEqual([]);
  });

  it('is made once by one key', async () => {
    const { create, lists } = await opened();
    const once: Once<Endpoint> = { key: 'k', fingerprint: 'f', answer: ({ id }) => id };
    await create({ ownerId: 'owner-1', url: null }, 'operator', once);
    expect(await refusalOf(create({ ownerId: 'owner-1', url: null }, 'operator', once))).toBe('ANSWERED-BEFORE');
    expect(await lists.endpoints({ limit: 9 })).toHaveLength(1);
  });
});

describe('changing an endpoint', () => {
  it('changes what is named and counts the version', async () => {
    const { change, stored, actions } = await opened({});
    const changed = await change('endpoint1', { paused: true, eventTypes: ['ping'] }, 'operator');
    const { progress, newSecret, ...configured } = changed;
    expect(configured).toEqual(anEndpoint({ paused: true, eventTypes: ['ping'], version: 2 }));
    expect([progress, newSecret]).toEqual([noProgress, null]);
    expect(await stored('endpoint1')).toEqual(configured);
    expect(actions()).toEqual([['webhook-endpoint.changed', { fields: ['paused', 'eventTypes'] }]]);
  });

  it('signs with the new key and the present one during a rotation, and with no older one', async () => {
    const { change } = await opened({ secrets: ['whsec_old'] });
    expect(await change('endpoint1', { rotateSecret: true }, 'operator')).toMatchObject({
      secrets: ['whsec_1', 'whsec_old'],
      rotationEndsAt: '2026-01-03T12:00:00.000Z',
    });
    expect((await change('endpoint1', { rotateSecret: true }, 'operator')).secrets).toEqual(['whsec_2', 'whsec_1']);
    expect((await change('endpoint1', { url: null }, 'operator')).secrets).toEqual(['whsec_2', 'whsec_1']);
  });

  it('ends a rotation by itself', () => {
    const ends = '2026-01-03T12:00:00.000Z' as Endpoint['createdAt'];
    const rotated = anEndpoint({ secrets: ['whsec_1', 'whsec_old'], rotationEndsAt: ends });
    expect(keysInForce(rotated, Date.parse(ends) - 1)).toEqual(['whsec_1', 'whsec_old']);
    expect(keysInForce(rotated, Date.parse(ends))).toEqual(['whsec_1']);
    expect(keysInForce(anEndpoint({ ...rotated, rotationEndsAt: null }), Date.parse(ends))).toHaveLength(2);
  });

  it('answers how delivery stands after the change', async () => {
    const { change, append } = await opened({ paused: true });
    append(aHappening());
    const { progress } = await change('endpoint1', { paused: false }, 'operator');
    expect(progress).toMatchObject({ waiting: 1, failures: 0, dueAt: clock.now() });
  });

  it.each([
    ['an unknown endpoint', 'nobody', { paused: true }, 'ENDPOINT-UNKNOWN'],
    ['a url the rule refuses', 'endpoint1', { url: 'ftp://partner.example' }, 'URL-REFUSED'],
  ] as const)('is refused for %s', async (_, id, changes, code) => {
    const { change, audit } = await opened({});
    expect(await refusalOf(change(id, changes, 'operator'))).toBe(code);
    expect(audit()).toEqual([]);
  });

  it('never writes a key into the trail', async () => {
    const { create, change, audit } = await opened({});
    await create({ ownerId: 'owner-1', url: null }, 'operator');
    await change('endpoint1', { rotateSecret: true }, 'operator');
    expect(JSON.stringify(audit())).not.toContain('whsec_');
    expect(JSON.stringify(audit())).toContain('secrets');
  });
});

describe('skipping the head', () => {
  it('passes over one event and leaves its reason in the trail', async () => {
    const { skip, append, lists, actions } = await opened({});
    append(aHappening(), aHappening());
    expect(await skip('endpoint1', { reason: 'poison' }, 'operator')).toBe(1);
    expect(await skip('endpoint1', { reason: 'poison too' }, 'operator')).toBe(2);
    expect(
      (await lists.deliveries('endpoint1', { status: 'skipped', limit: 9 })).map(({ event }) => event.sequence),
    ).toEqual([2, 1]);
    expect(actions()).toEqual([
      ['webhook-endpoint.head-skipped', { sequence: 1, reason: 'poison' }],
      ['webhook-endpoint.head-skipped', { sequence: 2, reason: 'poison too' }],
    ]);
  });

  it('passes over the one that is named, if it holds back others', async () => {
    const { skip, append, actions } = await opened({});
    append(aHappening(), aHappening());
    const named = (sequence: number) => ({ reason: 'poison', eventId: eventId('endpoint1', sequence) });
    await expect(skip('endpoint1', named(2), 'operator')).rejects.toMatchObject({
      code: 'EVENT-HOLDS-NOTHING-BACK',
      properties: { sequence: 2 },
    });
    expect(await refusalOf(skip('endpoint1', { reason: 'poison', eventId: 'x' }, 'operator'))).toBe('EVENT-UNKNOWN');
    expect(actions()).toEqual([]);
    expect(await skip('endpoint1', named(1), 'operator')).toBe(1);
  });

  it('is refused where nothing waits, and where there is no endpoint', async () => {
    const { skip } = await opened({});
    await expect(skip('endpoint1', { reason: 'why' }, 'operator')).rejects.toMatchObject({
      code: 'NOTHING-WAITS',
      properties: { id: 'endpoint1' },
    });
    expect(await refusalOf(skip('nobody', { reason: 'why' }, 'operator'))).toBe('ENDPOINT-UNKNOWN');
  });
});

describe('asking for a replay', () => {
  it.each([
    ['a range in reverse', 2, 1],
    ['what there never was', 0, 1],
    ['what was not delivered yet', 1, 4],
  ])('is refused for %s', async (_, from, to) => {
    const { replay, append, queue } = await opened({});
    append(...Array.from({ length: 4 }, () => aHappening()));
    const [claim] = await queue.claim(1, 1000);
    if (claim !== undefined) await queue.release(claim, { cursor: 3, failures: 0, attempts: [], lines: [] }, null);
    await expect(replay('endpoint1', { from, to }, 'operator')).rejects.toMatchObject({
      code: 'REPLAY-RANGE-INVALID',
      properties: { from, to, delivered: 3 },
    });
    expect(await replay('endpoint1', { from: 1, to: 3 }, 'operator')).toBe(3);
  });
});

describe('an endpoint of another owner', () => {
  it('is unknown', async () => {
    const { work } = await opened({});
    const find = (ownerId?: string) => work.run(({ endpoints }) => endpointOf(endpoints, 'endpoint1', ownerId));
    expect(await refusalOf(find('owner-2'))).toBe('ENDPOINT-UNKNOWN');
    expect(await find('owner-1')).toEqual(await find());
  });
});
