import { beforeEach, describe, expect, it } from '@jest/globals';
import { dueRounds } from './due-rounds.js';
import { instantAt } from './instants.js';
import { businessDay } from './zones.js';

describe('a job over what is due', () => {
  let ms: number;
  const clock = { now: () => instantAt(ms), today: () => businessDay(instantAt(ms)) };
  let due: string[];
  let tried: string[];
  let failing: (id: string) => boolean;
  beforeEach(() => {
    ms = 1_000_000_000_000;
    [due, tried, failing] = [[], [], () => false];
  });

  const job = () =>
    dueRounds({
      clock,
      due: async (limit) => due.slice(0, limit),
      idOf: (id: string) => id,
      async act(id) {
        tried.push(id);
        if (failing(id)) throw new Error(`${id} fails`);
        if (id.startsWith('undecided')) return false;
        due = due.filter((each) => each !== id);
        return true;
      },
    });
  const ids = (prefix: string, count: number) => Array.from({ length: count }, (_, at) => `${prefix} ${at}`);

  it('does it in rounds, until none is left', async () => {
    due = ids('sound', 450);
    const run = job();
    expect([await run(), await run(), await run(), await run()]).toEqual([200, 200, 50, 0]);
  });

  it.each(['broken', 'undecided'])('comes to all, however many %s ones stand before them', async (kind) => {
    due = [...ids(kind, 700), ...ids('sound', 300)];
    failing = (id) => id.startsWith('broken');
    const run = job();
    for (let rounds = 0; rounds < 5; rounds += 1) await run().catch(() => 0);
    expect(due).toEqual(ids(kind, 700));
  });

  it('says the first failure after all of a round have had their turn', async () => {
    due = ['broken 1', 'sound', 'broken 2'];
    failing = (id) => id.startsWith('broken');
    await expect(job()()).rejects.toThrow('broken 1 fails');
    expect(due).toEqual(['broken 1', 'broken 2']);
  });

  it('tries again what failed, after half a minute first and every ten minutes at last', async () => {
    due = ['broken'];
    failing = () => true;
    const run = job();
    const at: number[] = [];
    for (let second = 0; second <= 3_000; second += 10) {
      const before = tried.length;
      await run().catch(() => 0);
      if (tried.length > before) at.push(second);
      ms += 10_000;
    }
    expect(at).toEqual([0, 30, 90, 210, 450, 930, 1_530, 2_130, 2_730]);
    failing = () => false;
    ms += 600_000;
    expect(await run()).toBe(1);
    due = ['broken'];
    failing = () => true;
    await run().catch(() => 0);
    ms += 30_000;
    failing = () => false;
    expect(await run()).toBe(1);
  });

  it('forgets what another process did meanwhile', async () => {
    due = ['broken'];
    failing = () => true;
    const run = job();
    await run().catch(() => 0);
    due = [];
    expect(await run()).toBe(0);
    due = ['broken'];
    failing = () => false;
    expect(await run()).toBe(1);
  });

  it('waits no longer where the clock was set back', async () => {
    due = ['broken'];
    failing = () => true;
    const run = job();
    await run().catch(() => 0);
    ms -= 3_600_000;
    failing = () => false;
    expect(await run()).toBe(1);
  });
});
