import { kernelError, type KeptAnswers, type Once, type Work } from '@affinity-engine/kernel';
import { GuardFailed, type Write } from './committer.js';
import type { Engine } from './engine.js';
import { randomPause, type Pace } from './pace.js';

/** How often a body is run if other units are faster. */
const tries = 12;

/**
 * Units of work over one committer. `open` makes the ports that collect into the given writes.
 *
 * A body that lost once is queued: if sixty units change one row at the same time, each loses once instead of up to
 * sixty times. One that loses again lost to another process: it waits a random time, longer with each try.
 */
export function knexWork<Ports>(
  { committer, answers, pace }: Pick<Engine, 'committer' | 'answers' | 'pace'>,
  open: (writes: Write[]) => Ports,
): Work<Ports> {
  const inTurn = turns(pace);
  return {
    async run<Result>(body: (ports: Ports) => Promise<Result>, once?: Once<Result>): Promise<Result> {
      const first = await attempt(body, once);
      if (first !== lost) return first.result;
      for (let tried = 1; tried < tries; tried += 1) {
        if (tried > 1) await randomPause(pace, longestMs(tried - 1));
        const again = await inTurn(() => attempt(body, once));
        if (again !== lost) return again.result;
      }
      throw kernelError('CHANGED-MEANWHILE');
    },
  };

  async function attempt<Result>(body: (ports: Ports) => Promise<Result>, once: Once<Result> | undefined) {
    await refuseRepeat(answers, once);
    const writes: Write[] = [];
    const result = await body(open(writes)).catch(async (thrown: unknown) => {
      // It may have failed because of the first request's effect; then the first answer is returned.
      await refuseRepeat(answers, once);
      throw thrown;
    });
    if (once !== undefined) writes.push(await answers.keep(once, result));
    try {
      if (writes.length > 0) await committer.commit(writes);
      return { result };
    } catch (failure) {
      if (failure instanceof GuardFailed) return lost;
      throw failure;
    }
  }
}

/** Up to 4 ms after the first try, doubled with each further one, up to a quarter of a second: those who wait race with nobody. */
const longestMs = (tried: number): number => Math.min(256, 2 ** (tried + 1));

const lost = Symbol('others were faster');

/** Max wait per queued retry; prevents a deadlock when a body waits on a later one. */
const patienceMs = 1_000;

/** Runs actions one after the other, in order. */
function turns(pace: Pace): <Result>(act: () => Promise<Result>) => Promise<Result> {
  let last: Promise<void> = Promise.resolve();
  return (act) => {
    const own = last.then(act);
    last = last.then(() => ended(own, pace));
    return own;
  };
}

/** Resolves when an action has ended, in success or failure, or has taken too long. */
async function ended(act: Promise<unknown>, { after }: Pace): Promise<void> {
  await new Promise<void>((resolve) => {
    const cancel = after(patienceMs, resolve);
    const done = () => (cancel(), resolve());
    act.then(done, done);
  });
}

/** @throws ANSWERED-BEFORE, KEY-REUSED */
async function refuseRepeat<Result>(answers: KeptAnswers, once: Once<Result> | undefined): Promise<void> {
  const kept = once === undefined ? null : await answers.find(once.key);
  if (kept === null) return;
  if (kept.fingerprint !== once?.fingerprint) throw kernelError('KEY-REUSED');
  throw kernelError('ANSWERED-BEFORE', { answer: kept.answer });
}
