import { peopleApi, type Dialect } from '@affinity-engine/adapter-http';
import type { Store } from '@affinity-engine/adapter-knex';
import { personOfSession, signIn, signInByLink, signInProvided, signOut } from '@affinity-engine/identity';
import { machineClock, ringOf } from '@affinity-engine/platform';
import type { Platform } from '../container.js';

/** Who is signed in with the token of a session. */
export const personOf = ({ works }: Store, { secrets }: Platform) =>
  personOfSession(works.people, { secrets, time: machineClock });

/** The sessions of browsers. `others` are the dialects whose calls a session may make. */
export function peopleDialect(store: Store, platform: Platform, others: readonly Dialect[]): Dialect {
  const { secrets, passwords, failedLogins, sessions, openId, keys, publicUrl } = platform;
  const { people } = store.works;
  const parts = { secrets, time: machineClock };
  const useCases = {
    signIn: signIn(people, passwords, failedLogins, parts),
    signInByLink: signInByLink(people, parts),
    signInProvided: signInProvided(people, parts),
    signOut: signOut(people, secrets),
    personOfSession: personOf(store, platform),
    ...{ openId, attemptKeys: ringOf(keys, 'attempts'), machineClock, publicUrl },
  };
  // Those that sessions are good for: the dialects without credentials of their own.
  const calls = others.filter(({ authentication }) => authentication === undefined).flatMap(({ routes }) => routes);
  return peopleApi(useCases, sessions, () => calls);
}
