import type { Called } from '../edge/call-roles.js';
import type { Dialect } from '../edge/route.js';
import { cookieName } from '../edge/session-cookie.js';
import { personIn, type sessionNames } from '../edge/session-authentication.js';
import { problem } from '../ops/answers.js';
import { errorAnswerOf, kinds } from '../ops/errors.js';
import { providerRoutes } from './provider-sign-in.js';
import { sessionRoutes } from './sessions.js';
import type { PeopleUseCases } from './use-cases.js';

/** The sessions of browsers: `/session`. `calls` are those of the other dialects, by which a session says what it may call. */
export const peopleApi = (
  useCases: PeopleUseCases,
  names: ReturnType<typeof sessionNames>,
  calls: () => readonly Called[],
): Dialect => ({
  name: 'people',
  summary: 'People: browsers begin, read and end their sessions',
  tags: { People: 'Who is signed in' },
  prefixes: ['/session'],
  routes: [...sessionRoutes(useCases, calls), ...providerRoutes(useCases)],
  authentication: {
    schemes: { session: { type: 'apiKey', in: 'cookie', name: cookieName, description: 'From `POST /session`' } },
    challenge: { scheme: 'Session realm="affinity-engine"', isGiven: ({ cookie }) => cookie !== undefined },
    nameOf: names.nameOf,
    async callerOf(headers, { method }) {
      const person = await personIn(useCases.personOfSession, names, headers, method);
      return { kind: 'person', clientId: person.actor, person };
    },
  },
  errorKinds: kinds,
  errorAnswer: errorAnswerOf,
  errorSchema: problem,
  errorContentType: 'application/problem+json',
  errorStatuses: [400, 401, 403, 404, 429, 500],
});
