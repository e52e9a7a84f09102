import type { PlainDate } from '@affinity-engine/kernel';
import type { Affinity, AffinityStatus } from './affinity.js';
import type { Affinities, AffinityEventType } from './ports.js';
import { asOf, isUndone, loseSuccessor, reinstate, renew } from './transitions.js';

const standing: readonly AffinityStatus[] = ['pending', 'issued', 'renewed'];

/** The successor that waits for its insurer or was issued; null if there is none, or it has come to nothing. */
export async function standingSuccessor(affinities: Affinities, original: Affinity): Promise<Affinity | null> {
  const successor = original.renewedBy === null ? null : await affinities.findAny(original.renewedBy);
  return successor !== null && standing.includes(successor.status) ? successor : null;
}

type Effect = {
  /** Null if the status stays: then there is a line of the trail, and no event. */
  readonly type: AffinityEventType | null;
  readonly apply: (original: Affinity, successor: Affinity, today: PlainDate) => Affinity;
};

/** By what happened to the successor and by the original's status. An original that has ended stays as it is. */
const effects: Readonly<Record<'issued' | 'undone', Partial<Record<AffinityStatus, Effect>>>> = {
  issued: {
    issued: { type: 'affinity.renewed', apply: (original, { id }, today) => renew(original, id, today) },
  },
  undone: {
    issued: { type: null, apply: loseSuccessor },
    renewed: { type: 'affinity.reinstated', apply: (original, _, today) => reinstate(original, today) },
  },
};

/** What an original becomes. */
export type OriginalChange = Pick<Effect, 'type'> & {
  readonly after: 'issued' | 'undone';
  readonly from: Affinity;
  readonly to: Affinity;
};

/** What the change of a successor makes of its original; null if nothing. */
export function changeOfOriginal(
  original: Affinity,
  [before, successor]: readonly [Affinity, Affinity],
  today: PlainDate,
): OriginalChange | null {
  const issued = before.status === 'pending' && successor.status === 'issued';
  const after = isUndone(successor) ? 'undone' : issued ? 'issued' : null;
  if (after === null || original.renewedBy !== successor.id) return null;
  const effect = effects[after][asOf(original, today).status];
  if (effect === undefined) return null;
  return { type: effect.type, after, from: original, to: effect.apply(original, successor, today) };
}
