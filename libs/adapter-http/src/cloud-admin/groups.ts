import {
  groupOf,
  type AffinityGroupLists,
  type AffinityGroupWork,
  type changeGroup,
  type createGroup,
  type GroupField,
  type NewGroup,
  type ProductsTypelist,
} from '@affinity-engine/affinity-group';
import { route, type Route } from '../edge/route.js';
import { paths, type Elements } from './elements.js';
import { pageOf, showing, type Element } from './envelope.js';
import * as examples from './examples.js';
import * as find from './findings.js';
import { checksumOf, executedOnce, headerNames, writing } from './guards.js';
import { attributesAsked, type Fields } from './query.js';
import * as schemas from './schemas.js';
import { groupFrom } from './wire.js';

export type GroupUseCases = {
  readonly groupWork: AffinityGroupWork;
  readonly groupLists: AffinityGroupLists;
  readonly productsTypelist: ProductsTypelist;
  readonly createGroup: ReturnType<typeof createGroup>;
  readonly changeGroup: ReturnType<typeof changeGroup>;
};

const roles = ['admin'] as const;

const attributes = [
  'affinityGroupType',
  'description',
  'endDate',
  'id',
  'jurisdictions',
  'name',
  'organization',
  'primaryContactFirstName',
  'primaryContactLastName',
  'primaryContactPhone',
  'products',
  'startDate',
];

const fields: Fields<GroupField> = {
  affinityGroupType: { field: 'type' },
  description: { field: 'description' },
  endDate: { field: 'endDate', moment: true },
  id: { field: 'id' },
  name: { field: 'name' },
  organization: { field: 'organizationId' },
  primaryContactFirstName: { field: 'primaryContactFirstName' },
  primaryContactLastName: { field: 'primaryContactLastName' },
  startDate: { field: 'startDate', moment: true },
};

/** Affinity groups: listed, read, made and changed. There is no call that deletes one. */
export function groupRoutes(its: GroupUseCases, elements: Elements): readonly Route[] {
  const shown = async (group: Parameters<Elements['groups']>[0][number], asked: readonly string[] | undefined) => {
    const [element] = await elements.groups([group]);
    return { data: showing(element as Element, asked) };
  };
  const guarded = writing(its.groupWork);
  return [
    route({
      method: 'get',
      path: paths.groups,
      operationId: 'listAffinityGroups',
      summary: 'Affinity groups, filtered and sorted, a page at a time',
      tag: 'Affinity groups',
      roles,
      query: schemas.collectionQuery,
      findings: find.ofCollection(fields, attributes),
      headers: headerNames.unknown,
      answer: schemas.answers.groups,
      act: ({ query }) =>
        pageOf(
          {
            path: paths.groups,
            methods: ['get', 'post'],
            list: its.groupLists.groups,
            fields,
            attributes,
            elements: elements.groups,
          },
          query,
        ),
    }),
    route({
      method: 'post',
      path: paths.groups,
      operationId: 'createAffinityGroup',
      summary: 'Make an affinity group',
      tag: 'Affinity groups',
      roles,
      query: schemas.elementQuery,
      findings: find.ofElement(attributes, find.ofNewGroup(its.groupWork, its.productsTypelist)),
      ...guarded,
      body: schemas.groupBody,
      answer: schemas.answers.group,
      status: 201,
      location: selfOf,
      example: { body: examples.group },
      act: async ({ body, query, caller }, headers) => {
        const asked = attributesAsked(query.fields, attributes);
        const input = groupFrom(body.data.attributes as schemas.GroupAttributes) as NewGroup;
        return shown(await executedOnce(headers, (once) => its.createGroup(input, caller.clientId, once)), asked);
      },
    }),
    route({
      method: 'get',
      path: `${paths.groups}/{affinityGroupId}`,
      operationId: 'getAffinityGroup',
      summary: 'One affinity group',
      tag: 'Affinity groups',
      roles,
      params: schemas.groupPath,
      query: schemas.elementQuery,
      findings: find.ofElement(attributes),
      headers: headerNames.unknown,
      answer: schemas.answers.group,
      act: async ({ params, query }) => {
        const asked = attributesAsked(query.fields, attributes);
        return shown(await its.groupWork.run(({ groups }) => groupOf(groups, params.affinityGroupId)), asked);
      },
    }),
    route({
      method: 'patch',
      path: `${paths.groups}/{affinityGroupId}`,
      operationId: 'changeAffinityGroup',
      summary: 'Change an affinity group; a list replaces the one before, null clears',
      tag: 'Affinity groups',
      roles,
      params: schemas.groupPath,
      query: schemas.elementQuery,
      findings: find.ofElement(attributes, find.ofGroupChange(its.groupWork, its.productsTypelist)),
      ...guarded,
      headers: { ...guarded.headers, ...headerNames.checksum },
      body: schemas.groupPatch,
      answer: schemas.answers.group,
      example: { body: examples.groupChange },
      act: async ({ params, body, query, caller }, headers) => {
        const asked = attributesAsked(query.fields, attributes);
        const { id: _own, ...changes } = body.data.attributes;
        const id = params.affinityGroupId;
        const change = groupFrom(changes);
        const checksum = checksumOf(headers, body.data.checksum);
        return shown(
          await executedOnce(headers, (once) => its.changeGroup(id, change, checksum, caller.clientId, once)),
          asked,
        );
      },
    }),
  ];
}

/** Where an element that was made lies. */
export const selfOf = ({ data }: { readonly data: Element }): string => data.links['self']?.href ?? '';
