import type { TemporaryStore } from './temporary-store.js';

/** Waits until so many connections to the database wait for a lock. */
export async function waitingForLocks({ database }: TemporaryStore, count: number): Promise<void> {
  const deadline = performance.now() + 5_000;
  for (;;) {
    const rows = await database.read(
      `select count(*) as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      [],
    );
    if (Number(rows[0]?.['n']) >= count) return;
    if (performance.now() > deadline) throw new Error(`expected ${count} connections to wait for a lock`);
  }
}
