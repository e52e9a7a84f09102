import {
  groupTypes,
  jurisdictions,
  nameIn,
  phoneCountries,
  type AffinityGroup,
  type AssociatedCode,
  type GroupChange,
  type Organization,
  type Phone,
  type ProducerCode,
  type ProducerCodeChange,
  type Typelist,
} from '@affinity-engine/affinity-group';
import { instant, isDomainError, isPlainDate, utcHour, type Instant } from '@affinity-engine/kernel';
import type { CodeAttributes, GroupAttributes } from './schemas.js';

/** Attributes as they are shown; what is not there is left out. */
export type Attributes = Readonly<Record<string, unknown>>;

/** What organizations are called, by their identifiers. */
export type Names = ReadonlyMap<string, string>;

const typekey = (list: Typelist, code: string) => ({ code, name: nameIn(list, code) });
const reference = (id: string, displayName = id) => ({ id, displayName });

/** What is there of some properties. */
const present = (properties: Attributes): Attributes =>
  Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== null && value !== undefined));

export const groupWire = (group: AffinityGroup, names: Names): Attributes =>
  present({
    affinityGroupType: typekey(groupTypes, group.type),
    description: group.description,
    endDate: group.endDate,
    id: group.id,
    jurisdictions: group.jurisdictions.map((code) => typekey(jurisdictions, code)),
    name: group.name,
    organization: organizationWire(group.organizationId, names),
    primaryContactFirstName: group.primaryContactFirstName,
    primaryContactLastName: group.primaryContactLastName,
    primaryContactPhone: phoneWire(group.primaryContactPhone),
    products: group.products,
    startDate: group.startDate,
  });

const organizationWire = (id: string | null, names: Names) => (id === null ? null : reference(id, names.get(id)));

const phoneWire = (phone: Phone | null): Attributes | null =>
  phone && present({ ...phone, countryCode: phone.countryCode && typekey(phoneCountries, phone.countryCode) });

export const codeWire = (code: ProducerCode, names: Names): Attributes =>
  present({
    active: code.active,
    code: code.code,
    description: code.description,
    id: code.id,
    organization: organizationWire(code.organizationId, names),
    roles: code.roles.map((role) => reference(role)),
  });

export const associationWire = ({ producerCodeId, code }: AssociatedCode): Attributes => ({
  id: producerCodeId,
  producerCode: { displayName: code, id: producerCodeId },
});

export const ownNameWire = ({ id, name }: Organization): Attributes => ({ id, name });

/** What is given of an object's properties, each read; what is left out stays left out. */
function given<Wire extends object, Domain>(
  wire: Wire,
  readers: { readonly [Key in keyof Wire]?: (value: Exclude<Wire[Key], undefined>) => Domain },
): Domain {
  const parts = (Object.keys(readers) as (keyof Wire)[])
    .filter((key) => wire[key] !== undefined)
    .map((key) => (readers[key] as (value: unknown) => object)(wire[key]));
  return Object.assign({}, ...parts) as Domain;
}

/** Attributes of a group as a change of it. @throws INSTANT-INVALID */
export const groupFrom = (attributes: GroupAttributes): GroupChange =>
  given<GroupAttributes, GroupChange>(attributes, {
    affinityGroupType: ({ code }) => ({ type: code as AffinityGroup['type'] }),
    name: (name) => ({ name }),
    description: (description) => ({ description }),
    jurisdictions: (list) => ({ jurisdictions: (list ?? []).map(({ code }) => code) }),
    organization: (organization) => ({ organizationId: organization?.id ?? null }),
    primaryContactFirstName: (primaryContactFirstName) => ({ primaryContactFirstName }),
    primaryContactLastName: (primaryContactLastName) => ({ primaryContactLastName }),
    primaryContactPhone: (phone) => ({ primaryContactPhone: phone && phoneFrom(phone) }),
    products: (products) => ({ products: products ?? [] }),
    startDate: (startDate) => ({ startDate: startDate === null ? null : momentFrom(startDate) }),
    endDate: (endDate) => ({ endDate: endDate === null ? null : momentFrom(endDate) }),
  });

type PhoneAttributes = NonNullable<GroupAttributes['primaryContactPhone']>;

const phoneFrom = (phone: PhoneAttributes): Partial<Phone> =>
  given<PhoneAttributes, Partial<Phone>>(phone, {
    countryCode: (country) => ({ countryCode: country?.code ?? null }),
    number: (number) => ({ number }),
    extension: (extension) => ({ extension }),
  });

/** Attributes of a producer code as a change of it. */
export const codeFrom = (attributes: CodeAttributes): ProducerCodeChange =>
  given<CodeAttributes, ProducerCodeChange>(attributes, {
    code: (code) => ({ code: code.trim() }),
    description: (description) => ({ description }),
    organization: ({ id }) => ({ organizationId: id }),
    roles: (roles) => ({ roles: [...new Set(roles.map(roleFrom))] }),
    active: (active) => ({ active }),
  });

type Role = NonNullable<CodeAttributes['roles']>[number];

const roleFrom = ({ id, code }: Role): string => id ?? code ?? '';

/** A moment, or a day for its beginning in UTC. @throws INSTANT-INVALID */
export const momentFrom = (text: string): Instant => (isPlainDate(text) ? utcHour(text) : instant(text));

/** The same, null where it is none. */
export function momentOrNull(text: string): Instant | null {
  try {
    return momentFrom(text);
  } catch (thrown) {
    if (isDomainError(thrown)) return null;
    throw thrown;
  }
}
