import * as column from './columns.js';
import { write, type Committer } from './committer.js';
import { eachRow } from './statements.js';

/** What is deleted once its time is over, a bounded number of rows at a time. */
const sweeps = [
  {
    what: 'answers',
    sql: `delete from answered_once where key in (select key from answered_once where kept_until < ${column.databaseNow} limit 5000)`,
  },
  {
    what: 'attempts',
    sql: `delete from webhook_attempt where id in (select id from webhook_attempt where at < ${column.databaseNow} - ? limit 5000)`,
  },
] as const;

const sweep = eachRow<{ readonly attemptsKeptMs: number }, void>(
  'housekeeping',
  99,
  async (execute, { attemptsKeptMs }) => {
    for (const { what, sql } of sweeps) await execute(sql, what === 'attempts' ? [attemptsKeptMs] : []);
  },
);

/** Deletes first answers after their 24 hours and attempts after the time they are kept. */
export const housekeeping = (committer: Committer, attemptsKeptMs: number) => async (): Promise<void> => {
  await committer.commit([write(sweep, { attemptsKeptMs })]);
};
