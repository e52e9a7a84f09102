import { groupTypes } from '@affinity-engine/affinity-group';
import { z } from 'zod';
import { markedSchemaOf } from '../edge/checks.js';
import { instantText, legible, line, ownId } from '../edge/schemas.js';

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

const identifier = z.string().min(1).max(100).meta(ownId);

/** How many jurisdictions or products a group may name. */
export const mostCodes = 200;

/** A typekey in a request: only its code counts, the name is ignored. */
const typekey = z.strictObject({ code: z.string().min(1).max(100), name: z.string().max(200).nullish() });
const groupType = z.strictObject({ code: z.enum(Object.keys(groupTypes)), name: z.string().max(200).nullish() });

/** A reference in a request: only its identifier counts. */
const reference = z.strictObject({ id: identifier, displayName: z.string().max(300).nullish() });
/**
 * A role as a reference or as a typekey: no published body shows one. One schema for both, so that a problem within is
 * reported with its own path.
 */
const role = z
  .strictObject({ ...reference.shape, id: typekey.shape.code, ...typekey.shape })
  .partial()
  .meta({ oneOf: [{ required: ['id'] }, { required: ['code'] }] });

const moment = z
  .string()
  .max(40)
  .meta({ format: 'moment', example: '2022-10-18T00:00:00.000Z' })
  .describe('ISO 8601 with an offset, or a day for its beginning in UTC');
const text = z.string().max(2000);

const phone = z.strictObject({
  countryCode: orNull(typekey),
  number: orNull(line(30)),
  extension: orNull(line(10)),
});

const groupRest = {
  description: orNull(text),
  jurisdictions: orNull(z.array(typekey).max(mostCodes)),
  organization: orNull(reference),
  primaryContactFirstName: orNull(line(100)),
  primaryContactLastName: orNull(line(100)),
  primaryContactPhone: orNull(phone),
  products: orNull(z.array(z.string().min(1).max(100)).max(mostCodes)),
  startDate: orNull(moment),
  endDate: orNull(moment),
};

const dataOf = <Attributes extends z.ZodType>(attributes: Attributes) =>
  z.strictObject({ data: z.strictObject({ attributes }) });

/** A change: attributes merge, a list is replaced, null clears. With a checksum it only applies to that version. */
const changeOf = <Attributes extends z.ZodType>(attributes: Attributes) =>
  z.strictObject({
    data: z.strictObject({
      attributes,
      checksum: z.string().min(1).max(100).optional().describe('what the element was read with'),
    }),
  });

const newGroup = z.strictObject({ affinityGroupType: groupType, name: line(255), ...groupRest });
const groupChange = z.strictObject({
  id: identifier.optional().describe('the element’s own'),
  affinityGroupType: groupType.optional(),
  name: line(255).optional(),
  ...groupRest,
});

export const groupBody = dataOf(newGroup);
export const groupPatch = changeOf(groupChange);

const codeText = legible(100).describe('text of 1 to 100 characters that can be seen; blanks around it do not count');

const roles = z.array(role).min(1).max(50);
const newCode = z.strictObject({
  code: codeText,
  organization: reference,
  roles,
  description: orNull(text),
  active: z.boolean().optional(),
});
const codeChange = z.strictObject({
  id: identifier.optional().describe('the element’s own'),
  code: codeText.optional(),
  organization: reference.optional(),
  roles: roles.optional(),
  description: orNull(text),
  active: z.boolean().optional(),
});

/** A body in which each role that is a plain text becomes a reference. */
export function withRoles(part: unknown): unknown {
  const { data } = (part ?? {}) as { readonly data?: { readonly attributes?: { readonly roles?: unknown } } | null };
  const roles = data?.attributes?.roles;
  if (!Array.isArray(roles)) return part;
  const read = roles.map((each: unknown) => (typeof each === 'string' ? { id: each } : each));
  return { ...(part as object), data: { ...data, attributes: { ...data?.attributes, roles: read } } };
}

export const codeBody = dataOf(newCode);
export const codePatch = changeOf(codeChange);
export const organizationBody = dataOf(z.strictObject({ name: line(255) }));
export const associationBody = dataOf(z.strictObject({ producerCode: reference }));

export const elementQuery = z.strictObject({
  fields: z.string().min(1).max(1000).optional().describe('*all, *default, or attributes separated by commas'),
});
export const collectionQuery = elementQuery.extend({
  pageSize: z.int().min(1).max(100).optional().describe('how many a page holds, 25 by default'),
  pageOffset: z.int().min(0).max(1_000_000_000).optional().describe('how many come before the page, 0 by default'),
  includeTotal: z.boolean().optional().describe('whether the whole list is counted'),
  filter: z
    .union([z.string().max(2000), z.array(z.string().max(2000)).max(20)])
    .optional()
    .describe(
      'field:op:value; op is eq, ne, lt, gt, le, ge, in, ni, sw or cn; repeated means and; a colon is doubled, within in and ni a comma, too',
    ),
  sort: z.string().min(1).max(500).optional().describe('fields separated by commas, each with a - where it descends'),
});
export type CollectionQuery = z.output<typeof collectionQuery>;

export const groupPath = z.strictObject({ affinityGroupId: z.string().min(1).max(200).meta(ownId) });
export const associationPath = groupPath.extend({ producerCodeId: z.string().min(1).max(200).meta(ownId) });
export const codePath = z.strictObject({ producerCodeId: z.string().min(1).max(200).meta(ownId) });
export const organizationPath = z.strictObject({ organizationId: z.string().min(1).max(200).meta(ownId) });

const link = z.object({ href: z.string(), methods: z.array(z.string()) }).meta({ id: 'CloudLink' });
const links = z.record(z.string(), link);
const typekeyAnswer = z.object({ code: z.string(), name: z.string() }).meta({ id: 'Typekey' });
const referenceAnswer = z.object({ id: z.string(), displayName: z.string() }).meta({ id: 'Reference' });

const groupAttributes = z
  .object({
    affinityGroupType: typekeyAnswer,
    id: z.string(),
    name: z.string(),
    description: z.string(),
    jurisdictions: z.array(typekeyAnswer),
    organization: referenceAnswer,
    primaryContactFirstName: z.string(),
    primaryContactLastName: z.string(),
    primaryContactPhone: z.object({ countryCode: typekeyAnswer, number: z.string(), extension: z.string() }).partial(),
    products: z.array(z.string()),
    startDate: instantText,
    endDate: instantText,
  })
  .partial()
  .meta({ id: 'AffinityGroup' });

const codeAttributes = z
  .object({
    id: z.string(),
    code: z.string(),
    description: z.string(),
    organization: referenceAnswer,
    roles: z.array(referenceAnswer),
    active: z.boolean(),
  })
  .partial()
  .meta({ id: 'ProducerCode' });

const associationAttributes = z
  .object({ id: z.string(), producerCode: referenceAnswer })
  .partial()
  .meta({ id: 'AffinityGroupProducerCode' });

const organizationAttributes = z.object({ id: z.string(), name: z.string() }).partial().meta({ id: 'Organization' });

const elementOf = (attributes: z.ZodType) => z.object({ attributes, checksum: z.string(), links });
const one = (attributes: z.ZodType) => z.object({ data: elementOf(attributes) });
const many = (attributes: z.ZodType) =>
  z.object({ count: z.int(), total: z.int().optional(), data: z.array(elementOf(attributes)), links });

export const answers = {
  group: one(groupAttributes),
  groups: many(groupAttributes),
  code: one(codeAttributes),
  codes: many(codeAttributes),
  association: one(associationAttributes),
  associations: many(associationAttributes),
  organization: one(organizationAttributes),
  organizations: many(organizationAttributes),
  nothing: z.object({}),
} as const;

export const errorAnswer = z
  .object({
    status: z.int(),
    errorCode: z.string(),
    userMessage: z.string(),
    details: z.array(z.object({ message: z.string(), properties: z.record(z.string(), z.unknown()) })),
  })
  .meta({ id: 'CloudError' });
