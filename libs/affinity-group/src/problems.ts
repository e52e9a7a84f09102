import { utcDay, type Problem } from '@affinity-engine/kernel';
import type { AffinityGroup, GroupId, ProducerCode, ProducerCodeId } from './affinity-group.js';
import type { AffinityGroupPorts, ProductsTypelist } from './ports.js';
import { jurisdictions, phoneCountries } from './typelists.js';

/** The part of a group that is checked: all but its name. */
export type CheckedGroup = Omit<AffinityGroup, 'id' | 'type' | 'name' | 'version'>;

/**
 * Everything wrong with a group; empty is good. A value of `before` may stay even if the catalogue no longer has it:
 * only changes are refused.
 */
export async function groupProblems(
  { organizations }: Pick<AffinityGroupPorts, 'organizations'>,
  group: CheckedGroup,
  typelist: ProductsTypelist,
  before: Pick<AffinityGroup, 'products'> | null,
): Promise<readonly Problem[]> {
  const { organizationId, startDate, endDate, primaryContactPhone: phone } = group;
  const products = [...new Set([...typelist(), ...(before?.products ?? [])])];
  const owned = organizationId === null || (await organizations.find(organizationId)) !== null;
  return [
    ...unless(owned, 'organizationId', anOrganization),
    ...listProblems('jurisdictions', group.jurisdictions, (code) => Object.hasOwn(jurisdictions, code), {
      expected: 'a state of the United States (NY) or of Brazil (BR_SP)',
    }),
    ...listProblems('products', group.products, (code) => products.includes(code), {
      expected: `one of ${products.join(', ')}`,
    }),
    ...unless(
      phone?.countryCode == null || Object.hasOwn(phoneCountries, phone.countryCode),
      'primaryContactPhone.countryCode',
      'a country of the typelist (US)',
    ),
    ...unless(
      startDate === null || endDate === null || utcDay(startDate) <= utcDay(endDate),
      'endDate',
      'no day before that of startDate, in UTC',
    ),
  ];
}

/**
 * Everything wrong with the given parts of a producer code; empty is good. Its text must be unique and must not equal
 * another code's identifier: a seller may name a code by either.
 * @param id its own identifier, null for a new one
 */
export async function producerCodeProblems(
  { codes, organizations }: Pick<AffinityGroupPorts, 'codes' | 'organizations'>,
  id: ProducerCodeId | null,
  { code, organizationId }: Partial<Pick<ProducerCode, 'code' | 'organizationId'>>,
): Promise<readonly Problem[]> {
  const [organization, ...namesakes] = await Promise.all([
    organizationId === undefined ? undefined : organizations.find(organizationId),
    code === undefined ? null : codes.findByCode(code),
    code === undefined ? null : codes.find(code),
  ]);
  const own = namesakes.every((namesake) => namesake === null || namesake.id === id);
  return [
    ...unless(own, 'code', 'a code of its own: another producer code is written or identified so'),
    ...unless(organization !== null, 'organizationId', anOrganization),
  ];
}

/** Problems of a new association: the code does not exist, or is associated already. */
export async function associationProblems(
  { codes, associations }: Pick<AffinityGroupPorts, 'codes' | 'associations'>,
  groupId: GroupId,
  producerCodeId: ProducerCodeId,
): Promise<readonly Problem[]> {
  const [code, taken] = await Promise.all([codes.find(producerCodeId), associations.find(groupId, producerCodeId)]);
  return [
    ...unless(code !== null, 'producerCodeId', 'a producer code there is'),
    ...unless(taken === null, 'producerCodeId', 'a producer code that is not associated with the group yet'),
  ];
}

const anOrganization = 'an organization there is';

const unless = (holds: boolean, path: string, expected: string): readonly Problem[] =>
  holds ? [] : [{ path, expected }];

/** Each code of a list must be known and appear once. */
const listProblems = (
  name: string,
  codes: readonly string[],
  isKnown: (code: string) => boolean,
  { expected }: { readonly expected: string },
): readonly Problem[] =>
  codes.flatMap((code, at) => [
    ...unless(isKnown(code), `${name}[${at}]`, expected),
    ...unless(!isKnown(code) || codes.indexOf(code) === at, `${name}[${at}]`, 'each code once'),
  ]);
