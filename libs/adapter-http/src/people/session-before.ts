import type { Headers } from '../edge/request.js';
import { sessionToken } from '../edge/session-cookie.js';
import type { PeopleUseCases } from './use-cases.js';

/** A browser keeps one session: the one before ends, so that no token outlives its browser. */
export async function endSessionBefore({ signOut }: Pick<PeopleUseCases, 'signOut'>, headers: Headers): Promise<void> {
  const before = sessionToken(headers);
  if (before !== undefined) await signOut(before);
}
