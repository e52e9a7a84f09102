import { beforeEach, describe, expect, it } from '@jest/globals';
import type { EndpointId } from './endpoint.js';
import type { WakeUps } from './ports.js';
import { virtualTime, type VirtualTime } from './testing/index.js';
import { wakeUpsOver } from './wake-ups.js';

const hour = 3_600_000;
const ids = (count: number): readonly EndpointId[] => Array.from({ length: count }, (_, index) => `endpoint ${index}`);

describe('wake-ups with a channel to other processes', () => {
  let time: VirtualTime;
  let sent: { readonly at: number; readonly ids: readonly EndpointId[] }[];
  let rooms: boolean[];
  let wakeUps: WakeUps;

  beforeEach(() => {
    time = virtualTime(0);
    [sent, rooms] = [[], []];
    const timer = (ms: number, act: () => void) => {
      let canceled = false;
      void time.sleep(ms).then(() => canceled || act());
      return () => void (canceled = true);
    };
    wakeUps = wakeUpsOver(timer, () => ({
      send: (named) => void sent.push({ at: time.clock.now(), ids: named }),
      listen: (hasRoom) => void rooms.push(hasRoom),
    }));
  });

  it('send the first ids at once, and those of the next five milliseconds together, each once', async () => {
    wakeUps.notify(['a', 'a']);
    await time.pass(1);
    wakeUps.notify(['b']);
    wakeUps.notify(['c', 'b']);
    await time.pass(3);
    expect(sent).toEqual([{ at: 0, ids: ['a'] }]);
    await time.pass(1);
    expect(sent.slice(1)).toEqual([{ at: 5, ids: ['b', 'c'] }]);
    wakeUps.notify(['d']);
    await time.pass(10);
    expect(sent.slice(2)).toEqual([{ at: 10, ids: ['d'] }]);
    wakeUps.notify(['e']);
    expect(sent.slice(3)).toEqual([{ at: 15, ids: ['e'] }]);
  });

  it('name up to a hundred endpoints in a message; with more it only says that some have work', async () => {
    wakeUps.notify(ids(100));
    await time.pass(5);
    wakeUps.notify(ids(101));
    await time.pass(5);
    expect(sent.map((each) => each.ids)).toEqual([ids(100), []]);
  });

  it('send nothing where no endpoint is named, and wake their own process in any case', async () => {
    wakeUps.notify([]);
    await wakeUps.next(hour);
    wakeUps.notify(['a']);
    await wakeUps.next(hour);
    expect(sent.map((each) => each.ids)).toEqual([['a']]);
  });

  it('pass on whether there is room', () => {
    wakeUps.listen(true);
    wakeUps.listen(false);
    expect(rooms).toEqual([true, false]);
  });
});
