import {
  DomainError,
  kernelErrors,
  type ErrorProperties,
  type KernelErrorCode,
  type Once,
  type Work,
} from '@affinity-engine/kernel';
import type { Knex } from 'knex';
import * as column from './columns.js';
import type { Row } from './columns.js';
import { GuardFailed, write, type Committer, type Write } from './committer.js';
import type { Seal } from './seal.js';
import { eachRow } from './statements.js';

/** How often a body runs where others are faster. */
const tries = 8;

/** How long a first answer is kept for repeats that are not to be known for ever. */
const keptMs = 24 * 60 * 60 * 1000;

type Kept = { readonly key: string; readonly fingerprint: string; readonly answer: string; readonly keptMs: number };

/** Longer than any database lives: a hundred thousand years. */
const foreverMs = 100_000 * 365 * keptMs;

/** Keeps a first answer; one whose time is over may be overwritten. */
const keepAnswer = eachRow<Kept, void>('keep answer', 40, async (execute, kept) => {
  const { key, fingerprint, answer } = kept;
  const rows = await execute(
    `insert into answered_once (key, fingerprint, answer, kept_until) values (?, ?, ?, ${column.databaseNow} + ?)
     on conflict (key) do update set fingerprint = excluded.fingerprint, answer = excluded.answer,
       kept_until = excluded.kept_until where answered_once.kept_until < ${column.databaseNow} returning key`,
    [key, fingerprint, answer, kept.keptMs],
  );
  if (rows.length === 0) throw new GuardFailed('answered once');
});

/**
 * Units of work over one committer. `open` makes the ports that collect into the given writes.
 *
 * Who lost once waits its turn: of sixty that change one row at the same time each then loses once, not up to sixty times.
 */
export function knexWork<Ports>(
  reader: Knex,
  committer: Committer,
  seal: Seal,
  open: (writes: Write[]) => Ports,
): Work<Ports> {
  const inTurn = turns();
  return {
    async run<Result>(body: (ports: Ports) => Promise<Result>, once?: Once<Result>): Promise<Result> {
      const first = await attempt(body, once);
      if (first !== lost) return first.result;
      return inTurn(async () => {
        for (let tried = 1; tried < tries; tried += 1) {
          const again = await attempt(body, once);
          if (again !== lost) return again.result;
        }
        throw refusal('CHANGED-MEANWHILE');
      });
    },
  };

  async function attempt<Result>(body: (ports: Ports) => Promise<Result>, once: Once<Result> | undefined) {
    if (once !== undefined) await refuseRepeat(reader, once, seal);
    const writes: Write[] = [];
    const result = await body(open(writes)).catch(async (thrown: unknown) => {
      // What the first one did may be what this one stumbled over: then its answer counts.
      if (once !== undefined) await refuseRepeat(reader, once, seal);
      throw thrown;
    });
    if (once !== undefined) {
      const { key, fingerprint, forever } = once;
      const answer = seal.close(once.answer(result));
      writes.push(write(keepAnswer, { key, fingerprint, answer, keptMs: forever === true ? foreverMs : keptMs }));
    }
    try {
      if (writes.length > 0) await committer.commit(writes);
      return { result };
    } catch (failure) {
      if (failure instanceof GuardFailed) return lost;
      throw failure;
    }
  }
}

const lost = Symbol('others were faster');

/** How long a turn may last before the next one begins: what has it may itself wait for one in the queue. */
const patienceMs = 1_000;

/** One after the other, in the order they came. */
function turns(): <Result>(act: () => Promise<Result>) => Promise<Result> {
  let last: Promise<void> = Promise.resolve();
  return (act) => {
    const own = last.then(act);
    last = last.then(() => ended(own));
    return own;
  };
}

/** Resolves when something has ended, however, or has taken too long. */
async function ended(act: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise((resolve) => (timer = setTimeout(resolve, patienceMs)));
  await Promise.race([act.catch(() => undefined), tooLong]);
  clearTimeout(timer);
}

/** @throws ANSWERED-BEFORE, KEY-REUSED */
async function refuseRepeat<Result>(reader: Knex, once: Once<Result>, seal: Seal): Promise<void> {
  const row = (await reader('answered_once')
    .where('key', once.key)
    .whereRaw(`kept_until >= ${column.databaseNow}`)
    .first()) as Row | undefined;
  if (row === undefined) return;
  if (column.text(row, 'fingerprint') !== once.fingerprint) throw refusal('KEY-REUSED');
  throw refusal('ANSWERED-BEFORE', { answer: seal.open(column.text(row, 'answer')) });
}

const refusal = (code: KernelErrorCode, properties?: ErrorProperties) =>
  new DomainError(code, kernelErrors[code], properties);
