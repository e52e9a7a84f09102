import { aPartner } from '@affinity-engine/affinity/testing';
import { signInByLink } from '@affinity-engine/identity';
import { aPortalLink, aSession, plainSecrets, refusalOf } from '@affinity-engine/identity/testing';
import { fixedClock } from '@affinity-engine/kernel/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { partnerTable } from '../affinity/partners.js';
import { insertInto } from '../engine/statements.js';
import { write } from '../engine/committer.js';
import { writeOrder } from '../engine/write-order.js';
import { twoProcesses, type TwoProcesses } from '../testing/two-processes.js';
import { waitingForLocks } from '../testing/waiting-for-locks.js';
import { knexPeopleWork } from './people-work.js';

/** Each has connections and a committer of its own; a third one holds what both need. */
describe('the portal of a partner, ended by one process while another signs a developer in', () => {
  let processes: TwoProcesses;
  beforeEach(async () => {
    processes = await twoProcesses();
    await processes.committers[0].commit([write(insertInto(partnerTable, writeOrder.partner), aPartner())]);
  });
  afterEach(() => processes.close());

  const parts = { secrets: plainSecrets(), time: { now: () => 2_000 } };
  const workOf = (of: 0 | 1) =>
    knexPeopleWork(
      { ...processes.store.engine, committer: processes.committers[of] },
      fixedClock('2026-01-02T12:00:00Z'),
    );
  const end = () => workOf(0).run(async ({ portalLinks }) => portalLinks.endAll('partner-1'));
  const sessions = () => processes.store.rows('select id from user_session');
  const makeLink = () =>
    workOf(0).run(async ({ portalLinks }) => portalLinks.add(aPortalLink({ id: 'digest of token' })));

  it('leaves no session of a link whose use commits while the end waits for it', async () => {
    const { store } = processes;
    await makeLink();
    let ending: Promise<unknown> = Promise.resolve();
    await store.database.transaction(async (execute) => {
      await execute('update portal_link set used_at = 2000', []);
      const { id, createdAt, seenAt, endsAt } = aSession();
      const into = 'insert into user_session (id, partner_id, created_at, seen_at, ends_at) values (?, ?, ?, ?, ?)';
      await execute(into, [id, 'partner-1', createdAt, seenAt, endsAt]);
      ending = end();
      await waitingForLocks(store, 1);
    });
    await ending;
    expect(await sessions()).toEqual([]);
  });

  it('refuses the use of a link that waits for the end', async () => {
    const { store } = processes;
    await makeLink();
    let using: Promise<string | null> = Promise.resolve(null);
    await store.database.transaction(async (execute) => {
      await execute('delete from portal_link', []);
      using = refusalOf(signInByLink(workOf(1), parts)('token'));
      await waitingForLocks(store, 1);
    });
    expect([await using, await sessions()]).toEqual(['PORTAL-LINK-OVER', []]);
  });
});
