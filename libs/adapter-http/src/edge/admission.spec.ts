import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { admissionTo, roomFor } from './admission.js';
import { paceOf } from './pace.js';

/** Lets a caller take one unit again and again. @returns how many it got */
function fill(room: ReturnType<typeof roomFor>, caller: string): number {
  let units = 0;
  while (room.enter(caller, 1)) units += 1;
  return units;
}

describe('room for work', () => {
  it.each([
    [1, [128]],
    [2, [128, 64]],
    [4, [128, 64, 32, 16]],
  ])('is shared by %d callers who take what they get, and some stays for the next one', (callers, expected) => {
    const room = roomFor(256);
    expect(Array.from({ length: callers }, (_, at) => fill(room, `caller-${at}`))).toEqual(expected);
    expect(room.enter('next', 1)).toBe(true);
  });

  it('comes to equal shares where those who have more give it back first', () => {
    const room = roomFor(90);
    const held = { a: fill(room, 'a'), b: fill(room, 'b') };
    for (let turn = 0; turn < 200; turn += 1) {
      for (const caller of ['a', 'b'] as const) {
        if (held[caller] > 0) room.leave(caller, 1);
        held[caller] -= 1;
        while (room.enter(caller, 1)) held[caller] += 1;
      }
    }
    expect([held.a, held.b]).toEqual([30, 30]);
  });

  it('has room for one large request when nothing else is worked on', () => {
    expect(roomFor(4).enter('a', 8)).toBe(true);
  });

  it('never holds more than there is, and all of it is free once all have left', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: 1, max: 8 }))), (calls) => {
        const room = roomFor(32);
        const entered = calls.filter(([caller, units]) => room.enter(caller, units));
        const taken = entered.reduce((sum, [, units]) => sum + units, 0);
        for (const [caller, units] of entered) room.leave(caller, units);
        return taken <= 32 && fill(room, 'd') === 16;
      }),
    );
  });
});

describe('admission', () => {
  const lenient = () => paceOf(1_000_000, () => 0);

  it('keeps the room of callers with a token free of strangers', () => {
    const admission = admissionTo(64, lenient());
    for (let network = 1; network < 100; network += 1) {
      while (admission.stranger({ ip: `192.0.2.${network}` }, 1) !== null);
    }
    expect(admission.stranger({ ip: '192.0.2.200' }, 1)).toBeNull();
    expect(admission.caller('partner', 8)).not.toBeNull();
  });

  it('gives room back', () => {
    const admission = admissionTo(8, lenient());
    for (let turn = 0; turn < 100; turn += 1) admission.caller('partner', 4)?.();
    expect(admission.caller('partner', 4)).not.toBeNull();
    expect(admission.caller('partner', 4)).toBeNull();
  });
});
