import type {
  AffinityGroupLists,
  associateCode,
  AssociationField,
  checkAssociation,
  readAssociation,
  readGroup,
  removeCode,
} from '@affinity-engine/affinity-group';
import { route, type Route } from '../edge/route.js';
import { enveloped, paths, type Elements } from './elements.js';
import { pageOf, selfOf } from './envelope.js';
import * as examples from './examples.js';
import { changeHeaders, checksumIn, unknownHeaders } from './headers.js';
import type { Fields } from './query.js';
import { ofCollection, ofElement } from './request-problems.js';
import * as schemas from './schemas.js';
import { objectIn, textIn } from './wire.js';

export type AssociationUseCases = {
  readonly groupLists: AffinityGroupLists;
  readonly readGroup: ReturnType<typeof readGroup>;
  readonly readAssociation: ReturnType<typeof readAssociation>;
  readonly checkAssociation: ReturnType<typeof checkAssociation>;
  readonly associate: ReturnType<typeof associateCode>;
  readonly removeCode: ReturnType<typeof removeCode>;
};

const callers = ['admin'] as const;
const tag = 'Affinity groups';
const path = `${paths.groups}/{affinityGroupId}/producer-codes`;
const attributes = ['id', 'producerCode'];
const fields: Fields<AssociationField> = {
  id: { field: 'producerCodeId' },
  producerCode: { field: 'producerCodeId' },
};

/** The producer codes a group is sold through. The codes themselves stay what they are. */
export function associationRoutes(useCases: AssociationUseCases, elements: Elements): readonly Route[] {
  const present = enveloped(elements.associations);
  return [
    route({
      method: 'get',
      path,
      operationId: 'listAffinityGroupProducerCodes',
      summary: 'The producer codes of a group',
      tag,
      callers,
      headers: unknownHeaders,
      params: schemas.groupPath,
      query: schemas.collectionQuery,
      problems: ofCollection(fields, attributes),
      answer: schemas.answers.associations,
      act: async ({ params, query }) => {
        const { id } = await useCases.readGroup(params.affinityGroupId);
        const list = useCases.groupLists.codesOf(id);
        const shown = { path: paths.codesOf(id), methods: ['get', 'post'], elements: elements.associations };
        return pageOf({ ...shown, list, fields }, query);
      },
      present: (page: object) => page,
    }),
    route({
      method: 'post',
      path,
      operationId: 'associateProducerCode',
      summary: 'Have a group sold through a producer code there is',
      description: 'Of an open group it means nothing until the group is closed.',
      tag,
      callers,
      headers: unknownHeaders,
      params: schemas.groupPath,
      query: schemas.elementQuery,
      body: schemas.associationBody,
      problems: ofElement(attributes, async ({ params, attributes: sent }) => {
        const codeId = textIn(objectIn(sent, 'producerCode'), 'id');
        return codeId === null ? [] : useCases.checkAssociation(textIn(params, 'affinityGroupId') ?? '', codeId);
      }),
      answer: schemas.answers.association,
      status: 201,
      idempotent: true,
      location: selfOf,
      example: { body: examples.association },
      act: ({ params, body, caller, once }) => {
        const { id } = body.data.attributes.producerCode;
        return useCases.associate(params.affinityGroupId, id, caller.clientId, once);
      },
      present,
    }),
    route({
      method: 'get',
      path: `${path}/{producerCodeId}`,
      operationId: 'getAffinityGroupProducerCode',
      summary: 'One producer code of a group',
      tag,
      callers,
      headers: unknownHeaders,
      params: schemas.associationPath,
      query: schemas.elementQuery,
      problems: ofElement(attributes),
      answer: schemas.answers.association,
      act: ({ params }) => useCases.readAssociation(params.affinityGroupId, params.producerCodeId),
      present,
    }),
    route({
      method: 'delete',
      path: `${path}/{producerCodeId}`,
      operationId: 'removeProducerCode',
      summary: 'No longer have a group sold through a producer code; the code stays',
      tag,
      callers,
      headers: changeHeaders,
      params: schemas.associationPath,
      answer: schemas.answers.nothing,
      status: 204,
      idempotent: true,
      act: ({ params, headers, caller, once }) => {
        const { affinityGroupId, producerCodeId } = params;
        return useCases.removeCode(affinityGroupId, producerCodeId, checksumIn(headers), caller.clientId, once);
      },
      present: (_: void) => undefined,
    }),
  ];
}
