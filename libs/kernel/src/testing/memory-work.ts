import { kernelError } from '../errors.js';
import type { KeptAnswers, Once, Work } from '../ports.js';

/** One collected write: what must still hold when the unit commits, and what it then does. Rows are written once each. */
export type MemoryWrite = { readonly holds: () => boolean; readonly apply: () => void };

/** Units of work, and the first answers they keep. */
export type MemoryWork<Ports> = Work<Ports> & { readonly answers: KeptAnswers };

type Kept = { readonly fingerprint: string; readonly answer: string; readonly until: number };

/** How often a body runs again where others were faster. */
const tries = 12;
const keptMs = 24 * 60 * 60 * 1000;

/**
 * Units of work over a store in memory: all writes or none, guards checked at the end, bodies run again where one
 * fails. `open` makes the ports that collect into the given writes; `now` decides when stored answers expire.
 */
export function memoryWork<Ports>(
  open: (writes: MemoryWrite[]) => Ports,
  now: () => number = () => 0,
): MemoryWork<Ports> {
  const answers = new Map<string, Kept>();
  const keptFor = (key: string): Kept | undefined => {
    const kept = answers.get(key);
    return kept === undefined || kept.until < now() ? undefined : kept;
  };

  function refuseRepeat(once: { readonly key: string; readonly fingerprint: string } | undefined): void {
    const kept = once === undefined ? undefined : keptFor(once.key);
    if (once === undefined || kept === undefined) return;
    if (kept.fingerprint !== once.fingerprint) throw kernelError('KEY-REUSED');
    throw kernelError('ANSWERED-BEFORE', { answer: kept.answer });
  }

  async function keeping<Result>(once: Once<Result>, result: Result): Promise<MemoryWrite> {
    const answer = await once.answer(result);
    const until = once.forever === true ? Infinity : now() + keptMs;
    return {
      holds: () => keptFor(once.key) === undefined,
      apply: () => void answers.set(once.key, { fingerprint: once.fingerprint, answer, until }),
    };
  }

  return {
    answers: {
      async find(key) {
        const kept = keptFor(key);
        return kept === undefined ? null : { fingerprint: kept.fingerprint, answer: kept.answer };
      },
    },
    async run<Result>(body: (ports: Ports) => Promise<Result>, once?: Once<Result>): Promise<Result> {
      for (let attempt = 1; attempt <= tries; attempt += 1) {
        refuseRepeat(once);
        const writes: MemoryWrite[] = [];
        const result = await body(open(writes)).catch((thrown: unknown) => {
          refuseRepeat(once);
          throw thrown;
        });
        if (once !== undefined) writes.push(await keeping(once, result));
        if (writes.every(({ holds }) => holds())) {
          for (const { apply } of writes) apply();
          return result;
        }
      }
      throw kernelError('CHANGED-MEANWHILE');
    },
  };
}
