import { hashOf } from './random.js';

/** Virtual time with what is to happen in it, one event after the other. */
export type World = {
  /** Milliseconds since the start. */
  now(): number;
  at(delayMs: number, act: () => void): void;
  /** Lets time pass until a moment, or until `isOver`. */
  run(until: number, isOver?: () => boolean): Promise<void>;
  /** Adds a line to the trace. */
  note(who: string, what: string): void;
  /** A digest of all lines to date. */
  hash(): string;
  readonly lines: readonly string[];
  /** How many events there were. */
  events(): number;
};

type Planned = { readonly at: number; readonly order: number; readonly act: () => void };

/** The only thing of the machine that a run waits for: that all promises that can go on have done so. */
const immediately = setImmediate;
const settled = (): Promise<void> => new Promise((resolve) => void immediately(resolve));

/** @param keepsLines the trace as text, for people */
export function newWorld(keepsLines: boolean): World {
  let [time, order, events] = [0, 0, 0];
  let [low, high] = [0x811c9dc5, 0x9747b28c];
  const heap: Planned[] = [];
  const lines: string[] = [];

  return {
    now: () => time,
    at(delayMs, act) {
      order += 1;
      push(heap, { at: time + Math.max(0, delayMs), order, act });
    },
    async run(until, isOver = () => false) {
      await settled();
      for (let [next] = heap; next !== undefined && next.at <= until; [next] = heap) {
        pop(heap);
        time = next.at;
        events += 1;
        next.act();
        await settled();
        if (isOver()) return;
      }
      time = Math.max(time, until);
    },
    note(who, what) {
      const line = `${time.toFixed(3)} ${who} ${what}`;
      low = hashOf(line, low);
      high = hashOf(line, high ^ low);
      if (keepsLines) lines.push(line);
    },
    hash: () => low.toString(16).padStart(8, '0') + high.toString(16).padStart(8, '0'),
    lines,
    events: () => events,
  };
}

const isBefore = (one: Planned, other: Planned): boolean =>
  one.at < other.at || (one.at === other.at && one.order < other.order);

function push(heap: Planned[], planned: Planned): void {
  let place = heap.length;
  heap.push(planned);
  while (place > 0) {
    const parent = (place - 1) >> 1;
    if (!isBefore(planned, heap[parent] as Planned)) break;
    heap[place] = heap[parent] as Planned;
    place = parent;
  }
  heap[place] = planned;
}

function pop(heap: Planned[]): void {
  const last = heap.pop() as Planned;
  if (heap.length === 0) return;
  let place = 0;
  for (;;) {
    let child = 2 * place + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && isBefore(heap[child + 1] as Planned, heap[child] as Planned)) child += 1;
    if (!isBefore(heap[child] as Planned, last)) break;
    heap[place] = heap[child] as Planned;
    place = child;
  }
  heap[place] = last;
}
