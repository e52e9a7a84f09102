import { groupTypes } from '@affinity-engine/affinity-group';
import { z } from 'zod';
import { markedSchemaOf } from '../edge/checks.js';
import { named } from '../edge/marks.js';
import { moment } from '../edge/moments.js';
import { mostSkipped } from '../edge/paged.js';
import { about, legible, line, ownId } from '../edge/schemas.js';
import { groupTypeMeanings } from './group-types.js';

/**
 * A value that may be left out or null. One schema with two types, not a choice of two schemas: so a problem within is
 * reported with its own path.
 */
function orNull<Inner extends z.ZodType>(inner: Inner): z.ZodOptional<z.ZodNullable<Inner>> {
  const { type, ...rest } = markedSchemaOf(inner);
  return z
    .unknown()
    .meta({ ...rest, type: [type, 'null'] })
    .optional() as never;
}

const identifier = z
  .string()
  .min(1)
  .max(100)
  .meta({ ...ownId, ...about('the identifier', 'pc:5') });

/** How many jurisdictions or products a group may name. */
export const mostCodes = 200;

/** A typekey in a request: only its code counts, the name is ignored. */
const ignoredName = z.string().max(200).nullish().meta(about('ignored: the code decides', null));
const typekey = z
  .strictObject({ code: z.string().min(1).max(100).meta(about('the code', 'NY')), name: ignoredName })
  .meta(named('TypekeyInput', 'A value of a typelist; only its code counts'));
const groupType = z
  .strictObject({
    code: z.enum(Object.keys(groupTypes)).meta(groupTypeMeanings),
    name: ignoredName,
  })
  .meta(named('AffinityGroupTypeInput', 'Whether a group is open or closed; only the code counts'));

/** A reference in a request: only its identifier counts. */
const reference = z
  .strictObject({
    id: identifier,
    displayName: z.string().max(300).nullish().meta(about('ignored: the identifier decides', null)),
  })
  .meta(named('ReferenceInput', 'Names an element; only its identifier counts'));
/**
 * A role as a reference or as a typekey: no published body shows one. One schema for both, so that a problem within is
 * reported with its own path.
 */
const role = z
  .strictObject({ ...reference.shape, id: typekey.shape.code, ...typekey.shape })
  .partial()
  .meta({
    oneOf: [{ required: ['id'] }, { required: ['code'] }],
    ...named('RoleInput', 'A role that may use a code, by its identifier or its code'),
    example: { id: 'account' },
  });

const text = z.string().max(2000);

const phone = z
  .strictObject({
    countryCode: orNull(typekey),
    number: orNull(line(30).meta(about('the number', '212-555-0100'))),
    extension: orNull(line(10).meta(about('the extension', '12'))),
  })
  .meta(named('PhoneInput', 'A telephone number'));

const groupRest = {
  description: orNull(text.meta(about('what it is for', 'WC policies in the Western region'))),
  jurisdictions: orNull(z.array(typekey).max(mostCodes).describe('where it may be sold; none: everywhere')),
  organization: orNull(reference),
  primaryContactFirstName: orNull(line(100).meta(about('whom to ask', 'Elizabeth'))),
  primaryContactLastName: orNull(line(100).meta(about('whom to ask', 'Madison'))),
  primaryContactPhone: orNull(phone),
  products: orNull(
    z
      .array(z.string().min(1).max(100))
      .max(mostCodes)
      .meta(about('what is sold under it; none: everything', ['WorkersComp'])),
  ),
  startDate: orNull(moment),
  endDate: orNull(moment),
};

const dataOf = <Attributes extends z.ZodType>(attributes: Attributes, name: string, what: string) =>
  z
    .strictObject({
      data: z.strictObject({ attributes }).meta(named(`${name}InputData`, `The element: ${what}`)),
    })
    .meta(named(`${name}Input`, what));

/** A change: attributes merge, a list is replaced, null clears. With a checksum it only applies to that version. */
const changeOf = <Attributes extends z.ZodType>(attributes: Attributes, name: string, what: string) =>
  z
    .strictObject({
      data: z
        .strictObject({
          attributes,
          checksum: z
            .string()
            .min(1)
            .max(100)
            .optional()
            .meta(about('what the element was read with', 'b1946ac92492d2347c6235b4d2611184')),
        })
        .meta(named(`${name}ChangeData`, `The element: ${what}`)),
    })
    .meta(named(`${name}Change`, what));

const itself = identifier.optional().meta(about('the element’s own', 'pc:6'));
const groupName = line(255).meta(about('what people read', 'Cloud API Affinity Group 2'));

const newGroup = z
  .strictObject({ affinityGroupType: groupType, name: groupName, ...groupRest })
  .meta(named('AffinityGroupInputAttributes', 'The attributes of a new group'));
const groupChange = z
  .strictObject({ id: itself, affinityGroupType: groupType.optional(), name: groupName.optional(), ...groupRest })
  .meta(named('AffinityGroupChangeAttributes', 'Attributes of a group to change'));

export const groupBody = dataOf(newGroup, 'AffinityGroup', 'a new group');
export const groupPatch = changeOf(groupChange, 'AffinityGroup', 'a change of a group');

const codeText = legible(100).meta(
  about('text of 1 to 100 characters that can be seen; blanks around it do not count', '501-002544'),
);

const roles = z.array(role).min(1).max(50).describe('who may use it');
const codeDescription = orNull(text.meta(about('what it is for', 'Western region')));
const isActive = z.boolean().optional().describe('whether it sells; true by default');
const newCode = z
  .strictObject({ code: codeText, organization: reference, roles, description: codeDescription, active: isActive })
  .meta(named('ProducerCodeInputAttributes', 'The attributes of a new producer code'));
const codeChange = z
  .strictObject({
    id: itself,
    code: codeText.optional(),
    organization: reference.optional(),
    roles: roles.optional(),
    description: codeDescription,
    active: isActive.describe('whether it sells'),
  })
  .meta(named('ProducerCodeChangeAttributes', 'Attributes of a producer code to change'));

/** A body in which each role that is a plain text becomes a reference. */
export function withRoles(part: unknown): unknown {
  const { data } = (part ?? {}) as { readonly data?: { readonly attributes?: { readonly roles?: unknown } } | null };
  const roles = data?.attributes?.roles;
  if (!Array.isArray(roles)) return part;
  const read = roles.map((each: unknown) => (typeof each === 'string' ? { id: each } : each));
  return { ...(part as object), data: { ...data, attributes: { ...data?.attributes, roles: read } } };
}

export const codeBody = dataOf(newCode, 'ProducerCode', 'a new producer code');
export const codePatch = changeOf(codeChange, 'ProducerCode', 'a change of a producer code');
export const organizationBody = dataOf(
  z
    .strictObject({ name: line(255).meta(about('what people read', 'Armstrong and Company')) })
    .meta(named('OrganizationInputAttributes', 'The attributes of a new organization')),
  'Organization',
  'a new organization',
);
export const associationBody = dataOf(
  z
    .strictObject({ producerCode: reference })
    .meta(named('AffinityGroupProducerCodeInputAttributes', 'Which producer code a group is sold through')),
  'AffinityGroupProducerCode',
  'a producer code for a group',
);

export const elementQuery = z.strictObject({
  fields: z
    .string()
    .min(1)
    .max(1000)
    .optional()
    .meta(about('*all, *default, or attributes separated by commas', '*default')),
});
export const collectionQuery = elementQuery.extend({
  pageSize: z.int().min(1).max(100).optional().describe('how many a page holds, 25 by default'),
  pageOffset: z.int().min(0).max(mostSkipped).optional().describe('how many come before the page, 0 by default'),
  includeTotal: z.boolean().optional().describe('whether the whole list is counted'),
  filter: z
    .union([z.string().max(2000), z.array(z.string().max(2000)).max(20)])
    .optional()
    .meta(
      about(
        'field:op:value; op is eq, ne, lt, gt, le, ge, in, ni, sw or cn; repeated means and; a colon is doubled, within in and ni a comma, too',
        'name:sw:Cloud',
      ),
    ),
  sort: z
    .string()
    .min(1)
    .max(500)
    .optional()
    .meta(about('fields separated by commas, each with a - where it descends', '-name')),
});
export type CollectionQuery = z.output<typeof collectionQuery>;

const ofPath = (description: string, example: string) =>
  z
    .string()
    .min(1)
    .max(200)
    .meta({ ...ownId, ...about(description, example) });
const groupInPath = ofPath('the group', 'pc:6');
const codeInPath = ofPath('the producer code', 'pc:8');
export const groupPath = z.strictObject({ affinityGroupId: groupInPath });
export const associationPath = groupPath.extend({ producerCodeId: codeInPath });
export const codePath = z.strictObject({ producerCodeId: codeInPath });
export const organizationPath = z.strictObject({ organizationId: ofPath('the organization', 'pc:5') });
