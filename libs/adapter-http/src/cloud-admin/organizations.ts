import {
  organizationOf,
  type AffinityGroupLists,
  type AffinityGroupWork,
  type createOrganization,
  type Organization,
  type OrganizationField,
} from '@affinity-engine/affinity-group';
import { route, type Route } from '../edge/route.js';
import { paths, type Elements } from './elements.js';
import { pageOf, showing, type Element } from './envelope.js';
import * as examples from './examples.js';
import * as find from './findings.js';
import { selfOf } from './groups.js';
import { executedOnce, headerNames, writing } from './guards.js';
import { attributesAsked, type Fields } from './query.js';
import * as schemas from './schemas.js';

export type OrganizationUseCases = {
  readonly groupWork: AffinityGroupWork;
  readonly groupLists: AffinityGroupLists;
  readonly createOrganization: ReturnType<typeof createOrganization>;
};

const roles = ['admin'] as const;
const attributes = ['id', 'name'];
const fields: Fields<OrganizationField> = { id: { field: 'id' }, name: { field: 'name' } };

/** Organizations, which groups and producer codes belong to. */
export function organizationRoutes(its: OrganizationUseCases, elements: Elements): readonly Route[] {
  const shown = async (organization: Organization, asked: readonly string[] | undefined) => {
    const [element] = await elements.organizations([organization]);
    return { data: showing(element as Element, asked) };
  };
  const guarded = writing(its.groupWork);
  return [
    route({
      method: 'get',
      path: paths.organizations,
      operationId: 'listOrganizations',
      summary: 'Organizations, filtered and sorted, a page at a time',
      tag: 'Producer codes',
      roles,
      query: schemas.collectionQuery,
      findings: find.ofCollection(fields, attributes),
      headers: headerNames.unknown,
      answer: schemas.answers.organizations,
      act: ({ query }) =>
        pageOf(
          {
            path: paths.organizations,
            methods: ['get', 'post'],
            list: its.groupLists.organizations,
            fields,
            attributes,
            elements: elements.organizations,
          },
          query,
        ),
    }),
    route({
      method: 'post',
      path: paths.organizations,
      operationId: 'createOrganization',
      summary: 'Make an organization',
      tag: 'Producer codes',
      roles,
      query: schemas.elementQuery,
      findings: find.ofElement(attributes),
      ...guarded,
      body: schemas.organizationBody,
      answer: schemas.answers.organization,
      status: 201,
      location: selfOf,
      example: { body: examples.organization },
      act: async ({ body, query, caller }, headers) => {
        const asked = attributesAsked(query.fields, attributes);
        const input = { name: body.data.attributes.name };
        return shown(
          await executedOnce(headers, (once) => its.createOrganization(input, caller.clientId, once)),
          asked,
        );
      },
    }),
    route({
      method: 'get',
      path: `${paths.organizations}/{organizationId}`,
      operationId: 'getOrganization',
      summary: 'One organization',
      tag: 'Producer codes',
      roles,
      params: schemas.organizationPath,
      query: schemas.elementQuery,
      findings: find.ofElement(attributes),
      headers: headerNames.unknown,
      answer: schemas.answers.organization,
      act: async ({ params, query }) => {
        const asked = attributesAsked(query.fields, attributes);
        const { organizationId } = params;
        return shown(
          await its.groupWork.run(({ organizations }) => organizationOf(organizations, organizationId)),
          asked,
        );
      },
    }),
  ];
}
