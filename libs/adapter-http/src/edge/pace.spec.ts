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
    expect(pace.welcomes(network)).toBe(false);
    wait(3_500);
    expect([pace.welcomes(network), pace.turn(network)]).toEqual([true, 0]);
  });

  it('refuses who goes on for ten seconds at most after its last request', () => {
    const { pace, wait } = timed(100);
    turns(pace, 100_000);
    wait(7_900);
    expect(pace.welcomes(network)).toBe(false);
    wait(200);
    expect(pace.welcomes(network)).toBe(true);
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
    expect(turns(pace, 2, { ip: '198.51.100.2' }).at(-1)).toBeNull();
  });

  it('of networks that send all the time does not hold up one that sent nothing for a second', () => {
    const { pace, wait } = timed(100);
    for (let second = 0; second < 10; second += 1) {
      for (let each = 1; each <= 20; each += 1) turns(pace, 100, { ip: `192.0.2.${each}` });
      wait(1_000);
      expect(pace.turn(other)).toBe(0);
    }
    for (let each = 1; each < 250; each += 1)
      for (let of = 0; of < 10; of += 1) pace.turn({ ip: `10.0.${of}.${each}` });
    expect(pace.turn({ ip: '198.51.100.2' })).toBeNull();
  });

  it('lets few new connections a second through where known callers come from, too', () => {
    const { pace, wait } = timed(100);
    pace.trust(network);
    const connections = () =>
      Array.from({ length: 100 }, () => {
        const isTaken = pace.welcomes(network) && pace.welcomes(network);
        if (isTaken) pace.connected(network);
        return isTaken;
      }).filter(Boolean).length;
    expect(connections()).toBe(100);
    pace.refuse(network);
    expect(connections()).toBe(6);
    wait(500);
    expect(connections()).toBe(2);
    wait(60_001);
    pace.refuse(network);
    expect(connections()).toBe(0);
  });

  it('takes nothing for ten seconds from a network that is refused', () => {
    const { pace, wait } = timed(100);
    pace.refuse(network);
    expect([pace.welcomes(network), pace.welcomes(other)]).toEqual([false, true]);
    wait(10_001);
    expect(pace.welcomes(network)).toBe(true);
  });

  it('forgets networks, so that many of them take no memory', () => {
    const { pace, wait } = timed(1_000_000);
    for (let each = 0; each < 30_000; each += 1) {
      turns(pace, 1, { ip: `10.${each >> 16}.${(each >> 8) & 255}.${each & 255}` });
      wait(1);
    }
    expect(pace.welcomes(network)).toBe(true);
  });
});
