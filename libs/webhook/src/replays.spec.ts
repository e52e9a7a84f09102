import { describe, it, expect } from '@jest/globals';
import { replayEvents } from './replays.js';
import { dispatcherFixtures, upTo, type DispatcherFixtures, type RigSettings } from './testing/dispatcher-fixtures.js';

const hour = 3_600_000;

/** An endpoint with this many delivered events, and a way to replay some. */
async function delivered(times: number, rigSettings: RigSettings = {}) {
  const fixtures = await dispatcherFixtures(rigSettings);
  fixtures.start();
  await fixtures.happen(times);
  await fixtures.time.pass(times * 10 + 10);
  const replay = async (from: number, to: number): Promise<void> => {
    await replayEvents(fixtures.work)('endpoint1', { from, to }, 'operator');
    fixtures.time.wakeUps.notify([]);
    await fixtures.time.settle();
  };
  return { fixtures, replay };
}

const since = (fixtures: DispatcherFixtures, start: number) =>
  fixtures.courier.received.slice(start).map(({ sequence, replay }) => (replay ? -sequence : sequence));

describe('a replay', () => {
  it('sends a range again with the sequences and bodies it had, marked as a replay', async () => {
    const { fixtures, replay } = await delivered(5);
    await replay(2, 4);
    await fixtures.time.pass(1_000);
    expect(since(fixtures, 5)).toEqual([-2, -3, -4]);
    const [first, again] = fixtures.courier.received.filter(({ sequence }) => sequence === 2);
    expect(again).toEqual({ ...first, replay: true, at: again?.at });
    expect((await fixtures.attempts()).filter(({ replay: marked }) => marked).map(({ sequence }) => sequence)).toEqual([
      2, 3, 4,
    ]);
  });

  it('comes after what waits', async () => {
    let open = false;
    const { fixtures, replay } = await delivered(3, {
      script: ({ sequence }) => (sequence > 3 && !open ? { statusCode: 500 } : {}),
    });
    await fixtures.happen(3);
    await fixtures.time.pass(100);
    await replay(1, 2);
    await fixtures.time.pass(100);
    open = true;
    await fixtures.time.pass(hour);
    expect(since(fixtures, 4)).toEqual([4, 5, 6, -1, -2]);
  });

  it('comes in the order it was asked for', async () => {
    const { fixtures, replay } = await delivered(4);
    await Promise.all([replay(3, 4), replay(1, 1), replay(2, 3)]);
    await fixtures.time.pass(1_000);
    expect(since(fixtures, 4)).toEqual([-3, -4, -1, -2, -3]);
  });

  it('of a long range lets go first what happens meanwhile', async () => {
    const { fixtures, replay } = await delivered(300);
    await replay(1, 300);
    await fixtures.time.pass(100);
    await fixtures.happen(1);
    await fixtures.time.pass(1_000);
    const place = since(fixtures, 300).indexOf(301);
    expect(place).toBeGreaterThan(0);
    expect(place).toBeLessThan(100);
    await fixtures.time.pass(10_000);
    expect(since(fixtures, 300).filter((sequence) => sequence < 0)).toEqual(upTo(300).map((sequence) => -sequence));
  });

  it('that fails holds back nothing, and is tried again after the back-off', async () => {
    const { fixtures, replay } = await delivered(3, {
      script: ({ sequence }, nth) => (sequence === 2 && nth > 1 && nth < 5 ? { statusCode: 500 } : {}),
    });
    await replay(1, 3);
    await fixtures.time.pass(50_000);
    await fixtures.happen(2);
    await fixtures.time.pass(100);
    expect(since(fixtures, 3)).toEqual([-1, -2, -2, -2, 4, 5]);
    await fixtures.time.pass(hour);
    expect(since(fixtures, 9)).toEqual([-2, -3]);
    expect(await fixtures.lists.lag()).toMatchObject({ dammedEndpoints: 0 });
  });

  it('goes on where it was when its dispatcher was stopped', async () => {
    const fixtures = await dispatcherFixtures();
    const dispatcher = fixtures.start();
    await fixtures.happen(20);
    await fixtures.time.pass(1_000);
    await replayEvents(fixtures.work)('endpoint1', { from: 1, to: 20 }, 'operator');
    fixtures.time.wakeUps.notify([]);
    await fixtures.time.pass(105);
    const stopped = dispatcher.stop();
    await fixtures.time.pass(100);
    await stopped;
    fixtures.start();
    await fixtures.time.pass(1_000);
    expect(since(fixtures, 20)).toEqual(upTo(20).map((sequence) => -sequence));
  });
});
