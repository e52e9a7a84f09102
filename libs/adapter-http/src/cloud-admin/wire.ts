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
import { isDomainError, type Instant } from '@affinity-engine/kernel';
import { momentFrom } from '../edge/moments.js';
import { mostCodes } from './schemas.js';

/** Attributes as they are shown; those without a value are left out. */
export type Attributes = Readonly<Record<string, unknown>>;

/** Names of organizations, by their identifiers. */
export type Names = ReadonlyMap<string, string>;

const typekey = (list: Typelist, code: string) => ({ code, name: nameIn(list, code) });
const reference = (id: string, displayName = id) => ({ id, displayName });

/** The properties that have a value. */
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

/** An object that is not checked yet. */
export type Loose = Readonly<Record<string, unknown>>;

/** The object, or the object in one of its properties; empty for other values. */
export function objectIn(value: unknown, name?: string): Loose {
  const inner = name === undefined ? value : objectIn(value)[name];
  return inner !== null && typeof inner === 'object' && !Array.isArray(inner) ? (inner as Loose) : {};
}

/** The text of a property; null for other values. */
export function textIn(object: Loose, name: string): string | null {
  const value = object[name];
  return typeof value === 'string' ? value : null;
}

/** Reads the properties that were sent. Those that were left out stay left out. */
const read = (sent: Loose, readers: Readonly<Record<string, (value: unknown) => object>>): object =>
  Object.assign(
    {},
    ...Object.entries(readers).map(([name, reader]) => (sent[name] === undefined ? {} : reader(sent[name]))),
  ) as object;

const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** Cut at the most entries a group may have: its schema refuses a longer list, and checking it takes long. */
const listOf = (value: unknown, code: (each: unknown) => string | null): readonly (string | null)[] =>
  Array.isArray(value) ? value.slice(0, mostCodes).map(code) : [];

const momentIn = (value: unknown): Instant | null => (typeof value === 'string' ? momentOrNull(value) : null);

/**
 * Attributes of a group as a change of it. Values that the schema refuses become null, so that the rules can check the
 * others.
 */
export const groupFrom = (attributes: Loose): GroupChange =>
  read(attributes, {
    affinityGroupType: (type) => ({ type: textIn(objectIn(type), 'code') }),
    name: (name) => ({ name: textOrNull(name) }),
    description: (description) => ({ description: textOrNull(description) }),
    jurisdictions: (list) => ({ jurisdictions: listOf(list, (each) => textIn(objectIn(each), 'code')) }),
    organization: (organization) => ({ organizationId: textIn(objectIn(organization), 'id') }),
    primaryContactFirstName: (name) => ({ primaryContactFirstName: textOrNull(name) }),
    primaryContactLastName: (name) => ({ primaryContactLastName: textOrNull(name) }),
    primaryContactPhone: (phone) => ({ primaryContactPhone: phone === null ? null : phoneFrom(objectIn(phone)) }),
    products: (list) => ({ products: listOf(list, textOrNull) }),
    startDate: (moment) => ({ startDate: momentIn(moment) }),
    endDate: (moment) => ({ endDate: momentIn(moment) }),
  });

const phoneFrom = (phone: Loose): Partial<Phone> =>
  read(phone, {
    countryCode: (country) => ({ countryCode: textIn(objectIn(country), 'code') }),
    number: (number) => ({ number: textOrNull(number) }),
    extension: (extension) => ({ extension: textOrNull(extension) }),
  });

/** Attributes of a producer code as a change of it. Values that the schema refuses are left out. */
export const codeFrom = (attributes: Loose): ProducerCodeChange => {
  const [code, organizationId] = [textIn(attributes, 'code'), textIn(objectIn(attributes, 'organization'), 'id')];
  return {
    ...(code === null ? {} : { code: code.trim() }),
    ...(organizationId === null ? {} : { organizationId }),
    ...read(attributes, {
      description: (description) => ({ description: textOrNull(description) }),
      roles: (roles) => ({ roles: [...new Set(listOf(roles, roleFrom))] }),
      active: (active) => ({ active }),
    }),
  };
};

const roleFrom = (role: unknown): string | null => textIn(objectIn(role), 'id') ?? textIn(objectIn(role), 'code');

/** A moment; null for an invalid text. */
export function momentOrNull(text: string): Instant | null {
  try {
    return momentFrom(text);
  } catch (thrown) {
    if (isDomainError(thrown)) return null;
    throw thrown;
  }
}
