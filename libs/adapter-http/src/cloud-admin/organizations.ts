import type { OrganizationField } from '@affinity-engine/affinity-group';
import { routesFor, type Route } from '../edge/route.js';
import { answers } from './answers.js';
import { enveloped, paths, type Elements } from './elements.js';
import { pageOf, selfOf } from './envelope.js';
import * as examples from './examples.js';
import { unknownHeaders } from './headers.js';
import type { Fields } from './query.js';
import { ofCollection, ofElement } from './request-problems.js';
import * as schemas from './schemas.js';
import type { CloudAdminUseCases } from './use-cases.js';

const route = routesFor({ tag: 'Producer codes', callers: ['admin'], headers: unknownHeaders });
const attributes = ['id', 'name'];
const fields: Fields<OrganizationField> = { id: { field: 'id', values: 'ids' }, name: { field: 'name' } };

/** Organizations: the owners of groups and producer codes. */
export function organizationRoutes(useCases: CloudAdminUseCases, elements: Elements): readonly Route[] {
  const present = enveloped(elements.organizations);
  return [
    route({
      call: `GET ${paths.organizations}`,
      operationId: 'listOrganizations',
      summary: 'Organizations, filtered and sorted, a page at a time',
      description: 'Pages follow one another by `links.next`.',
      query: schemas.collectionQuery,
      problems: ofCollection(fields, attributes),
      answer: answers.organizations,
      act: ({ query }) => {
        const list = useCases.lists.organizations;
        const shown = { path: paths.organizations, methods: ['get', 'post'], elements: elements.organizations };
        return pageOf({ ...shown, list, fields }, query);
      },
      present: (page: object) => page,
    }),
    route({
      call: `POST ${paths.organizations}`,
      operationId: 'createOrganization',
      summary: 'Make an organization',
      description: 'Groups and producer codes belong to organizations.',
      query: schemas.elementQuery,
      body: schemas.organizationBody,
      problems: ofElement(attributes),
      answer: answers.organization,
      status: 201,
      idempotent: true,
      location: selfOf,
      example: { body: examples.organization },
      act: ({ body, caller, once }) =>
        useCases.createOrganization({ name: body.data.attributes.name }, caller.clientId, once),
      present,
    }),
    route({
      call: `GET ${paths.organizations}/{organizationId}`,
      operationId: 'getOrganization',
      summary: 'One organization',
      description: 'By its identifier.',
      params: schemas.organizationPath,
      query: schemas.elementQuery,
      problems: ofElement(attributes),
      answer: answers.organization,
      act: ({ params }) => useCases.readOrganization(params.organizationId),
      present,
    }),
  ];
}
