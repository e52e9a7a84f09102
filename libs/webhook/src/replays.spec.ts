import { describe, it, expect } from '@jest/globals';
import { replayEvents } from './endpoints.js';
import { dispatcherRig, upTo, type DispatcherRig, type RigSettings } from './testing/dispatcher-rig.js';

const hour = 3_600_000;

/** An endpoint with this many delivered events, and a way to replay some. */
async function delivered(times: number, rigSettings: RigSettings = {}) {
  const rig = await dispatcherRig(rigSettings);
  rig.start();
  await rig.happen(times);
  await rig.time.pass(times * 10 + 10);
  const replay = async (from: number, to: number): Promise<void> => {
    await replayEvents(rig.work)('endpoint1', { from, to }, 'operator');
    rig.time.wakeUps.notify([]);
    await rig.time.settle();
  };
  return { rig, replay };
}

const since = (rig: DispatcherRig, start: number) =>
  rig.courier.received.slice(start).map(({ sequence, replay }) => (replay ? -sequence : sequence));

describe('a replay', () => {
  it('sends a range again with the sequences and bodies it had, marked as a replay', async () => {
    const { rig, replay } = await delivered(5);
    await replay(2, 4);
    await rig.time.pass(1_000);
    expect(since(rig, 5)).toEqual([-2, -3, -4]);
    const [first, again] = rig.courier.received.filter(({ sequence }) => sequence === 2);
    expect(again).toEqual({ ...first, replay: true, at: again?.at });
    expect((await rig.attempts()).filter(({ replay: marked }) => marked).map(({ sequence }) => sequence)).toEqual([
      2, 3, 4,
    ]);
  });

  it('comes after what waits', async () => {
    let open = false;
    const { rig, replay } = await delivered(3, {
      script: ({ sequence }) => (sequence > 3 && !open ? { statusCode: 500 } : {}),
    });
    await rig.happen(3);
    await rig.time.pass(100);
    await replay(1, 2);
    await rig.time.pass(100);
    open = true;
    await rig.time.pass(hour);
    expect(since(rig, 4)).toEqual([4, 5, 6, -1, -2]);
  });

  it('comes in the order it was asked for', async () => {
    const { rig, replay } = await delivered(4);
    await Promise.all([replay(3, 4), replay(1, 1), replay(2, 3)]);
    await rig.time.pass(1_000);
    expect(since(rig, 4)).toEqual([-3, -4, -1, -2, -3]);
  });

  it('of a long range lets go first what happens meanwhile', async () => {
    const { rig, replay } = await delivered(300);
    await replay(1, 300);
    await rig.time.pass(100);
    await rig.happen(1);
    await rig.time.pass(1_000);
    const place = since(rig, 300).indexOf(301);
    expect(place).toBeGreaterThan(0);
    expect(place).toBeLessThan(100);
    await rig.time.pass(10_000);
    expect(since(rig, 300).filter((sequence) => sequence < 0)).toEqual(upTo(300).map((sequence) => -sequence));
  });

  it('that fails holds back nothing, and is tried again after the back-off', async () => {
    const { rig, replay } = await delivered(3, {
      script: ({ sequence }, nth) => (sequence === 2 && nth > 1 && nth < 5 ? { statusCode: 500 } : {}),
    });
    await replay(1, 3);
    await rig.time.pass(50_000);
    await rig.happen(2);
    await rig.time.pass(100);
    expect(since(rig, 3)).toEqual([-1, -2, -2, -2, 4, 5]);
    await rig.time.pass(hour);
    expect(since(rig, 9)).toEqual([-2, -3]);
    expect(await rig.lists.lag()).toMatchObject({ dammedEndpoints: 0 });
  });

  it('goes on where it was when its dispatcher was stopped', async () => {
    const rig = await dispatcherRig();
    const dispatcher = rig.start();
    await rig.happen(20);
    await rig.time.pass(1_000);
    await replayEvents(rig.work)('endpoint1', { from: 1, to: 20 }, 'operator');
    rig.time.wakeUps.notify([]);
    await rig.time.pass(105);
    const stopped = dispatcher.stop();
    await rig.time.pass(100);
    await stopped;
    rig.start();
    await rig.time.pass(1_000);
    expect(since(rig, 20)).toEqual(upTo(20).map((sequence) => -sequence));
  });
});
