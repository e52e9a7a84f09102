import { beforeEach, describe, expect, it } from '@jest/globals';
import { instant } from '@affinity-engine/kernel';
import { refusalOf } from '@affinity-engine/kernel/testing';
import { eventId, type Progress } from './endpoint.js';
import { mostReplays } from './ports.js';
import { callOffReplays, previewReplay, rangeByTime, replayEvents } from './replays.js';
import { aHappening, anEndpoint, memoryDeliveryQueue, virtualTime, type MemoryDeliveries } from './testing/index.js';

const day = 86_400_000;

describe('asking for a replay', () => {
  let deliveries: MemoryDeliveries;
  const progress = (): Promise<Progress> => deliveries.work.run(({ endpoints }) => endpoints.progress('endpoint1'));
  const replay: ReturnType<typeof replayEvents> = (...asked) => replayEvents(deliveries.work)(...asked);
  const trail = () =>
    deliveries.audit().map(({ actor, action, subject, details }) => [actor, action, subject, details]);

  beforeEach(async () => {
    const time = virtualTime();
    deliveries = memoryDeliveryQueue(time.clock);
    const { work, append, queue, forget } = deliveries;
    await work.run(async ({ endpoints }) => endpoints.add(anEndpoint()));
    append(aHappening());
    await time.pass(day);
    append(aHappening(), aHappening(), aHappening());
    const [claim] = await queue.claim(1, 1000);
    if (claim !== undefined) await queue.release(claim, { cursor: 3, failures: 0, attempts: [], lines: [] }, null);
    forget(day / 2); // the first event is no longer kept, the last one still waits
  });

  it('takes one event by its identifier', async () => {
    expect(await replay('endpoint1', { eventId: eventId('endpoint1', 2) }, 'operator')).toBe(1);
    expect(await progress()).toMatchObject({ replays: 1 });
    expect(trail()).toEqual([['operator', 'webhook-endpoint.replayed', 'endpoint1', { from: 2, to: 2 }]]);
  });

  it('takes a range, both ends included, up to all that is kept and was delivered', async () => {
    expect(await replay('endpoint1', { from: 2, to: 3 }, 'operator', undefined, 'owner-1')).toBe(2);
    expect(trail()).toEqual([['operator', 'webhook-endpoint.replayed', 'endpoint1', { from: 2, to: 3 }]]);
  });

  it.each([
    ['an endpoint that there is not', 'nobody', { from: 2, to: 2 }, undefined, 'ENDPOINT-UNKNOWN', { id: 'nobody' }],
    ['another owner', 'endpoint1', { from: 2, to: 2 }, 'owner-2', 'ENDPOINT-UNKNOWN', { id: 'endpoint1' }],
    ['the event of no endpoint', 'endpoint1', { eventId: 'x' }, undefined, 'EVENT-UNKNOWN', { eventId: 'x' }],
    [
      'what is no longer kept',
      'endpoint1',
      { from: 1, to: 3 },
      undefined,
      'REPLAY-RANGE-INVALID',
      { from: 1, to: 3, firstKept: 2, delivered: 3 },
    ],
    [
      'what still waits',
      'endpoint1',
      { from: 2, to: 4 },
      undefined,
      'REPLAY-RANGE-INVALID',
      { from: 2, to: 4, firstKept: 2, delivered: 3 },
    ],
  ])('is refused for %s', async (_, id, range, ownerId, code, properties) => {
    await expect(replay(id, range, 'operator', undefined, ownerId)).rejects.toMatchObject({ code, properties });
    expect(trail()).toEqual([]);
  });

  it('is refused while a hundred are under way', async () => {
    expect(mostReplays).toBe(100);
    for (let count = 0; count < mostReplays; count += 1) await replay('endpoint1', { from: 2, to: 2 }, 'operator');
    await expect(replay('endpoint1', { from: 2, to: 2 }, 'operator')).rejects.toMatchObject({
      code: 'REPLAYS-TOO-MANY',
      properties: { replays: mostReplays },
    });
  });

  it('is called off with all others, once', async () => {
    await replay('endpoint1', { from: 2, to: 2 }, 'operator');
    await replay('endpoint1', { from: 2, to: 3 }, 'operator');
    const callOff = () => callOffReplays(deliveries.work)('endpoint1', 'operator');
    expect(await callOff()).toBe(2);
    expect(await progress()).toMatchObject({ replays: 0 });
    const calledOff = ['operator', 'webhook-endpoint.replays-called-off', 'endpoint1', { replays: 2 }];
    expect(trail().slice(2)).toEqual([calledOff]);
    expect(await callOff()).toBe(0);
    expect(trail().slice(2)).toEqual([calledOff]);
  });

  it('cannot be called off at an endpoint that there is not', async () => {
    expect(await refusalOf(callOffReplays(deliveries.work)('nobody', 'operator'))).toBe('ENDPOINT-UNKNOWN');
  });

  it('says what would be sent, and sends nothing', async () => {
    const preview = previewReplay(deliveries.work);
    expect(await preview('endpoint1', { from: 2, to: 3 })).toEqual({ from: 2, to: 3 });
    expect(await preview('endpoint1', { eventId: eventId('endpoint1', 3) })).toEqual({ from: 3, to: 3 });
    expect(await refusalOf(preview('endpoint1', { from: 1, to: 3 }))).toBe('REPLAY-RANGE-INVALID');
    expect(await refusalOf(preview('endpoint1', { from: 2, to: 3 }, 'owner-2'))).toBe('ENDPOINT-UNKNOWN');
    expect([await progress(), trail()]).toMatchObject([{ replays: 0 }, []]);
  });

  it('finds the delivered events of a span of time that are kept', async () => {
    const byTime = rangeByTime(deliveries.work, deliveries.lists);
    const [from, to] = [instant('2020-01-01T00:00:00Z'), instant('2030-01-01T00:00:00Z')];
    expect(await byTime('endpoint1', { from, to })).toEqual({ from: 2, to: 3 });
    expect(await refusalOf(byTime('endpoint1', { from: to, to: instant('2031-01-01T00:00:00Z') }))).toBe(
      'EVENT-UNKNOWN',
    );
    expect(await refusalOf(byTime('endpoint1', { from, to }, 'owner-2'))).toBe('ENDPOINT-UNKNOWN');
  });
});
