import type { AssociationField } from '@affinity-engine/affinity-group';
import { routesFor, type Route } from '../edge/route.js';
import { answers } from './answers.js';
import { enveloped, paths, type Elements } from './elements.js';
import { pageOf, selfOf } from './envelope.js';
import * as examples from './examples.js';
import { changeHeaders, checksumIn, unknownHeaders } from './headers.js';
import type { Fields } from './query.js';
import { ofCollection, ofElement } from './request-problems.js';
import * as schemas from './schemas.js';
import type { CloudAdminUseCases } from './use-cases.js';
import { objectIn, textIn } from './wire.js';

const route = routesFor({ tag: 'Affinity groups', callers: ['admin'], headers: unknownHeaders });
const path = `${paths.groups}/{affinityGroupId}/producer-codes` as const;
const attributes = ['id', 'producerCode'];
const fields: Fields<AssociationField> = {
  id: { field: 'producerCodeId', values: 'ids' },
  producerCode: { field: 'producerCodeId', values: 'ids' },
};

/** The producer codes a group is sold through. The calls do not change the codes themselves. */
export function associationRoutes(useCases: CloudAdminUseCases, elements: Elements): readonly Route[] {
  const present = enveloped(elements.associations);
  return [
    route({
      call: `GET ${path}`,
      operationId: 'listAffinityGroupProducerCodes',
      summary: 'The producer codes of a group',
      description: 'Each entry names a code; the code itself is below `/admin/v1/producer-codes`.',
      params: schemas.groupPath,
      query: schemas.collectionQuery,
      problems: ofCollection(fields, attributes),
      answer: answers.associations,
      act: async ({ params, query }) => {
        const { id } = await useCases.readGroup(params.affinityGroupId);
        const list = useCases.lists.codesOf(id);
        const shown = { path: paths.codesOf(id), methods: ['get', 'post'], elements: elements.associations };
        return pageOf({ ...shown, list, fields }, query);
      },
      present: (page: object) => page,
    }),
    route({
      call: `POST ${path}`,
      operationId: 'associateProducerCode',
      summary: 'Have a group sold through a producer code there is',
      description: 'Of an open group it means nothing until the group is closed.',
      params: schemas.groupPath,
      query: schemas.elementQuery,
      body: schemas.associationBody,
      problems: ofElement(attributes, async ({ params, attributes: sent }) => {
        const codeId = textIn(objectIn(sent, 'producerCode'), 'id');
        return codeId === null ? [] : useCases.checkAssociation(textIn(params, 'affinityGroupId') ?? '', codeId);
      }),
      answer: answers.association,
      status: 201,
      idempotent: true,
      location: selfOf,
      example: { body: examples.association },
      act: ({ params, body, caller, once }) => {
        const { id } = body.data.attributes.producerCode;
        return useCases.associateCode(params.affinityGroupId, id, caller.clientId, once);
      },
      present,
    }),
    route({
      call: `GET ${path}/{producerCodeId}`,
      operationId: 'getAffinityGroupProducerCode',
      summary: 'One producer code of a group',
      description: '404 if the group is not sold through it.',
      params: schemas.associationPath,
      query: schemas.elementQuery,
      problems: ofElement(attributes),
      answer: answers.association,
      act: ({ params }) => useCases.readAssociation(params.affinityGroupId, params.producerCodeId),
      present,
    }),
    route({
      call: `DELETE ${path}/{producerCodeId}`,
      operationId: 'removeProducerCode',
      summary: 'No longer have a group sold through a producer code; the code stays',
      description: 'What was sold before stays as it is.',
      headers: changeHeaders,
      params: schemas.associationPath,
      answer: answers.nothing,
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
