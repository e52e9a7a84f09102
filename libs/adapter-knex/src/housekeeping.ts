import * as column from './engine/columns.js';
import { write, type Committer } from './engine/committer.js';
import { eachRow } from './engine/statements.js';

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

const sweep = eachRow<{ readonly attemptsKeptMs: number }, number>(
  'housekeeping',
  99,
  async (execute, { attemptsKeptMs }) => {
    let deleted = 0;
    for (const { what, sql } of sweeps) {
      await execute(sql, what === 'attempts' ? [attemptsKeptMs] : []);
      const [row = {}] = await execute('select changes() as n', []);
      deleted += column.integer(row, 'n');
    }
    return deleted;
  },
);

/**
 * Deletes first answers after their time, mostly 24 hours, and attempts after the time they are kept, a bounded number at a time.
 * @returns how many rows were deleted: while it is not 0, there may be more
 */
export const housekeeping = (committer: Committer, attemptsKeptMs: number) => async (): Promise<number> => {
  const [deleted] = (await committer.commit([write(sweep, { attemptsKeptMs })])) as [number];
  return deleted;
};
