import { z } from 'zod';
import { named } from '../edge/marks.js';
import { about, shown } from '../edge/schemas.js';

const link = z
  .object({
    href: shown.text('a path from the origin', '/admin/v1/affinity-groups/pc:6'),
    methods: z.array(z.string()).meta(about('what may be done there', ['get', 'patch'])),
  })
  .meta(named('CloudLink', 'Where to go on'));
const links = z
  .record(z.string(), link)
  .meta(
    about('where to go on, by what is there', { self: { href: '/admin/v1/affinity-groups/pc:6', methods: ['get'] } }),
  );
const typekey = z
  .object({ code: shown.text('the code', 'NY'), name: shown.text('what people read', 'New York') })
  .meta(named('Typekey', 'A value of a typelist'));
const reference = z
  .object({
    id: shown.text('the identifier', 'pc:5'),
    displayName: shown.text('what people read', 'Armstrong and Company'),
  })
  .meta(named('Reference', 'Names an element'));

const phone = z
  .object({
    countryCode: typekey,
    number: shown.text('the number', '212-555-0100'),
    extension: shown.text('the extension', '12'),
  })
  .partial()
  .meta(named('CloudPhone', 'A telephone number'));

const group = z
  .object({
    affinityGroupType: typekey,
    id: shown.text('the group', 'pc:6'),
    name: shown.text('what people read', 'Cloud API Affinity Group 2'),
    description: shown.text('what it is for', 'WC policies in the Western region'),
    jurisdictions: z.array(typekey).describe('where it may be sold; none: everywhere'),
    organization: reference,
    primaryContactFirstName: shown.text('whom to ask', 'Elizabeth'),
    primaryContactLastName: shown.text('whom to ask', 'Madison'),
    primaryContactPhone: phone,
    products: z.array(z.string()).meta(about('what is sold under it; none: everything', ['WorkersComp'])),
    startDate: shown.moment('from when on it sells'),
    endDate: shown.moment('until when it sells'),
  })
  .partial()
  .meta(named('AffinityGroup', 'The attributes of a group; those without a value are left out'));

const code = z
  .object({
    id: shown.text('the producer code', 'pc:8'),
    code: shown.text('as people write it', '501-002544'),
    description: shown.text('what it is for', 'Western region'),
    organization: reference,
    roles: z.array(reference).describe('who may use it'),
    active: shown.flag('whether it sells'),
  })
  .partial()
  .meta(named('ProducerCode', 'The attributes of a producer code; those without a value are left out'));

const association = z
  .object({ id: shown.text('the producer code', 'pc:8'), producerCode: reference })
  .partial()
  .meta(named('AffinityGroupProducerCode', 'A producer code that a group is sold through'));

const organization = z
  .object({ id: shown.text('the organization', 'pc:5'), name: shown.text('what people read', 'Armstrong and Company') })
  .partial()
  .meta(named('Organization', 'The attributes of an organization'));

const elementOf = (attributes: z.ZodType, name: string) =>
  z
    .object({
      attributes,
      checksum: shown.text('the version: send it with a change', 'b1946ac92492d2347c6235b4d2611184'),
      links,
    })
    .meta(named(`${name}Element`, 'An element with its version and its links'));

const one = (attributes: z.ZodType, name: string) =>
  z.object({ data: elementOf(attributes, name) }).meta(named(`${name}Answer`, 'One element'));

const many = (attributes: z.ZodType, name: string) =>
  z
    .object({
      count: shown.count('how many the page holds', 1),
      total: shown.count('how many there are on all pages, if `includeTotal` asked for it', 1).optional(),
      data: z.array(elementOf(attributes, name)).describe('the page'),
      links,
    })
    .meta(named(`${name}Collection`, 'A page of elements'));

export const answers = {
  group: one(group, 'AffinityGroup'),
  groups: many(group, 'AffinityGroup'),
  code: one(code, 'ProducerCode'),
  codes: many(code, 'ProducerCode'),
  association: one(association, 'AffinityGroupProducerCode'),
  associations: many(association, 'AffinityGroupProducerCode'),
  organization: one(organization, 'Organization'),
  organizations: many(organization, 'Organization'),
  nothing: z.object({}),
} as const;

const detail = z
  .object({
    message: shown.text('what is wrong', 'data.attributes.name: expected text of 1 to 255 printable characters'),
    properties: z
      .record(z.string(), z.unknown())
      .meta(about('which part, and what was expected', { parameterName: 'data.attributes.name' })),
  })
  .meta(named('CloudErrorDetail', 'A problem of a request'));

export const error = z
  .object({
    status: shown.count('the status of the answer', 400),
    errorCode: shown.text('the name of the exception', 'BadInputException'),
    userMessage: shown.text('a sentence', 'The request is not what the call expects.'),
    details: z.array(detail).describe('every problem of the request'),
  })
  .meta(
    named('CloudError', 'An error of groups and producer codes; the header `error-code` has the code of the engine'),
  );
