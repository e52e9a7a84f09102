import { civilDate } from '@affinity-engine/kernel';
import type { Quotation, QuotationPage, QuotationQuery, QuotationSort } from '@affinity-engine/quotation';
import type { z } from 'zod';
import { edgeError, inputInvalid } from '../edge/errors.js';
import { routesFor, type File, type Route } from '../edge/route.js';
import * as answers from './answers.js';
import { contractingExample, proposalExample } from './examples.js';
import * as schemas from './schemas.js';
import type { QuotationUseCases } from './use-cases.js';
import { envelope, listWire, proposalItem, quotationItem, readItem, statusOfWord } from './wire.js';

const itemsPerPage = 10;
const route = routesFor({ tag: 'Quotation', callers: ['subscription'] });
const publicRoute = routesFor({ tag: 'Quotation', callers: ['public'] });

/** Quotations, proposals and checkout, as brokers' systems call them. */
export function quotationRoutes(useCases: QuotationUseCases): readonly Route[] {
  const { clock, links } = useCases;
  const success = <Item>(item: Item) => envelope(item, clock.now());

  return [
    route({
      call: 'POST /v1/quotation/contracting',
      operationId: 'contractQuotation',
      summary: 'Price answers: a new quotation, or another price of one',
      description: 'Identifiers of installments stay where the price does; a proposal is dropped.',
      body: schemas.contractingBody,
      answer: answers.contracting,
      idempotent: true,
      example: contractingExample,
      act: ({ body, caller, once }) => {
        const { quotationIdentifier, registerNumber, operationCode } = body;
        const edits = quotationIdentifier === undefined ? {} : { quotationId: quotationIdentifier };
        const input = { ...edits, registerNumber, operationCode, answers: answersFrom(body) };
        return useCases.contractQuotation(input, caller.subscription, once);
      },
      present: (quotation: Quotation) => success(quotationItem(quotation)),
    }),
    route({
      call: 'POST /v1/quotation/proposal',
      operationId: 'proposeQuotation',
      summary: 'Propose a quotation with a payment choice',
      description: 'Repeatable until it is checked out: its answers take the place of an earlier proposal’s.',
      body: schemas.proposalBody,
      answer: answers.proposed,
      idempotent: true,
      example: proposalExample,
      act: ({ body, caller, once }) => {
        const { identifier, ...input } = body;
        const proposal = { ...input, answers: answersFrom(body), quotationId: identifier };
        return useCases.proposeQuotation(proposal, caller.subscription, once);
      },
      present: (quotation: Quotation) => success(proposalItem(quotation, links)),
    }),
    route({
      call: 'POST /v1/checkout',
      operationId: 'checkOut',
      summary: 'Accept the proposal, and pay it where that is by card',
      description: 'The card is handed to the payment provider and neither kept nor logged.',
      body: schemas.checkoutBody,
      answer: answers.checkout,
      act: ({ body, caller }) => {
        const { registerNumber, quotationIdentifier, creditCard } = body;
        const input = { registerNumber, quotationId: quotationIdentifier, card: creditCard ?? null };
        return useCases.checkOut(input, caller.subscription);
      },
      present: () => ({ success: true, executed: clock.now() }),
    }),
    route({
      call: 'GET /v1/quotation/{registerNumber}/all',
      operationId: 'listQuotations',
      summary: "A broker's quotations, ten a page",
      description: 'Newest first by default.',
      params: schemas.brokerPath,
      query: schemas.listQuery,
      answer: answers.list,
      act: ({ params, query, caller }) => {
        const asked = { ...queryOf(query), registerNumber: params.registerNumber };
        return useCases.listQuotations(asked, caller.subscription);
      },
      present: ({ total, quotations }: QuotationPage) => ({
        totalItems: total,
        itemsPerPage,
        list: quotations.map(listWire),
        success: true,
        executed: clock.now(),
      }),
    }),
    route({
      call: 'GET /v1/quotation/{registerNumber}/{identifier}',
      operationId: 'readQuotation',
      summary: 'One quotation with its answers as they are kept and shown',
      description: 'With its proposal, if it was proposed, and how it is billed, if it was checked out.',
      params: schemas.quotationPath,
      answer: answers.read,
      act: ({ params, caller }) =>
        useCases.readQuotation(params.identifier, params.registerNumber, caller.subscription),
      present: (quotation: Quotation) => success(readItem(quotation, links)),
    }),
    publicRoute({
      call: 'GET /v1/quotation/documents/proposals/{token}',
      operationId: 'getProposalDocument',
      summary: 'The proposal as PDF',
      description:
        'The url comes with a proposal. It needs no key and is good for 30 days, or until another proposal takes its place.',
      params: schemas.documentPath,
      errorStatuses: [404],
      answer: { contentType: 'application/pdf' },
      act: async ({ params }): Promise<File> => {
        const { id, purpose, part, madeAtMs } = links.open(params.token);
        const isGood = purpose === 'proposal' && (await useCases.isLinkGood({ kind: 'quotation', id }, madeAtMs));
        if (!isGood) throw edgeError('LINK-UNKNOWN');
        // Links from before parts existed lead to the first proposal.
        const { number, bytes } = await useCases.printProposal(id, part ?? 1);
        return { contentType: 'application/pdf', name: `${number}.pdf`, bytes };
      },
      present: (document: File) => document,
    }),
  ];
}

/** The answers; a missing answer is null. */
const answersFrom = ({ answers }: Pick<z.output<typeof schemas.contractingBody>, 'answers'>) =>
  answers.map(({ code, answer = null }) => ({ code, answer }));

const sortNames: ReadonlyMap<string, QuotationSort> = new Map([
  ['status', 'status'],
  ['insuredname', 'insuredName'],
  ['product', 'product'],
  ['date', 'createdAt'],
  ['number', 'number'],
]);

/** The query of a list. @throws INPUT-INVALID */
function queryOf(query: z.output<typeof schemas.listQuery>): Omit<QuotationQuery, 'registerNumber'> {
  const status = query.status === undefined ? undefined : statusOfWord(query.status);
  const [startDate, endDate] = [query.startDate, query.endDate].map((day) =>
    day === undefined ? undefined : civilDate(day),
  );
  if (startDate !== undefined && endDate !== undefined && startDate > endDate) {
    throw inputInvalid([{ path: 'endDate', expected: 'a day from startDate on' }]);
  }
  return {
    sort: sortOf(query.sort),
    skip: ((query.page ?? 1) - 1) * itemsPerPage,
    limit: itemsPerPage,
    ...(query.search === undefined ? {} : { search: query.search }),
    ...(query.product === undefined ? {} : { operationCode: query.product }),
    ...(status === undefined ? {} : { status }),
    ...(startDate === undefined ? {} : { startDate }),
    ...(endDate === undefined ? {} : { endDate }),
  };
}

/** `-status,insuredname`; by default the newest first. @throws INPUT-INVALID */
function sortOf(text = '-date'): QuotationQuery['sort'] {
  return text.split(',').map((part) => {
    const descending = part.startsWith('-');
    const by = sortNames.get((descending ? part.slice(1) : part).trim().toLowerCase());
    if (by === undefined) {
      throw inputInvalid([
        { path: 'sort', expected: `one or more of ${schemas.sorts.join(', ')}, each with - for descending` },
      ]);
    }
    return { by, descending };
  });
}
