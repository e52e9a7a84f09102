import type { BegunSession, Person } from '@affinity-engine/identity';
import { instantAt } from '@affinity-engine/kernel';
import { mayCall, type Called } from '../edge/call-roles.js';
import { edgeError } from '../edge/errors.js';
import type { Headers } from '../edge/request.js';
import { routesFor, type Route } from '../edge/route.js';
import { checkSameOrigin, endedCookie, isLoopback, sessionCookie, sessionToken } from '../edge/session-cookie.js';
import { endSessionBefore } from './session-before.js';
import * as schemas from './schemas.js';
import type { PeopleUseCases } from './use-cases.js';

const open = routesFor({ tag: 'People', callers: ['public'] });
const route = routesFor({ tag: 'People', callers: ['person'] });

/** Browsers begin, read and end their sessions. `calls` are those of the other dialects. */
export function sessionRoutes(useCases: PeopleUseCases, calls: () => readonly Called[]): readonly Route[] {
  const sessionWire = (person: Person) => ({
    name: person.name,
    email: person.email,
    roles: person.roles,
    partner_id: person.partnerId,
    insurer_ids: person.insurerIds,
    calls: calls()
      .filter((called) => mayCall(person.roles, called))
      .map(({ operationId }) => operationId),
    signed_in_at: instantAt(person.signedInAt),
    ends_at: instantAt(person.endsAt),
  });
  return [
    open({
      call: 'POST /session',
      operationId: 'signIn',
      summary: 'Begin a session with e-mail address and password',
      description:
        'For browsers: the session is in a cookie that scripts cannot read, and only pages of this engine can use. A new one takes the place of the one before.',
      body: schemas.signInBody,
      answer: schemas.session,
      errorStatuses: [401, 403],
      act: async ({ body, headers, network }) => {
        checkPage(headers);
        const begun = await useCases.signIn(body.email, body.password, network());
        await endSessionBefore(useCases, headers);
        return begun;
      },
      cookie: ({ token }: BegunSession) => sessionCookie(token),
      present: ({ person }: BegunSession) => sessionWire(person),
    }),
    open({
      call: 'POST /session/portal',
      operationId: 'signInByPortalLink',
      summary: 'Begin a session with the end of a portal link, once',
      description: 'What follows `#` in the link. The session is that of a developer of the partner.',
      body: schemas.linkBody,
      answer: schemas.session,
      errorStatuses: [403],
      act: async ({ body, headers }) => {
        checkPage(headers);
        const begun = await useCases.signInByLink(body.token);
        await endSessionBefore(useCases, headers);
        return begun;
      },
      cookie: ({ token }: BegunSession) => sessionCookie(token),
      present: ({ person }: BegunSession) => sessionWire(person),
    }),
    route({
      call: 'GET /session',
      operationId: 'getSession',
      summary: 'Who is signed in, and which calls that person may make',
      description: '401 where nobody is.',
      answer: schemas.session,
      act: async ({ caller }) => caller.person,
      present: sessionWire,
    }),
    route({
      call: 'DELETE /session',
      operationId: 'signOut',
      summary: 'End the session',
      description: 'On the server, too: the cookie is good for nothing any more.',
      answer: schemas.session,
      status: 204,
      act: async ({ headers }) => useCases.signOut(sessionToken(headers) ?? ''),
      cookie: (_: void) => endedCookie,
      present: (_: void) => undefined,
    }),
  ];

  /**
   * Signing in is for pages of this engine alone: else another site could sign a person in as another one.
   * @throws CROSS-SITE-REFUSED, INSECURE-ORIGIN where the browser would not keep the cookie
   */
  function checkPage(headers: Headers): void {
    checkSameOrigin('post', headers);
    const { origin } = headers;
    if (typeof origin === 'string' && origin.startsWith('http://') && !isLoopback(new URL(origin).hostname)) {
      throw edgeError('INSECURE-ORIGIN');
    }
  }
}
