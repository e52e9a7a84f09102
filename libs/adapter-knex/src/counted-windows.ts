import { write, type Committer, type Statement } from './engine/committer.js';
import { composed, rowsAsText } from './engine/sql-words.js';
import { integerIn, textIn, type Execute, type Row } from './engine/sql.js';
import { writeOrder } from './engine/write-order.js';

/** A span of time in which at most `most` are counted. It begins with the first one, by the database's clock. */
export type CountedWindow = { readonly key: string; readonly ms: number; readonly most: number };

/** The window without room, and the seconds until it ends, at least 1. */
export type FullWindow = { readonly key: string; readonly seconds: number };

/** Counts one in all of these windows; in none of them if one is full. Returns the first full one, null if counted. */
export type WindowCounter = (windows: readonly CountedWindow[]) => Promise<FullWindow | null>;

/**
 * Counts for all processes, to one: rows are locked, and all counts that wait are one write. A full window is
 * remembered until it ends, so that callers who are refused cost no write.
 *
 * @param monotonicMs this process's time, from any beginning
 */
export function windowCounter(committer: Committer, monotonicMs = () => performance.now()): WindowCounter {
  const fullUntil = new Map<string, number>();
  const full = (key: string, ms: number): FullWindow => ({ key, seconds: Math.max(1, Math.ceil(ms / 1000)) });
  return async (windows) => {
    const asked = monotonicMs();
    for (const { key } of windows) {
      const left = (fullUntil.get(key) ?? 0) - asked;
      if (left > 0) return full(key, left);
      fullUntil.delete(key);
    }
    const [found] = (await committer.commit([write(countOnce, windows)])) as [Counted];
    if (found === null) return null;
    fullUntil.set(found.key, asked + found.ms);
    return full(found.key, found.ms);
  };
}

/** The full window and the milliseconds until it ends. */
type Counted = { readonly key: string; readonly ms: number } | null;

const countOnce: Statement<readonly CountedWindow[], Counted> = {
  name: 'count in windows',
  order: writeOrder.countedWindow,
  run: countInWindows,
};

/** Counts one after the other within a transaction. @returns the full window of each, null where it was counted */
export async function countInWindows(
  execute: Execute,
  counts: readonly (readonly CountedWindow[])[],
): Promise<readonly Counted[]> {
  const windows = await lockedWindows(execute, [...new Set(counts.flat().map(({ key }) => key))].sort());
  const counted = counts.map((each) => countIn(windows, each));
  const changed = [...windows].filter(([, { isChanged }]) => isChanged);
  if (changed.length > 0) {
    const rows = changed.map(([key, { endsAt, used }]) => [key, endsAt, used]);
    await execute(updateSql(execute.words), [rowsAsText(rows)]);
  }
  return counted;
}

type OpenWindow = { endsAt: number; used: number; isChanged: boolean; readonly now: number };

/** A window that ends later than a whole one from now is over: the database's clock was set back. */
const isOpen = ({ endsAt, now }: OpenWindow, { ms }: CountedWindow): boolean => endsAt > now && endsAt <= now + ms;

function countIn(windows: ReadonlyMap<string, OpenWindow>, counted: readonly CountedWindow[]): Counted {
  const open = counted.map((asked) => ({ asked, window: windows.get(asked.key) as OpenWindow }));
  for (const { asked, window } of open) {
    const { endsAt, used, now } = window;
    if (isOpen(window, asked) && used >= asked.most) return { key: asked.key, ms: endsAt - now };
  }
  for (const { asked, window } of open) {
    const { used, now } = window;
    Object.assign(window, isOpen(window, asked) ? { used: used + 1 } : { endsAt: now + asked.ms, used: 1 }, {
      isChanged: true,
    });
  }
  return null;
}

const columns = [
  { name: 'key', type: 'text' },
  { name: 'ends_at', type: 'integer' },
  { name: 'used', type: 'integer' },
] as const;

const lockSql = composed(
  ({ now, rowsAsTable, lockRows }) =>
    `with v as (${rowsAsTable([columns[0]])}) select w.key, w.ends_at, w.used, ${now} as now
     from v join counted_window w on w.key = v.key order by w.key ${lockRows('change', 'w')}`,
);

/** `where true`: SQLite would read "on conflict" as the condition of a join. */
const insertSql = composed(
  ({ rowsAsTable }) =>
    `with v as (${rowsAsTable([columns[0]])}) insert into counted_window (key, ends_at, used)
     select v.key, 0, 0 from v where true order by v.key on conflict (key) do nothing`,
);

const updateSql = composed(
  ({ rowsAsTable }) =>
    `with v as (${rowsAsTable(columns)}) update counted_window set ends_at = v.ends_at, used = v.used
     from v where counted_window.key = v.key`,
);

/** The rows of these keys, locked in their order. Missing ones are added first, as ended windows. */
async function lockedWindows(execute: Execute, keys: readonly string[]): Promise<ReadonlyMap<string, OpenWindow>> {
  const bound = [rowsAsText(keys.map((key) => [key]))];
  let rows = await execute(lockSql(execute.words), bound);
  while (rows.length < keys.length) {
    await execute(insertSql(execute.words), bound);
    rows = await execute(lockSql(execute.words), bound);
  }
  return new Map(rows.map((row) => [textIn(row, 'key'), openWindow(row)]));
}

const openWindow = (row: Row): OpenWindow => ({
  endsAt: integerIn(row, 'ends_at'),
  used: integerIn(row, 'used'),
  isChanged: false,
  now: integerIn(row, 'now'),
});
