import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { admissionTo, roomFor } from './admission.js';
import { paceOf } from './pace.js';

/** Lets a caller take one place after the other. @returns how many it got */
function fill(room: ReturnType<typeof roomFor>, caller: string): number {
  let places = 0;
  while (room.enter(caller)) places += 1;
  return places;
}

describe('room for work', () => {
  it.each([
    [1, [128]],
    [2, [128, 64]],
    [4, [128, 64, 32, 16]],
  ])('is shared by %d callers who take what they get, and some stays for the next one', (callers, expected) => {
    const room = roomFor(256);
    expect(Array.from({ length: callers }, (_, at) => fill(room, `caller-${at}`))).toEqual(expected);
    expect(room.enter('next')).toBe(true);
  });

  it('comes to equal shares where those who have more give it back first', () => {
    const room = roomFor(90);
    const held = { a: fill(room, 'a'), b: fill(room, 'b') };
    for (let turn = 0; turn < 200; turn += 1) {
      for (const caller of ['a', 'b'] as const) {
        if (held[caller] > 0) room.leave(caller);
        held[caller] -= 1;
        while (room.enter(caller)) held[caller] += 1;
      }
    }
    expect([held.a, held.b]).toEqual([30, 30]);
  });

  it('never holds more than there is, and all of it is free once all have left', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 100 }), (calls) => {
        const room = roomFor(32);
        const entered = calls.filter((caller) => room.enter(caller));
        for (const caller of entered) room.leave(caller);
        return entered.length <= 32 && fill(room, 'd') === 16;
      }),
    );
  });
});

describe('admission', () => {
  const lenient = () => paceOf(1_000_000, () => 0);

  it('keeps the room of callers with a token free of strangers', () => {
    const admission = admissionTo(64, lenient());
    for (let network = 1; network < 100; network += 1) {
      while (admission.stranger({ ip: `192.0.2.${network}` }) !== null);
    }
    expect(admission.stranger({ ip: '192.0.2.200' })).toBeNull();
    expect(admission.caller('partner')).not.toBeNull();
  });

  it('gives room back', () => {
    const admission = admissionTo(2, lenient());
    for (let turn = 0; turn < 100; turn += 1) admission.caller('partner')?.();
    expect(admission.caller('partner')).not.toBeNull();
    expect(admission.caller('partner')).toBeNull();
  });
});
