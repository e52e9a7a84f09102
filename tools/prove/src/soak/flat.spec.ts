import { describe, expect, it } from '@jest/globals';
import { growthOf, type Held } from './flat.js';

const calm: Held = { megabytes: 150, handles: 80, walMegabytes: 4, kilobytesEach: 3 };

const run = (at: (minute: number) => Partial<Held>): readonly Held[] =>
  Array.from({ length: 120 }, (_, minute) => ({ ...calm, ...at(minute) }));

const grown = (held: readonly Held[]) => growthOf(held).flatMap(({ of, isFlat }) => (isFlat ? [] : [of]));

describe('a run of two hours', () => {
  it('is flat if it grows at the start alone, or for a moment', () => {
    expect(grown(run((minute) => ({ megabytes: minute < 25 ? 100 + minute : 150 })))).toEqual([]);
    expect(grown(run((minute) => ({ megabytes: minute % 10 === 0 ? 400 : 150 })))).toEqual([]);
  });

  it.each<[string, (minute: number) => Partial<Held>, keyof Held]>([
    ['half a megabyte a minute', (minute) => ({ megabytes: 150 + minute / 2 }), 'megabytes'],
    ['a file that is not closed, every five minutes', (minute) => ({ handles: 80 + minute / 5 }), 'handles'],
    ['a log that is never cut off', (minute) => ({ walMegabytes: 4 + minute / 4 }), 'walMegabytes'],
    ['what is kept for nothing', (minute) => ({ kilobytesEach: 3 + minute / 100 }), 'kilobytesEach'],
  ])('is not flat with %s', (_, at, of) => {
    expect(grown(run(at))).toEqual([of]);
  });
});
