import { networkOf, type RequestAddresses } from './caller-network.js';
import type { Pace } from './pace.js';

/** Bounds the requests in flight, and shares the room fairly. */
export type Room = {
  /**
   * Takes a place for a caller, until `leave`. Refuses if the caller would have more than is free: one alone gets half of
   * all, n busy ones an n+1-th each, and one share stays free for who comes next.
   */
  enter(caller: string): boolean;
  leave(caller: string): void;
};

/** @param most requests in flight */
export function roomFor(most: number): Room {
  const held = new Map<string, number>();
  let taken = 0;
  return {
    enter(caller) {
      const own = (held.get(caller) ?? 0) + 1;
      if (own > most - taken) return false;
      held.set(caller, own);
      taken += 1;
      return true;
    },
    leave(caller) {
      const own = (held.get(caller) ?? 0) - 1;
      if (own > 0) held.set(caller, own);
      else held.delete(caller);
      taken -= 1;
    },
  };
}

/**
 * Who may be worked for. Strangers have a quarter as much room beside it, and a pace, both by their networks: they cannot
 * take the room of callers with a token.
 */
export function admissionTo(mostInFlight: number, pace: Pace) {
  const [named, strangers] = [roomFor(mostInFlight), roomFor(Math.ceil(mostInFlight / 4))];
  return {
    /** Returns what gives the room back, or null if there is none. */
    caller: (name: string) => entered(named, name),
    /** The same for a stranger, and how long it has to wait. */
    stranger(addresses: RequestAddresses): { readonly leave: Leave; readonly waitMs: number } | null {
      const waitMs = pace.turn(addresses);
      const leave = waitMs === null ? null : entered(strangers, networkOf(addresses));
      return waitMs === null || leave === null ? null : { leave, waitMs };
    },
  };
}

export type Admission = ReturnType<typeof admissionTo>;

type Leave = () => void;

const entered = (room: Room, caller: string): Leave | null => (room.enter(caller) ? () => room.leave(caller) : null);
