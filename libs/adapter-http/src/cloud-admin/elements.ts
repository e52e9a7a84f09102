import {
  checksumOf,
  type AffinityGroup,
  type AssociatedCode,
  type Organization,
  type organizationNames,
  type ProducerCode,
} from '@affinity-engine/affinity-group';
import { linkTo, type Element, type Enveloped } from './envelope.js';
import * as wire from './wire.js';

export const paths = {
  groups: '/admin/v1/affinity-groups',
  codes: '/admin/v1/producer-codes',
  availableCodes: '/account/v1/producer-codes',
  organizations: '/admin/v1/organizations',
  codesOf: (groupId: string) => `/admin/v1/affinity-groups/${encoded(groupId)}/producer-codes`,
} as const;

/** An identifier in a path. A colon is not escaped (RFC 3986 allows it), so that `pc:707` stays readable. */
const encoded = (id: string): string => encodeURIComponent(id).replaceAll('%3A', ':');

const below = (path: string, id: string): string => `${path}/${encoded(id)}`;

/** Shows rows as elements, with the names of the organizations they belong to. */
export const elementsWith = (namesOfOrganizations: ReturnType<typeof organizationNames>) => {
  const namesOf = (rows: readonly { readonly organizationId: string | null }[]): Promise<wire.Names> =>
    namesOfOrganizations(rows.flatMap(({ organizationId }) => (organizationId === null ? [] : [organizationId])));
  return {
    async groups(groups: readonly AffinityGroup[]): Promise<readonly Element[]> {
      const names = await namesOf(groups);
      return groups.map((group) => groupElement(group, names));
    },
    async codes(codes: readonly ProducerCode[]): Promise<readonly Element[]> {
      const names = await namesOf(codes);
      return codes.map((code) => ({
        attributes: wire.codeWire(code, names),
        checksum: checksumOf(code),
        links: { self: linkTo(below(paths.codes, code.id), 'get', 'patch') },
      }));
    },
    /** A code as an account sees it, without who else may use it. */
    async availableCodes(codes: readonly ProducerCode[]): Promise<readonly Element[]> {
      const names = await namesOf(codes);
      return codes.map((code) => {
        const { active: _active, roles: _roles, ...attributes } = wire.codeWire(code, names);
        return { attributes, checksum: checksumOf(code), links: {} };
      });
    },
    associations: async (associated: readonly AssociatedCode[]): Promise<readonly Element[]> =>
      associated.map((association) => ({
        attributes: wire.associationWire(association),
        checksum: checksumOf(association),
        links: {
          self: linkTo(below(paths.codesOf(association.groupId), association.producerCodeId), 'get', 'delete'),
        },
      })),
    organizations: async (organizations: readonly Organization[]): Promise<readonly Element[]> =>
      organizations.map((organization) => ({
        attributes: wire.ownNameWire(organization),
        checksum: checksumOf(organization),
        links: { self: linkTo(below(paths.organizations, organization.id), 'get') },
      })),
  };
};

/** One row as an element in its envelope. */
export const enveloped =
  <Row>(elements: (rows: readonly Row[]) => Promise<readonly Element[]>) =>
  async (row: Row): Promise<Enveloped> => {
    const [data] = await elements([row]);
    return { data: data as Element };
  };

export type Elements = ReturnType<typeof elementsWith>;

const groupElement = (group: AffinityGroup, names: wire.Names): Element => ({
  attributes: wire.groupWire(group, names),
  checksum: checksumOf(group),
  links: {
    self: linkTo(below(paths.groups, group.id), 'get', 'patch'),
    'producer-codes': linkTo(paths.codesOf(group.id), 'get', 'post'),
  },
});
