import {
  codeOf,
  type AffinityGroupLists,
  type AffinityGroupWork,
  type changeProducerCode,
  type CodeField,
  type createProducerCode,
  type NewProducerCode,
  type ProducerCode,
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
import { codeFrom } from './wire.js';

export type ProducerCodeUseCases = {
  readonly groupWork: AffinityGroupWork;
  readonly groupLists: AffinityGroupLists;
  readonly createCode: ReturnType<typeof createProducerCode>;
  readonly changeCode: ReturnType<typeof changeProducerCode>;
};

const roles = ['admin'] as const;

const seenByAccounts = ['code', 'description', 'id', 'organization'];
const attributes = ['active', ...seenByAccounts, 'roles'];
const fieldsOfAccounts: Fields<CodeField> = {
  code: { field: 'code' },
  description: { field: 'description' },
  id: { field: 'id' },
  organization: { field: 'organizationId' },
};
const fields: Fields<CodeField> = { ...fieldsOfAccounts, active: { field: 'active' } };

/** Producer codes: all of them for an operator, those it may use for an account. */
export function producerCodeRoutes(its: ProducerCodeUseCases, elements: Elements): readonly Route[] {
  const shown = async (code: ProducerCode, asked: readonly string[] | undefined) => {
    const [element] = await elements.codes([code]);
    return { data: showing(element as Element, asked) };
  };
  const guarded = writing(its.groupWork);
  return [
    route({
      method: 'get',
      path: paths.codes,
      operationId: 'listProducerCodes',
      summary: 'Every producer code, active or not',
      tag: 'Producer codes',
      roles,
      query: schemas.collectionQuery,
      findings: find.ofCollection(fields, attributes),
      headers: headerNames.unknown,
      answer: schemas.answers.codes,
      act: ({ query }) =>
        pageOf(
          {
            path: paths.codes,
            methods: ['get', 'post'],
            list: its.groupLists.codes,
            fields,
            attributes,
            elements: elements.codes,
          },
          query,
        ),
    }),
    route({
      method: 'post',
      path: paths.codes,
      operationId: 'createProducerCode',
      summary: 'Make a producer code',
      tag: 'Producer codes',
      roles,
      query: schemas.elementQuery,
      findings: find.ofElement(attributes, find.ofProducerCode(its.groupWork)),
      ...guarded,
      prepare: schemas.withRoles,
      body: schemas.codeBody,
      answer: schemas.answers.code,
      status: 201,
      location: selfOf,
      example: { body: examples.code },
      act: async ({ body, query, caller }, headers) => {
        const asked = attributesAsked(query.fields, attributes);
        const input = codeFrom(body.data.attributes) as NewProducerCode;
        return shown(await executedOnce(headers, (once) => its.createCode(input, caller.clientId, once)), asked);
      },
    }),
    route({
      method: 'get',
      path: `${paths.codes}/{producerCodeId}`,
      operationId: 'getProducerCode',
      summary: 'One producer code',
      tag: 'Producer codes',
      roles,
      params: schemas.codePath,
      query: schemas.elementQuery,
      findings: find.ofElement(attributes),
      headers: headerNames.unknown,
      answer: schemas.answers.code,
      act: async ({ params, query }) => {
        const asked = attributesAsked(query.fields, attributes);
        return shown(await its.groupWork.run(({ codes }) => codeOf(codes, params.producerCodeId)), asked);
      },
    }),
    route({
      method: 'patch',
      path: `${paths.codes}/{producerCodeId}`,
      operationId: 'changeProducerCode',
      summary: 'Change a producer code; one that is not active sells nothing',
      tag: 'Producer codes',
      roles,
      params: schemas.codePath,
      query: schemas.elementQuery,
      findings: find.ofElement(attributes, find.ofProducerCode(its.groupWork)),
      ...guarded,
      headers: { ...guarded.headers, ...headerNames.checksum },
      prepare: schemas.withRoles,
      body: schemas.codePatch,
      answer: schemas.answers.code,
      example: { body: examples.codeChange },
      act: async ({ params, body, query, caller }, headers) => {
        const asked = attributesAsked(query.fields, attributes);
        const { id: _own, ...changes } = body.data.attributes;
        const id = params.producerCodeId;
        const change = codeFrom(changes);
        const checksum = checksumOf(headers, body.data.checksum);
        return shown(
          await executedOnce(headers, (once) => its.changeCode(id, change, checksum, caller.clientId, once)),
          asked,
        );
      },
    }),
    route({
      method: 'get',
      path: paths.availableCodes,
      operationId: 'listAvailableProducerCodes',
      summary: 'The producer codes the caller may use: active ones that name its role',
      tag: 'Producer codes',
      roles: ['account', 'admin'],
      query: schemas.collectionQuery,
      findings: find.ofCollection(fieldsOfAccounts, seenByAccounts),
      headers: headerNames.unknown,
      answer: schemas.answers.codes,
      act: ({ query, caller }) =>
        pageOf(
          {
            path: paths.availableCodes,
            methods: ['get'],
            list: its.groupLists.codesAvailableTo(caller.role),
            fields: fieldsOfAccounts,
            attributes: seenByAccounts,
            elements: elements.availableCodes,
          },
          query,
        ),
    }),
  ];
}
