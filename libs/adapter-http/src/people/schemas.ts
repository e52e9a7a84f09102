import { userRoles } from '@affinity-engine/identity';
import { z } from 'zod';
import { enumerated, named } from '../edge/marks.js';
import { about, catalogueId, identifier, line, nextCursor, shown } from '../edge/schemas.js';

export const userRole = z.enum(userRoles).meta(
  enumerated('UserRole', 'What a person may do', {
    admin: 'all that operators may',
    operations: 'certificates, webhooks, questions of insurers, the audit trail',
    underwriter: 'quotations that are referred, questions of insurers',
    programme: 'partners, affinity groups, producer codes',
    broker: 'agency numbers, accounts, quotations',
    compliance: 'the audit trail, personal data, legal holds',
    'partner-developer': 'the endpoints and events of a partner',
  }),
);

const email = z
  .string()
  .min(3)
  .max(254)
  .meta({ format: 'email', ...about('by which the person signs in', 'ana@example.com') });
const password = z.string().min(1).max(200).meta(about('12 to 128 characters', 'correct horse battery staple'));
const roles = z
  .array(userRole)
  .max(10)
  .meta(about('one or more', ['operations']));
const partnerId = identifier.nullish().describe('the partner of a partner-developer; for other roles none');
const insurerIds = z
  .array(catalogueId)
  .max(100)
  .meta(about('the insurers that an underwriter decides for; none: all', ['ins-5036']));
const name = line(120).meta(about('what people read', 'Ana Souza'));

export const userBody = z
  .strictObject({
    name,
    email,
    roles,
    partner_id: partnerId,
    insurer_ids: insurerIds.optional(),
    password: password.nullish().describe('12 to 128 characters; null: cannot sign in until one is set'),
  })
  .meta(named('UserInput', 'A person to let in'));

export const userChange = z
  .strictObject({
    name: name.optional(),
    roles: roles.optional(),
    partner_id: partnerId,
    insurer_ids: insurerIds.optional(),
    password: password.optional(),
    disabled: z.boolean().optional().describe('whether the person is kept out'),
    unbind_provider: z
      .boolean()
      .optional()
      .describe(
        'whether it is no longer bound to its account at the OpenID provider; the next one with its address is',
      ),
  })
  .meta(named('UserChange', 'What to change of a user'));

export const userPath = z.strictObject({ user_id: identifier.describe('the user') });

export const user = z
  .object({
    id: shown.id('the user'),
    name: shown.text('what people read', 'Ana Souza'),
    email: shown.text('by which the person signs in', 'ana@example.com'),
    roles: z.array(userRole).describe('what the person may do'),
    partner_id: shown.id('the partner of a partner-developer').nullable().meta({ example: null }),
    insurer_ids: z
      .array(z.string())
      .meta(about('the insurers that an underwriter decides for; none: all', ['ins-5036'])),
    has_password: shown.flag('whether it signs in with a password'),
    provider_subject: shown
      .text(
        'its account at the OpenID provider, behind the issuer; null before it signed in there',
        'https://login.example 17',
      )
      .nullable()
      .meta({ example: null }),
    created_at: shown.moment('when it was made'),
    disabled_at: shown.moment('since when it is kept out; null: it is not').nullable().meta({ example: null }),
  })
  .meta(named('User', 'A person who signs in'));

export const users = z
  .object({ items: z.array(user).describe('one page'), cursor: nextCursor })
  .meta(named('UserList', 'A page of users'));

export const signInBody = z
  .strictObject({ email: z.string().min(1).max(254).meta(about('of the user', 'ana@example.com')), password })
  .meta(named('SignInInput', 'Who signs in'));

export const linkBody = z
  .strictObject({
    token: z.string().min(1).max(100).meta(about('the end of the portal link', 'q2hLJ9YkKS9F9Y')),
  })
  .meta(named('PortalSignInInput', 'The portal link that is used'));

export const session = z
  .object({
    name: shown.text('who is signed in', 'Ana Souza'),
    email: shown.text('null: signed in by a portal link', 'ana@example.com').nullable(),
    roles: z.array(userRole).describe('what the person may do'),
    partner_id: shown.id('the partner of a partner-developer').nullable().meta({ example: null }),
    insurer_ids: z
      .array(z.string())
      .meta(about('the insurers that an underwriter decides for; none: all', ['ins-5036'])),
    calls: z
      .array(z.string())
      .meta(about('the operations of this document that the person may call', ['listCertificates'])),
    signed_in_at: shown.moment('when the password was given'),
    ends_at: shown.moment('when the session is over at the latest; it is half an hour after its last use'),
  })
  .meta(named('Session', 'Who is signed in'));

export const portalLinkBody = z
  .strictObject({ minutes: z.int().min(1).max(1_440).optional().describe('for how long it is good, 60 by default') })
  .meta(named('PortalLinkInput', 'A portal link to make'));

export const portalLink = z
  .object({
    url: shown.url('opened once: it signs a developer of the partner in', 'https://engine.example/console/portal#q2h'),
    ends_at: shown.moment('until when it is good'),
  })
  .meta(named('PortalLink', 'A link with which a partner’s developers sign in once'));

export const endedPortal = z
  .object({
    sessions: shown.count('how many sessions ended', 2),
    links: shown.count('how many links that were still good are void', 1),
  })
  .meta(named('EndedPortal', 'What ended of a partner’s portal'));
