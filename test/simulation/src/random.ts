/** Random numbers that a seed determines. */
export type Random = {
  /** From 0 (inclusive) to 1 (exclusive). */
  next(): number;
  /** A whole number, both ends included. */
  whole(from: number, to: number): number;
  happens(probability: number): boolean;
  pick<Of>(list: readonly Of[]): Of;
  /** Another stream: what is drawn from it does not change what comes from this one. */
  split(name: string): Random;
};

/** FNV-1a over the text, from a start. */
export function hashOf(text: string, start = 0x811c9dc5): number {
  let hash = start;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

/** Mulberry32, each stream from a state of its own. */
export function randomOf(seed: number, path = ''): Random {
  let state = hashOf(path, hashOf(String(seed)));
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    whole: (from, to) => from + Math.floor(next() * (to - from + 1)),
    happens: (probability) => next() < probability,
    pick: <Of>(list: readonly Of[]): Of => list[Math.floor(next() * list.length)] as Of,
    split: (name) => randomOf(seed, `${path}/${name}`),
  };
}
