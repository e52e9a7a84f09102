import type { KeptAnswer, KeptAnswers, Once } from '@affinity-engine/kernel';
import type { Knex } from 'knex';
import { batched } from './batched.js';
import { GuardFailed, write, type Statement, type Write } from './committer.js';
import type { Seal } from './seal.js';
import { textIn, type Row } from './sql.js';
import { composed, rowsAsText, type SqlWords } from './sql-words.js';
import { writeOrder } from './write-order.js';

type Parts = { readonly words: SqlWords; readonly reader: Knex; readonly seal: Seal };

/** First answers, and the write that stores one. */
export type StoredAnswers = KeptAnswers & {
  keep<Result>(once: Once<Result>, result: Result): Promise<Write>;
};

/**
 * First answers, encrypted, each behind the digest of its request: a digest of a password or of a person would show them to who
 * tries all. They are read in batches.
 */
export function storedAnswers({ words, reader, seal }: Parts): StoredAnswers {
  const sealed = batched<string, KeptAnswer>(async (keys) => {
    const rows = (await reader('answered_once')
      .whereIn('key', keys as string[])
      .whereRaw(`kept_until >= ${words.now}`)) as Row[];
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
      if (kept === null) return null;
      const text = seal.open(kept.answer);
      // Those of earlier versions are beside the answer, for 24 hours.
      if (kept.fingerprint !== withAnswer) return { ...kept, answer: text };
      const end = text.indexOf('\n');
      return { fingerprint: text.slice(0, end), answer: text.slice(end + 1) };
    },
    async keep({ key, fingerprint, forever, answer }, result) {
      const sealedAnswer = seal.close(`${fingerprint}\n${await answer(result)}`);
      return write(insertAnswer, {
        key,
        fingerprint: withAnswer,
        answer: sealedAnswer,
        keptMs: forever === true ? foreverMs : keptMs,
      });
    },
  };
}

/** In place of a fingerprint: it is sealed with the answer. */
const withAnswer = 'sealed';

/** How long a first answer is stored. */
const keptMs = 24 * 60 * 60 * 1000;

/** `forever`: a hundred thousand years. */
export const foreverMs = 100_000 * 365 * keptMs;

type NewAnswer = KeptAnswer & { readonly key: string; readonly keptMs: number };

const columns = [
  { name: 'key', type: 'text' },
  { name: 'fingerprint', type: 'text' },
  { name: 'answer', type: 'text' },
  { name: 'ms', type: 'integer' },
] as const;

const keptSql = composed(
  ({ now, rowsAsTable }) =>
    `with v as (${rowsAsTable([columns[0]])}) select a.key from v join answered_once a on a.key = v.key where a.kept_until >= ${now}`,
);

/** `where true`: SQLite would read "on conflict" as the condition of a join. */
const insertSql = composed(
  ({ now, rowsAsTable }) =>
    `with v as (${rowsAsTable(columns)}) insert into answered_once (key, fingerprint, answer, kept_until)
     select v.key, v.fingerprint, v.answer, ${now} + v.ms from v where true order by v.key
     on conflict (key) do update set fingerprint = excluded.fingerprint, answer = excluded.answer,
       kept_until = excluded.kept_until where answered_once.kept_until < ${now} returning key`,
);

/** Stores first answers; an expired one may be overwritten. Of several with one key only the first is stored. */
const insertAnswer: Statement<NewAnswer, void> = {
  name: 'keep answer',
  order: writeOrder.answer,
  guard: {
    order: writeOrder.answer,
    async losers(execute, answers) {
      const found = await execute(keptSql(execute.words), [rowsAsText(answers.map(({ key }) => [key]))]);
      const taken = new Set(found.map((row) => textIn(row, 'key')));
      const places = answers.map(({ key }, place) => {
        if (taken.has(key)) return place;
        taken.add(key);
        return null;
      });
      return new Set(places.filter((place) => place !== null));
    },
  },
  async run(execute, answers) {
    const rows = answers.map((kept) => [kept.key, kept.fingerprint, kept.answer, kept.keptMs]);
    const stored = await execute(insertSql(execute.words), [rowsAsText(rows)]);
    if (stored.length !== answers.length) throw new GuardFailed('answered once');
    return answers.map(() => undefined);
  },
};
