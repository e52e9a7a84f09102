import { isDomainError } from '@affinity-engine/kernel';
import type { Person } from '@affinity-engine/identity';
import { bodyNeedsFreshSignIn, insurersOf, mayCall, needsFreshSignIn, type Called } from './call-roles.js';
import type { Caller } from './caller.js';
import { edgeError } from './errors.js';
import type { Headers } from './request.js';
import type { Authentication } from './route.js';
import { checkSameOrigin, sessionToken } from './session-cookie.js';

/** Finds who is signed in. Rejects with SESSION-OVER. */
export type PersonOf = (token: string) => Promise<Person>;

/** A password counts as given a short time ago for ten minutes. */
const freshMs = 10 * 60_000;

/** The most sessions that are remembered as good. */
const mostKnown = 10_000;

/** What names callers by their sessions: only those that were found good before, so that a stranger cannot have many names. */
export function sessionNames() {
  const known = new Map<string, string>();
  return {
    nameOf: (headers: Headers): string | undefined => known.get(sessionToken(headers) ?? ''),
    keep(token: string, { actor }: Person): void {
      if (known.size >= mostKnown) known.clear();
      known.set(token, actor);
    },
    forget: (token: string): void => void known.delete(token),
  };
}

/** Who is signed in by the cookie of a request. @throws SESSION-INVALID, CROSS-SITE-REFUSED, CREDENTIALS-TWICE */
export async function personIn(
  personOf: PersonOf,
  names: ReturnType<typeof sessionNames>,
  headers: Headers,
  method: string,
): Promise<Person> {
  const token = sessionToken(headers);
  if (token === undefined) throw edgeError('SESSION-INVALID');
  if (headers['authorization'] !== undefined) throw edgeError('CREDENTIALS-TWICE');
  checkSameOrigin(method, headers);
  try {
    const person = await personOf(token);
    names.keep(token, person);
    return person;
  } catch (thrown) {
    names.forget(token);
    throw isDomainError(thrown) ? edgeError('SESSION-INVALID') : thrown;
  }
}

/** A program by its bearer token, or a person by the cookie of a session, who may make the calls of its roles. */
export function bearerOrSession(
  bearer: Authentication,
  personOf: PersonOf,
  names: ReturnType<typeof sessionNames>,
  now: () => number,
): Authentication {
  return {
    ...bearer,
    nameOf: (headers) => (sessionToken(headers) === undefined ? bearer.nameOf(headers) : names.nameOf(headers)),
    async callerOf(headers, called, known) {
      if (sessionToken(headers) === undefined) return bearer.callerOf(headers, called, known);
      const person = await personIn(personOf, names, headers, called.method);
      if (!mayCall(person.roles, called)) throw edgeError('ROLE-REFUSED');
      if (needsFreshSignIn(called)) checkFresh(person, now());
      return callerFor(person, called);
    },
  };
}

/** @throws SIGN-IN-AGAIN for a person whose sign-in is too long ago for what the body asks */
export function checkBodyOf(caller: Caller, called: Called, body: unknown, now: number): void {
  const person = 'person' in caller ? caller.person : undefined;
  if (person !== undefined && bodyNeedsFreshSignIn(called, body)) checkFresh(person, now);
}

/** @throws SIGN-IN-AGAIN */
function checkFresh({ signedInAt }: Person, now: number): void {
  if (now - signedInAt >= freshMs) throw edgeError('SIGN-IN-AGAIN');
}

function callerFor(person: Person, called: Called): Caller {
  if (called.callers.includes('admin')) {
    const insurerIds = insurersOf(person, called);
    return { kind: 'admin', clientId: person.actor, person, ...(insurerIds === undefined ? {} : { insurerIds }) };
  }
  if (person.partnerId === null) throw edgeError('ROLE-REFUSED');
  return { kind: 'partner', clientId: person.actor, partnerId: person.partnerId, person };
}
