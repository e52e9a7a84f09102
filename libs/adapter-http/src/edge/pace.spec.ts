import { describe, expect, it } from '@jest/globals';
import { paceOf, type Pace } from './pace.js';

const network = { ip: '192.0.2.1' };
const other = { ip: '198.51.100.1' };

function timed(perSecond: number) {
  let time = 0;
  const pace = paceOf(perSecond, () => time);
  return { pace, wait: (ms: number) => void (time += ms) };
}

/** Requests one after the other at one moment. */
const turns = (pace: Pace, many: number, of = network) => Array.from({ length: many }, () => pace.turn(of));

describe('the pace of a network', () => {
  it('lets a few requests through at once; later ones wait, each longer', () => {
    const { pace } = timed(100);
    expect(turns(pace, 24)).toEqual([...new Array<number>(21).fill(0), 10, 20, 30]);
  });

  it('refuses who would wait for more than two seconds, and takes requests again once it has stopped', () => {
    const { pace, wait } = timed(100);
    const waits = turns(pace, 300);
    expect(waits.filter((each) => each !== null && each > 2_000)).toEqual([]);
    expect(waits.at(-1)).toBeNull();
    expect(pace.isOver(network)).toBe(true);
    wait(3_500);
    expect([pace.isOver(network), pace.turn(network)]).toEqual([false, 0]);
  });

  it('refuses who goes on for ten seconds at most after its last request', () => {
    const { pace, wait } = timed(100);
    turns(pace, 100_000);
    wait(7_900);
    expect(pace.isOver(network)).toBe(true);
    wait(200);
    expect(pace.isOver(network)).toBe(false);
  });

  it('is the same for all addresses of an IPv6 network', () => {
    const { pace } = timed(100);
    turns(pace, 300, { ip: '2001:db8::1' });
    expect(pace.turn({ ip: '2001:db8::2' })).toBeNull();
  });

  it('does not slow down another network, but for many together', () => {
    const { pace } = timed(100);
    turns(pace, 60);
    expect(pace.turn(other)).toBe(0);
    for (let each = 2; each < 200; each += 1) turns(pace, 20, { ip: `192.0.2.${each}` });
    expect(pace.turn(other)).toBeNull();
  });

  it('takes nothing for ten seconds from a network that is refused', () => {
    const { pace, wait } = timed(100);
    pace.refuse(network);
    expect([pace.isOver(network), pace.isOver(other)]).toEqual([true, false]);
    wait(10_001);
    expect(pace.isOver(network)).toBe(false);
  });

  it('forgets networks, so that many of them take no memory', () => {
    const { pace, wait } = timed(1_000_000);
    for (let each = 0; each < 30_000; each += 1) {
      turns(pace, 1, { ip: `10.${each >> 16}.${(each >> 8) & 255}.${each & 255}` });
      wait(1);
    }
    expect(pace.isOver(network)).toBe(false);
  });
});
