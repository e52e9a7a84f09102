import type { CodeField, NewProducerCode } from '@affinity-engine/affinity-group';
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
import { codeFrom, textIn } from './wire.js';

const route = routesFor({ tag: 'Producer codes', callers: ['admin'], headers: unknownHeaders });
const accountRoute = routesFor({ tag: 'Producer codes', callers: ['account', 'admin'], headers: unknownHeaders });

const seenByAccounts = ['code', 'description', 'id', 'organization'];
const attributes = ['active', ...seenByAccounts, 'roles'];
const fieldsOfAccounts: Fields<CodeField> = {
  code: { field: 'code' },
  description: { field: 'description' },
  id: { field: 'id', values: 'ids' },
  organization: { field: 'organizationId', values: 'ids' },
};
const fields: Fields<CodeField> = { ...fieldsOfAccounts, active: { field: 'active' } };

/** Producer codes: an operator sees all, an account those that it may use. */
export function producerCodeRoutes(useCases: CloudAdminUseCases, elements: Elements): readonly Route[] {
  const present = enveloped(elements.codes);
  return [
    route({
      call: `GET ${paths.codes}`,
      operationId: 'listProducerCodes',
      summary: 'Every producer code, active or not',
      description: 'Pages follow one another by `links.next`.',
      query: schemas.collectionQuery,
      problems: ofCollection(fields, attributes),
      answer: answers.codes,
      act: ({ query }) => {
        const list = useCases.lists.codes;
        return pageOf({ path: paths.codes, methods: ['get', 'post'], list, fields, elements: elements.codes }, query);
      },
      present: (page: object) => page,
    }),
    route({
      call: `POST ${paths.codes}`,
      operationId: 'createProducerCode',
      summary: 'Make a producer code',
      description: 'Its text is unique. Roles say who may use it.',
      query: schemas.elementQuery,
      prepare: schemas.withRoles,
      body: schemas.codeBody,
      problems: ofElement(attributes, ({ attributes: sent }) => useCases.checkCodeChange(null, codeFrom(sent), null)),
      answer: answers.code,
      status: 201,
      idempotent: true,
      location: selfOf,
      example: { body: examples.code },
      act: ({ body, caller, once }) =>
        useCases.createProducerCode(codeFrom(body.data.attributes) as NewProducerCode, caller.clientId, once),
      present,
    }),
    route({
      call: `GET ${paths.codes}/{producerCodeId}`,
      operationId: 'getProducerCode',
      summary: 'One producer code',
      description: 'By its identifier.',
      params: schemas.codePath,
      query: schemas.elementQuery,
      problems: ofElement(attributes),
      answer: answers.code,
      act: ({ params }) => useCases.readProducerCode(params.producerCodeId),
      present,
    }),
    route({
      call: `PATCH ${paths.codes}/{producerCodeId}`,
      operationId: 'changeProducerCode',
      summary: 'Change a producer code; one that is not active sells nothing',
      description: 'With a checksum it happens only where the code is still as it was read.',
      headers: changeHeaders,
      params: schemas.codePath,
      query: schemas.elementQuery,
      prepare: schemas.withRoles,
      body: schemas.codePatch,
      problems: ofElement(attributes, (sent) => problemsOfChange(useCases, sent)),
      answer: answers.code,
      idempotent: true,
      example: { body: examples.codeChange },
      act: ({ params, body, headers, caller, once }) => {
        const checksum = checksumIn(headers, body.data.checksum);
        const changes = codeFrom(body.data.attributes);
        return useCases.changeProducerCode(params.producerCodeId, changes, checksum, caller.clientId, once);
      },
      present,
    }),
    accountRoute({
      call: `GET ${paths.availableCodes}`,
      operationId: 'listAvailableProducerCodes',
      summary: 'The producer codes the caller may use: active ones that name its role',
      description: 'Without who else may use them.',
      query: schemas.collectionQuery,
      problems: ofCollection(fieldsOfAccounts, seenByAccounts),
      answer: answers.codes,
      act: ({ query, caller }) =>
        pageOf(
          {
            path: paths.availableCodes,
            methods: ['get'],
            list: useCases.lists.codesAvailableTo(caller.kind),
            fields: fieldsOfAccounts,
            elements: elements.availableCodes,
          },
          query,
        ),
      present: (page: object) => page,
    }),
  ];
}

async function problemsOfChange(
  { checkCodeChange }: CloudAdminUseCases,
  sent: SentElement,
): Promise<readonly Problem[]> {
  const id = textIn(sent.params, 'producerCodeId') ?? '';
  const problems = await checkCodeChange(id, codeFrom(sent.attributes), sent.checksum);
  return problems === null ? [] : [...ownIdentifier(id, sent.attributes), ...problems];
}
