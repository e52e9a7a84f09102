import type { Engine } from '../engine.js';
import type { Surroundings } from '../surroundings.js';
import type { Fleet } from '../fleet.js';
import type { Random } from '../random.js';

export type TroubleParts = Surroundings & {
  readonly random: Random;
  readonly fleet: Fleet;
  readonly answersLost: { probability: number };
  readonly troubledMs: number;
  /** Whether troubles are over. */
  readonly phase: { isHealed: boolean };
};

/** Something that goes wrong, for a while or for good. */
export type Trouble = (parts: TroubleParts, random: Random) => void;

/** Something is so for a while. */
export function during({ world }: TroubleParts, ms: number, begin: () => void, end: () => void): void {
  begin();
  world.at(ms, end);
}

export const anyEngine = ({ fleet }: TroubleParts, random: Random): Engine | undefined => {
  const engines = fleet.engines();
  return engines.length === 0 ? undefined : random.pick(engines);
};
