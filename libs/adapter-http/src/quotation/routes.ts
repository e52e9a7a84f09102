import { civilDate, type Clock } from '@affinity-engine/kernel';
import {
  type checkOut,
  type contractQuotation,
  type listQuotations,
  type proposeQuotation,
  type Quotation,
  type QuotationQuery,
  type QuotationSort,
  type readQuotation,
  type Subscription,
} from '@affinity-engine/quotation';
import type { z } from 'zod';
import { edgeError, faulty } from '../edge/errors.js';
import type { Links } from '../edge/links.js';
import { route, type Caller, type File, type Route } from '../edge/route.js';
import { contractingExample, proposalExample } from './examples.js';
import * as schemas from './schemas.js';
import { envelope, listWire, proposalItem, quotationItem, readItem, statusOfWord } from './wire.js';

export type QuotationUseCases = {
  readonly contractQuotation: ReturnType<typeof contractQuotation>;
  readonly propose: ReturnType<typeof proposeQuotation>;
  readonly checkOut: ReturnType<typeof checkOut>;
  readonly readQuotation: ReturnType<typeof readQuotation>;
  readonly listQuotations: ReturnType<typeof listQuotations>;
  readonly printProposal: (
    quotationId: string,
    sequence: number,
  ) => Promise<{ readonly number: string; readonly bytes: Uint8Array }>;
  readonly subscription: (id: string) => Promise<Subscription>;
  readonly links: Links;
  readonly clock: Clock;
};

const tag = 'Quotation';
const itemsPerPage = 10;
/** Who may call is told by the subscription key alone. */
const roles = [] as const;

/** Quotations, proposals and checkout, as brokers' systems call them. */
export function quotationRoutes(its: QuotationUseCases): readonly Route[] {
  const { clock, links } = its;
  const by = ({ clientId }: Caller): Promise<Subscription> => its.subscription(clientId);

  return [
    route({
      method: 'post',
      path: '/v1/quotation/contracting',
      operationId: 'contractQuotation',
      summary: 'Price answers: a new quotation, or another price of one',
      description: 'Identifiers of installments stay where the price does; a proposal is dropped.',
      tag,
      roles,
      body: schemas.contractingBody,
      answer: schemas.contractingAnswer,
      idempotent: true,
      example: contractingExample,
      act: async ({ body, caller, once }) => {
        const { quotationIdentifier, registerNumber, operationCode } = body;
        const edits = quotationIdentifier === undefined ? {} : { quotationId: quotationIdentifier.toLowerCase() };
        const answer = (quotation: Quotation) => envelope(quotationItem(quotation), clock.now());
        return answer(
          await its.contractQuotation(
            { ...edits, registerNumber, operationCode, answers: answersFrom(body) },
            await by(caller),
            once(answer),
          ),
        );
      },
    }),
    route({
      method: 'post',
      path: '/v1/quotation/proposal',
      operationId: 'proposeQuotation',
      summary: 'Propose a quotation with a payment choice',
      description: 'Repeatable until it is checked out: its answers take the place of an earlier proposal’s.',
      tag,
      roles,
      body: schemas.proposalBody,
      answer: schemas.proposalAnswer,
      idempotent: true,
      example: proposalExample,
      act: async ({ body, caller, once }) => {
        const { identifier, ...input } = body;
        const answer = (quotation: Quotation) => envelope(proposalItem(quotation, links), clock.now());
        const proposal = { ...input, answers: answersFrom(body), quotationId: identifier.toLowerCase() };
        return answer(await its.propose(proposal, await by(caller), once(answer)));
      },
    }),
    route({
      method: 'post',
      path: '/v1/checkout',
      operationId: 'checkOut',
      summary: 'Accept the proposal, and pay it where that is by card',
      description: 'The card is handed to the payment provider and neither kept nor logged.',
      tag,
      roles,
      body: schemas.checkoutBody,
      answer: schemas.checkoutAnswer,
      act: async ({ body, caller }) => {
        const { registerNumber, quotationIdentifier, creditCard } = body;
        const input = { registerNumber, quotationId: quotationIdentifier.toLowerCase(), card: creditCard ?? null };
        await its.checkOut(input, await by(caller));
        return { success: true, executed: clock.now() };
      },
    }),
    route({
      method: 'get',
      path: '/v1/quotation/{registerNumber}/all',
      operationId: 'listQuotations',
      summary: "A broker's quotations, ten a page",
      tag,
      roles,
      params: schemas.brokerPath,
      query: schemas.listQuery,
      answer: schemas.listAnswer,
      act: async ({ params, query, caller }) => {
        const found = await its.listQuotations(
          { ...queryOf(query), registerNumber: params.registerNumber },
          await by(caller),
        );
        return {
          totalItems: found.total,
          itemsPerPage,
          list: found.quotations.map(listWire),
          success: true,
          executed: clock.now(),
        };
      },
    }),
    route({
      method: 'get',
      path: '/v1/quotation/{registerNumber}/{identifier}',
      operationId: 'readQuotation',
      summary: 'One quotation with its answers as they are kept and shown',
      tag,
      roles,
      params: schemas.quotationPath,
      answer: schemas.readAnswer,
      act: async ({ params, caller }) => {
        const id = params.identifier.toLowerCase();
        const quotation = await its.readQuotation(id, params.registerNumber, await by(caller));
        return envelope(readItem(quotation, links), clock.now());
      },
    }),
    route({
      method: 'get',
      path: '/v1/quotation/documents/proposals/{token}',
      operationId: 'getProposalDocument',
      summary: 'The proposal as PDF',
      description:
        'The url comes with a proposal. It needs no key and is good for 30 days, or until another proposal takes its place.',
      tag,
      roles: 'public',
      params: schemas.documentPath,
      answer: { contentType: 'application/pdf' },
      act: async ({ params }): Promise<File> => {
        const { id, purpose, part } = links.open(params.token);
        if (purpose !== 'proposal') throw edgeError('LINK-UNKNOWN');
        // A link from before they named the proposal was most likely to the first.
        const { number, bytes } = await its.printProposal(id, part ?? 1);
        return { contentType: 'application/pdf', name: `${number}.pdf`, bytes };
      },
    }),
  ];
}

/** The answers, with what was left out as blank. */
const answersFrom = ({ answers }: Pick<z.output<typeof schemas.contractingBody>, 'answers'>) =>
  answers.map(({ code, answer = null }) => ({ code, answer }));

const sortNames: Readonly<Record<string, QuotationSort>> = {
  status: 'status',
  insuredname: 'insuredName',
  product: 'product',
  date: 'createdAt',
  number: 'number',
};

/** What a list is asked for. @throws INPUT-INVALID */
function queryOf(query: z.output<typeof schemas.listQuery>): Omit<QuotationQuery, 'registerNumber'> {
  const status = query.status === undefined ? undefined : statusOfWord(query.status);
  const [startDate, endDate] = [query.startDate, query.endDate].map((day) =>
    day === undefined ? undefined : civilDate(day),
  );
  if (startDate !== undefined && endDate !== undefined && startDate > endDate) {
    throw faulty([{ path: 'endDate', expected: `a day from startDate, ${startDate}, on` }]);
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

/** `-status,insuredname`; the newest first unless told otherwise. @throws INPUT-INVALID */
function sortOf(text = '-date'): QuotationQuery['sort'] {
  return text.split(',').map((part) => {
    const descending = part.startsWith('-');
    const by = sortNames[(descending ? part.slice(1) : part).trim().toLowerCase()];
    if (by === undefined) {
      throw faulty([
        { path: 'sort', expected: `one or more of ${schemas.sorts.join(', ')}, each with - for descending` },
      ]);
    }
    return { by, descending };
  });
}
