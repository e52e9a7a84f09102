import type { KeptAnswer, KeptAnswers, Once } from '@affinity-engine/kernel';
import type { Knex } from 'knex';
import { batched } from './batched.js';
import { GuardFailed, write, type Write } from './committer.js';
import type { Seal } from './seal.js';
import { textIn, type Row } from './sql.js';
import { databaseNow } from './sqlite-sql.js';
import { eachRow } from './statements.js';
import { writeOrder } from './write-order.js';

/** First answers, read in batches and decrypted. */
export function keptAnswers(reader: Knex, seal: Seal): KeptAnswers {
  const sealed = batched<string, KeptAnswer>(async (keys) => {
    const rows = (await reader('answered_once')
      .whereIn('key', keys as string[])
      .whereRaw(`kept_until >= ${databaseNow}`)) as Row[];
    return new Map(
      rows.map((row) => [
        textIn(row, 'key'),
        { fingerprint: textIn(row, 'fingerprint'), answer: textIn(row, 'answer') },
      ]),
    );
  });
  return {
    async find(key) {
      const kept = await sealed(key);
      return kept === null ? null : { ...kept, answer: seal.open(kept.answer) };
    },
  };
}

/** How long a first answer is stored. */
const keptMs = 24 * 60 * 60 * 1000;

/** `forever`: a hundred thousand years. */
const foreverMs = 100_000 * 365 * keptMs;

type NewAnswer = KeptAnswer & { readonly key: string; readonly keptMs: number };

/** Stores a first answer; an expired one may be overwritten. */
const insertAnswer = eachRow<NewAnswer, void>('keep answer', writeOrder.answer, async (execute, kept) => {
  const rows = await execute(
    `insert into answered_once (key, fingerprint, answer, kept_until) values (?, ?, ?, ${databaseNow} + ?)
     on conflict (key) do update set fingerprint = excluded.fingerprint, answer = excluded.answer,
       kept_until = excluded.kept_until where answered_once.kept_until < ${databaseNow} returning key`,
    [kept.key, kept.fingerprint, kept.answer, kept.keptMs],
  );
  if (rows.length === 0) throw new GuardFailed('answered once');
});

/** The write that stores the first answer to a key, encrypted. */
export const keepAnswer = <Result>(once: Once<Result>, result: Result, seal: Seal): Write => {
  const { key, fingerprint, forever } = once;
  const answer = seal.close(once.answer(result));
  return write(insertAnswer, { key, fingerprint, answer, keptMs: forever === true ? foreverMs : keptMs });
};
