import { write, type Committer } from './engine/committer.js';
import { eachRow } from './engine/statements.js';
import { writeOrder } from './engine/write-order.js';

/** A right that one process has at a time, until it gives it back or its time is over by the database's clock. */
export type Leases = {
  /** Takes a lease that is free, or prolongs one's own. @returns whether the holder has it now */
  take(name: string, holder: string, ms: number): Promise<boolean>;
  /** Gives a lease back, so that another process need not wait for its end. */
  giveBack(name: string, holder: string): Promise<void>;
};

type Taking = { readonly name: string; readonly holder: string; readonly ms: number };

const takeLease = eachRow<Taking, boolean>('take lease', writeOrder.lease, async (execute, { name, holder, ms }) => {
  const { now } = execute.words;
  const taken = await execute(
    `insert into lease (name, holder, until) values (?, ?, ${now} + ?)
       on conflict (name) do update set holder = excluded.holder, until = excluded.until
         where lease.holder = excluded.holder or lease.until < ${now} or lease.until > ${now} + ? returning name`,
    // One that ends later than that was taken before the database's clock was set back.
    [name, holder, ms, 2 * ms],
  );
  return taken.length > 0;
});

const giveLeaseBack = eachRow<Omit<Taking, 'ms'>, void>(
  'give lease back',
  writeOrder.lease,
  async (execute, { name, holder }) => {
    await execute('delete from lease where name = ? and holder = ?', [name, holder]);
  },
);

export const knexLeases = (committer: Committer): Leases => ({
  async take(name, holder, ms) {
    const [taken] = await committer.commit([write(takeLease, { name, holder, ms })]);
    return taken as boolean;
  },
  async giveBack(name, holder) {
    await committer.commit([write(giveLeaseBack, { name, holder })]);
  },
});
