import { instant } from '@affinity-engine/kernel';
import { jestGlobals } from '@affinity-engine/kernel/testing';
import type { PeopleWork } from '../people-ports.js';
import type { PortalLink, Session, User } from '../user.js';
import { aPortalLink, aSession, aUser } from './data-fixtures.js';
import { refusalOf } from './identity-work.contract.js';

/** What the contract looks at of an adapter: an empty store in which the partners `partner-1` and `partner-2` are known. */
export type PeopleContractFixtures = { readonly work: PeopleWork; close(): Promise<void> };

/** What every adapter keeps of users, their sessions and portal links. */
export function peopleWorkContract(name: string, open: () => Promise<PeopleContractFixtures>): void {
  const { describe, it, expect, beforeEach, afterEach } = jestGlobals();

  describe(`the work on people, ${name}`, () => {
    let store: PeopleContractFixtures;
    beforeEach(async () => {
      store = await open();
    });
    afterEach(() => store.close());

    const run: PeopleContractFixtures['work']['run'] = (body) => store.work.run(body);
    const add = (...users: readonly User[]) => run(async (unit) => users.forEach((user) => unit.users.add(user)));
    const save = (user: User) => run(async ({ users }) => users.save(user));
    const find = (id = 'user-1') => run(({ users }) => users.find(id));
    const begin = (...all: readonly Session[]) =>
      run(async ({ sessions }) => all.forEach((session) => sessions.add(session)));
    const session = (id: string) => run(({ sessions }) => sessions.find(id));
    const link = (id = 'digest of a link') => run(({ portalLinks }) => portalLinks.find(id));

    it.each([
      aUser(),
      aUser({ roles: ['underwriter', 'compliance'], insurerIds: ['ins-1', 'ins-2'], passwordHash: null }),
      aUser({ roles: ['partner-developer'], partnerId: 'partner-1', subject: 'https://idp.example 17' }),
      aUser({ disabledAt: instant('2026-02-03T04:05:06.789Z'), version: 7 }),
    ])('gives back user %j as it was', async (user) => {
      await add(user);
      expect(await find()).toEqual(user);
      expect(await find('user-2')).toBeNull();
    });

    it('finds users by e-mail address and by what a provider calls them', async () => {
      const other = aUser({ id: 'user-2', email: 'b@example.com', subject: 'https://idp.example b' });
      await add(aUser(), other);
      const found = (email: string, subject: string) =>
        run(async ({ users }) => [await users.findByEmail(email), await users.findBySubject(subject)]);
      expect(await found('b@example.com', 'https://idp.example b')).toEqual([other, other]);
      expect(await found('c@example.com', 'https://idp.example c')).toEqual([null, null]);
    });

    it('keeps every change, and counts the version', async () => {
      await add(aUser());
      const changed = aUser({
        ...{ name: 'Bia', roles: ['broker'], insurerIds: ['ins-1'], passwordHash: null, subject: 'x y' },
        ...{ partnerId: null, disabledAt: instant('2026-02-03T04:05:06.789Z') },
      });
      await save(changed);
      expect(await find()).toEqual({ ...changed, version: 2 });
    });

    it('refuses a save of what others changed meanwhile, and an address or a subject that is taken', async () => {
      await add(aUser({ subject: 'idp 1' }), aUser({ id: 'user-2', email: 'b@example.com' }));
      await save(aUser({ subject: 'idp 1', name: 'theirs' }));
      expect(await refusalOf(save(aUser({ subject: 'idp 1', name: 'ours' })))).toBe('CHANGED-MEANWHILE');
      expect(await refusalOf(add(aUser({ id: 'user-3' })))).toBe('CHANGED-MEANWHILE');
      expect(await refusalOf(add(aUser({ id: 'user-2', email: 'c@example.com' })))).toBe('CHANGED-MEANWHILE');
      const same = aUser({ id: 'user-2', email: 'b@example.com', subject: 'idp 1' });
      expect(await refusalOf(save(same))).toBe('CHANGED-MEANWHILE');
      expect([await find(), await find('user-2')]).toMatchObject([{ name: 'theirs' }, { subject: null }]);
    });

    it('keeps sessions, notes their use, and ends one or all of a user', async () => {
      await add(aUser(), aUser({ id: 'user-2', email: 'b@example.com' }));
      const all = ['a', 'b', 'c'].map((id) => aSession({ id }));
      const others = [
        aSession({ id: 'other', userId: 'user-2' }),
        aSession({ id: 'portal', userId: null, partnerId: 'partner-1' }),
      ];
      await begin(...all, ...others);
      expect(await session('portal')).toEqual(others[1]);
      await run(async ({ sessions }) => sessions.touch('a', 5_000));
      expect([await session('a'), await session('b')]).toEqual([{ ...all[0], seenAt: 5_000 }, all[1]]);
      await run(async ({ sessions }) => sessions.remove('a'));
      expect([await session('a'), await session('b')]).toEqual([null, all[1]]);
      await run(async ({ sessions }) => sessions.removeOf('user-1'));
      expect(await Promise.all(['b', 'c', 'other', 'portal'].map(session))).toEqual([null, null, ...others]);
    });

    it('lets a portal link be used once, also by two at a time', async () => {
      const made: PortalLink = aPortalLink();
      await run(async ({ portalLinks }) => portalLinks.add(made));
      expect([await link(), await link('another')]).toEqual([made, null]);
      const use = () => refusalOf(run(async ({ portalLinks }) => portalLinks.use(made.id, 7_000)));
      const uses = await Promise.all([use(), use()]);
      expect(uses.sort()).toEqual(['CHANGED-MEANWHILE', null]);
      expect(await link()).toEqual({ ...made, usedAt: 7_000 });
    });

    const ofLink = (id: string, partnerId = 'partner-1') => aSession({ id, userId: null, partnerId });
    const seenOf = (partnerId: string) =>
      run(async ({ sessions, portalLinks }) => ({
        sessions: (await sessions.ofPortal(partnerId)).map(({ id }) => id).sort(),
        links: (await portalLinks.unusedOf(partnerId)).map(({ id }) => id).sort(),
      }));

    it('ends the portal of a partner: its sessions and unused links, and nothing of users and of others', async () => {
      await add(aUser({ roles: ['partner-developer'], partnerId: 'partner-1' }));
      const kept = [aSession({ id: 'user' }), ofLink('other', 'partner-2')];
      await begin(ofLink('a'), ofLink('b'), ...kept);
      const links = [aPortalLink({ id: 'a' }), aPortalLink({ id: 'b' }), aPortalLink({ id: 'used', usedAt: 5_000 })];
      const foreign = aPortalLink({ id: 'other', partnerId: 'partner-2' });
      await run(async ({ portalLinks }) => [...links, foreign].forEach((each) => portalLinks.add(each)));
      expect(await seenOf('partner-1')).toEqual({ sessions: ['a', 'b'], links: ['a', 'b'] });
      await run(async ({ portalLinks }) => portalLinks.endAll('partner-1'));
      expect(await seenOf('partner-1')).toEqual({ sessions: [], links: [] });
      expect(await seenOf('partner-2')).toEqual({ sessions: ['other'], links: ['other'] });
      expect(await Promise.all(['user', 'other'].map(session))).toEqual(kept);
      expect(await link('used')).toEqual(links[2]);
      expect(await refusalOf(run(async ({ portalLinks }) => portalLinks.use('a', 7_000)))).toBe('CHANGED-MEANWHILE');
    });

    it('ends the session of a link that is used in the same moment', async () => {
      const ids = Array.from({ length: 20 }, (_, at) => `link ${at}`);
      await run(async ({ portalLinks }) => ids.forEach((id) => portalLinks.add(aPortalLink({ id }))));
      const use = (id: string) =>
        refusalOf(
          run(async ({ portalLinks, sessions }) => {
            if ((await portalLinks.find(id)) === null) return;
            portalLinks.use(id, 7_000);
            sessions.add(ofLink(id));
          }),
        );
      const signOut = run(async ({ sessions }) => sessions.remove('nobody'));
      const end = run(async ({ portalLinks }) => portalLinks.endAll('partner-1'));
      const uses = [...ids.slice(0, 10).map(use), signOut, end, ...ids.slice(10).map(use)];
      await Promise.all(uses);
      expect(await seenOf('partner-1')).toEqual({ sessions: [], links: [] });
    });
  });
}
