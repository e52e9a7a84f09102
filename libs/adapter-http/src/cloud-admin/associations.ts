import {
  associationOf,
  codeOf,
  groupOf,
  type AffinityGroupLists,
  type AffinityGroupWork,
  type associateCode,
  type AssociatedCode,
  type AssociationField,
  type removeCode,
} from '@affinity-engine/affinity-group';
import { route, type Route } from '../edge/route.js';
import { paths, type Elements } from './elements.js';
import { pageOf, showing, type Element } from './envelope.js';
import * as examples from './examples.js';
import * as find from './findings.js';
import { selfOf } from './groups.js';
import { checksumOf, executedOnce, headerNames, writing } from './guards.js';
import { attributesAsked, type Fields } from './query.js';
import * as schemas from './schemas.js';

export type AssociationUseCases = {
  readonly groupWork: AffinityGroupWork;
  readonly groupLists: AffinityGroupLists;
  readonly associate: ReturnType<typeof associateCode>;
  readonly removeCode: ReturnType<typeof removeCode>;
};

const roles = ['admin'] as const;
const path = `${paths.groups}/{affinityGroupId}/producer-codes`;
const attributes = ['id', 'producerCode'];
const fields: Fields<AssociationField> = {
  id: { field: 'producerCodeId' },
  producerCode: { field: 'producerCodeId' },
};

/** The producer codes a group is sold through. The codes themselves stay what they are. */
export function associationRoutes(its: AssociationUseCases, elements: Elements): readonly Route[] {
  const shown = async (association: AssociatedCode, asked: readonly string[] | undefined) => {
    const [element] = await elements.associations([association]);
    return { data: showing(element as Element, asked) };
  };
  const guarded = writing(its.groupWork);
  return [
    route({
      method: 'get',
      path,
      operationId: 'listAffinityGroupProducerCodes',
      summary: 'The producer codes of a group',
      tag: 'Affinity groups',
      roles,
      params: schemas.groupPath,
      query: schemas.collectionQuery,
      findings: find.ofCollection(fields, attributes),
      headers: headerNames.unknown,
      answer: schemas.answers.associations,
      act: async ({ params: { affinityGroupId }, query }) => {
        await its.groupWork.run(({ groups }) => groupOf(groups, affinityGroupId));
        return pageOf(
          {
            path: paths.codesOf(affinityGroupId),
            methods: ['get', 'post'],
            list: its.groupLists.codesOf(affinityGroupId),
            fields,
            attributes,
            elements: elements.associations,
          },
          query,
        );
      },
    }),
    route({
      method: 'post',
      path,
      operationId: 'associateProducerCode',
      summary: 'Have a group sold through a producer code there is',
      description: 'Of an open group it means nothing until the group is closed.',
      tag: 'Affinity groups',
      roles,
      params: schemas.groupPath,
      query: schemas.elementQuery,
      findings: find.ofElement(attributes, find.ofAssociation(its.groupWork)),
      ...guarded,
      body: schemas.associationBody,
      answer: schemas.answers.association,
      status: 201,
      location: selfOf,
      example: { body: examples.association },
      act: async ({ params, body, query, caller }, headers) => {
        const asked = attributesAsked(query.fields, attributes);
        const { id } = body.data.attributes.producerCode;
        const { affinityGroupId: groupId } = params;
        return shown(await executedOnce(headers, (once) => its.associate(groupId, id, caller.clientId, once)), asked);
      },
    }),
    route({
      method: 'get',
      path: `${path}/{producerCodeId}`,
      operationId: 'getAffinityGroupProducerCode',
      summary: 'One producer code of a group',
      tag: 'Affinity groups',
      roles,
      params: schemas.associationPath,
      query: schemas.elementQuery,
      findings: find.ofElement(attributes),
      headers: headerNames.unknown,
      answer: schemas.answers.association,
      act: async ({ params: { affinityGroupId, producerCodeId }, query }) => {
        const asked = attributesAsked(query.fields, attributes);
        const association = await its.groupWork.run(async ({ groups, associations, codes }) => {
          await groupOf(groups, affinityGroupId);
          const found = await associationOf(associations, affinityGroupId, producerCodeId);
          return { ...found, code: (await codeOf(codes, producerCodeId)).code };
        });
        return shown(association, asked);
      },
    }),
    route({
      method: 'delete',
      path: `${path}/{producerCodeId}`,
      operationId: 'removeProducerCode',
      summary: 'No longer have a group sold through a producer code; the code stays',
      tag: 'Affinity groups',
      roles,
      params: schemas.associationPath,
      ...guarded,
      headers: { ...guarded.headers, ...headerNames.checksum },
      answer: schemas.answers.nothing,
      status: 204,
      act: ({ params: { affinityGroupId, producerCodeId }, caller }, headers) =>
        executedOnce<void>(headers, (once) =>
          its.removeCode(affinityGroupId, producerCodeId, checksumOf(headers), caller.clientId, once),
        ),
    }),
  ];
}
