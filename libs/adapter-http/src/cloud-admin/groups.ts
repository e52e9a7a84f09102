import type { GroupChange, GroupField, NewGroup } from '@affinity-engine/affinity-group';
import type { Problem } from '../edge/checks.js';
import { routesFor, type Route } from '../edge/route.js';
import { answers } from './answers.js';
import { enveloped, paths, type Elements } from './elements.js';
import { pageOf, selfOf } from './envelope.js';
import * as examples from './examples.js';
import { changeHeaders, checksumIn, unknownHeaders } from './headers.js';
import type { Fields } from './query.js';
import { ofCollection, ofElement, ownIdentifier, type SentElement } from './request-problems.js';
import * as schemas from './schemas.js';
import type { CloudAdminUseCases } from './use-cases.js';
import { groupFrom, textIn } from './wire.js';

const route = routesFor({ tag: 'Affinity groups', callers: ['admin'], headers: unknownHeaders });

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
  endDate: { field: 'endDate', values: 'moments' },
  id: { field: 'id', values: 'ids' },
  name: { field: 'name' },
  organization: { field: 'organizationId', values: 'ids' },
  primaryContactFirstName: { field: 'primaryContactFirstName' },
  primaryContactLastName: { field: 'primaryContactLastName' },
  startDate: { field: 'startDate', values: 'moments' },
};

/** Affinity groups: list, read, create and change. No call deletes a group. */
export function groupRoutes(useCases: CloudAdminUseCases, elements: Elements): readonly Route[] {
  const present = enveloped(elements.groups);
  return [
    route({
      call: `GET ${paths.groups}`,
      operationId: 'listAffinityGroups',
      summary: 'Affinity groups, filtered and sorted, a page at a time',
      description: 'Pages follow one another by `links.next`.',
      query: schemas.collectionQuery,
      problems: ofCollection(fields, attributes),
      answer: answers.groups,
      act: ({ query }) => {
        const list = useCases.lists.groups;
        return pageOf({ path: paths.groups, methods: ['get', 'post'], list, fields, elements: elements.groups }, query);
      },
      present: (page: object) => page,
    }),
    route({
      call: `POST ${paths.groups}`,
      operationId: 'createAffinityGroup',
      summary: 'Make an affinity group',
      description: 'All problems are answered at once.',
      query: schemas.elementQuery,
      body: schemas.groupBody,
      problems: ofElement(attributes, ({ attributes: sent }) => problemsOf(useCases, null, groupFrom(sent), null)),
      answer: answers.group,
      status: 201,
      idempotent: true,
      location: selfOf,
      example: { body: examples.group },
      act: ({ body, caller, once }) =>
        useCases.createGroup(groupFrom(body.data.attributes) as NewGroup, caller.clientId, once),
      present,
    }),
    route({
      call: `GET ${paths.groups}/{affinityGroupId}`,
      operationId: 'getAffinityGroup',
      summary: 'One affinity group',
      description: 'Its checksum is what a change may name.',
      params: schemas.groupPath,
      query: schemas.elementQuery,
      problems: ofElement(attributes),
      answer: answers.group,
      act: ({ params }) => useCases.readGroup(params.affinityGroupId),
      present,
    }),
    route({
      call: `PATCH ${paths.groups}/{affinityGroupId}`,
      operationId: 'changeAffinityGroup',
      summary: 'Change an affinity group; a list replaces the one before, null clears',
      description: 'With a checksum it happens only where the group is still as it was read.',
      headers: changeHeaders,
      params: schemas.groupPath,
      query: schemas.elementQuery,
      body: schemas.groupPatch,
      problems: ofElement(attributes, (sent) => problemsOfChange(useCases, sent)),
      answer: answers.group,
      idempotent: true,
      example: { body: examples.groupChange },
      act: ({ params, body, headers, caller, once }) => {
        const checksum = checksumIn(headers, body.data.checksum);
        const changes = groupFrom(body.data.attributes);
        return useCases.changeGroup(params.affinityGroupId, changes, checksum, caller.clientId, once);
      },
      present,
    }),
  ];
}

async function problemsOfChange(useCases: CloudAdminUseCases, sent: SentElement): Promise<readonly Problem[]> {
  const id = textIn(sent.params, 'affinityGroupId') ?? '';
  const problems = await problemsOf(useCases, id, groupFrom(sent.attributes), sent.checksum);
  return problems === null ? [] : [...ownIdentifier(id, sent.attributes), ...problems];
}

/** Drops problems of entries that the schema already reports: the rules got null for these. */
async function problemsOf(
  { checkGroupChange }: CloudAdminUseCases,
  id: string | null,
  changes: GroupChange,
  checksum: string | null,
): Promise<readonly Problem[] | null> {
  const problems = await checkGroupChange(id, changes, checksum);
  return problems === null
    ? null
    : problems.filter(({ path }) => {
        const [, list, at] = /^(jurisdictions|products)\[(\d+)\]$/.exec(path) ?? [];
        return list === undefined || changes[list as 'products']?.[Number(at)] !== null;
      });
}
