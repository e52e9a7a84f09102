import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { defects } from './defects/index.js';
import { runJob } from './jobs.js';
import { keptSeeds } from './kept-seeds.js';
import { runSeed, type SeedOutcome } from './run-seed.js';
import { sometimesEvents } from './sometimes.js';

const refused = (name: string) => (): never => {
  throw new Error(`a run read ${name}`);
};

/** What a run must not read: time, timers and chance of the machine. */
const poisons: readonly (readonly [object, string])[] = [
  [Math, 'random'],
  [Date, 'now'],
  [performance, 'now'],
  [globalThis, 'setTimeout'],
  [globalThis, 'setInterval'],
  [globalThis, 'setImmediate'],
  [crypto, 'randomUUID'],
  [crypto, 'getRandomValues'],
];

const seeds = Array.from({ length: 120 }, (_, at) => at + 1);

describe('a simulated history', () => {
  const real = poisons.map(([of, name]) => [of, name, Object.getOwnPropertyDescriptor(of, name)] as const);
  beforeEach(() => {
    for (const [of, name] of poisons)
      Object.defineProperty(of, name, { configurable: true, writable: true, value: refused(name) });
  });
  afterEach(() => {
    for (const [of, name, descriptor] of real) {
      if (descriptor === undefined) Reflect.deleteProperty(of, name);
      else Object.defineProperty(of, name, descriptor);
    }
  });

  const outcomes = new Map<number, SeedOutcome>();
  async function play(played: readonly number[]): Promise<readonly string[]> {
    const broken: string[] = [];
    for (const seed of played) {
      const outcome = await runSeed(seed);
      outcomes.set(seed, outcome);
      broken.push(...outcome.violations.map((violation) => `seed ${seed}: ${violation}`));
    }
    return broken;
  }

  it('keeps every promise in the seeds that showed something once', async () => {
    expect(await play(keptSeeds.map(({ seed }) => seed))).toEqual([]);
  });

  it('keeps every promise in others', async () => {
    expect(await play(seeds)).toEqual([]);
  });

  it('goes through everything that should happen now and then', async () => {
    const reached = new Set<string>();
    for (const seed of seeds) {
      const { sometimes } = outcomes.get(seed) ?? (await runSeed(seed));
      for (const event of sometimes) reached.add(event);
    }
    expect(sometimesEvents.filter((event) => !reached.has(event))).toEqual([]);
  });

  it('is the same for the same seed, event by event, and another for another seed', async () => {
    const traces: string[] = [];
    for (const seed of [1, 2, 3, 4, 5]) {
      const [one, other] = [await runSeed(seed, { keepsLines: true }), await runSeed(seed, { keepsLines: true })];
      expect(other.lines).toEqual(one.lines);
      expect(other.hash).toBe(one.hash);
      traces.push(one.hash);
    }
    expect(new Set(traces).size).toBe(5);
  });

  it.each(poisons.map(([, name]) => name))('would not go on if it read %s', (name) => {
    const of = poisons.find((poison) => poison[1] === name)?.[0] as Record<string, () => unknown>;
    expect(() => of[name]?.()).toThrow(name);
  });
});

describe('a planted defect', () => {
  it.each(defects.map(({ name, seenAt }) => [name, seenAt] as const))('%s: is caught', async (name, from) => {
    const result = await runJob({ kind: 'defect', defect: name, from });
    expect(result).toMatchObject({ defect: name, after: expect.any(Number) });
  });
});
