import type { EndedPortal, MadePortalLink, User } from '@affinity-engine/identity';
import { instantAt } from '@affinity-engine/kernel';
import { toWire } from '../edge/names.js';
import { paged, pageOf, pageQuery } from '../edge/paged.js';
import { routesFor, type ListProblems, type Route } from '../edge/route.js';
import * as people from '../people/schemas.js';
import { partnerPath } from './schemas.js';
import type { OpsUseCases } from './use-cases.js';

const route = routesFor({ tag: 'Operators', callers: ['admin'] });

/** Operators let people in, and keep them out. */
export function userRoutes(useCases: OpsUseCases): readonly Route[] {
  const insurerProblems: ListProblems = async ({ body }) => {
    const { insurer_ids: ids } = (body ?? {}) as { readonly insurer_ids?: unknown };
    const known = new Set(useCases.products.current().insurers.map((insurer) => insurer.id));
    return (Array.isArray(ids) ? ids : []).flatMap((id: unknown, at) =>
      typeof id !== 'string' || known.has(id)
        ? []
        : [{ path: `insurer_ids[${at}]`, expected: 'an insurer of the catalogue' }],
    );
  };
  return [
    route({
      call: 'GET /ops/v1/users',
      operationId: 'listUsers',
      summary: 'The people who sign in',
      description: 'In the order of their ids; those that are kept out, too.',
      query: pageQuery,
      answer: people.users,
      isOfPersons: true,
      act: ({ query }) => paged(useCases.lists.users, query),
      present: pageOf<User>(userWire),
    }),
    route({
      call: 'POST /ops/v1/users',
      operationId: 'createUser',
      summary: 'Let a person in',
      description: 'Without a password the person cannot sign in until one is set.',
      body: people.userBody,
      answer: people.user,
      status: 201,
      idempotent: true,
      problems: insurerProblems,
      act: ({ body, caller, once }) => {
        const {
          name,
          email,
          roles,
          partner_id: partnerId = null,
          insurer_ids: insurerIds = [],
          password = null,
        } = body;
        return useCases.createUser({ name, email, roles, insurerIds, partnerId, password }, caller.clientId, once);
      },
      present: userWire,
    }),
    route({
      call: 'GET /ops/v1/users/{user_id}',
      operationId: 'getUser',
      summary: 'One person who signs in',
      description: 'By its identifier.',
      params: people.userPath,
      answer: people.user,
      act: ({ params }) => useCases.readUser(params.user_id),
      present: userWire,
    }),
    route({
      call: 'PATCH /ops/v1/users/{user_id}',
      operationId: 'changeUser',
      summary: 'Change what a person may do, or keep the person out',
      description: 'What is left out stays. All but another name ends the sessions of the person.',
      params: people.userPath,
      body: people.userChange,
      answer: people.user,
      idempotent: true,
      problems: insurerProblems,
      act: ({ params, body, caller, once }) => {
        const { partner_id: partnerId, insurer_ids: insurerIds, unbind_provider: unbinds, ...rest } = body;
        const given = { ...rest, partnerId, insurerIds, subject: unbinds === true ? null : undefined };
        const change = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
        return useCases.changeUser(params.user_id, change, caller.clientId, once);
      },
      present: userWire,
    }),
    route({
      call: 'DELETE /ops/v1/users/{user_id}/sessions',
      operationId: 'endUserSessions',
      summary: 'End all sessions of a person',
      description: 'At once. The person may sign in again.',
      params: people.userPath,
      answer: people.user,
      status: 204,
      idempotent: true,
      act: ({ params, caller, once }) => useCases.endSessions(params.user_id, caller.clientId, once),
      present: (_: void) => undefined,
    }),
    route({
      call: 'POST /ops/v1/partners/{partner_id}/portal-links',
      operationId: 'makePortalLink',
      summary: 'A link with which a partner’s developers sign in once',
      description: 'Send it to them by a way that only they read. It shows the partner’s endpoints and events.',
      params: partnerPath,
      body: people.portalLinkBody,
      bodyOptional: true,
      answer: people.portalLink,
      status: 201,
      act: ({ params, body, caller }) =>
        useCases.makePortalLink(params.partner_id, body?.minutes ?? 60, caller.clientId),
      present: ({ token, endsAt }: MadePortalLink) => ({
        url: `${useCases.publicUrl()}/console/portal#${token}`,
        ends_at: instantAt(endsAt),
      }),
    }),
    route({
      call: 'DELETE /ops/v1/partners/{partner_id}/portal-sessions',
      operationId: 'endPortalSessions',
      summary: 'End all portal sessions of a partner, and make its unused portal links void',
      description:
        'At once. Users of the role partner-developer stay signed in: `DELETE /ops/v1/users/{user_id}/sessions`.',
      params: partnerPath,
      answer: people.endedPortal,
      idempotent: true,
      act: ({ params, caller, once }) => useCases.endPortal(params.partner_id, caller.clientId, once),
      present: (ended: EndedPortal) => ended,
    }),
  ];
}

const fieldsWire = toWire(people.user);
function userWire(user: User) {
  const { passwordHash, subject, ...shown } = user;
  return fieldsWire({ ...shown, hasPassword: passwordHash !== null, providerSubject: subject });
}
