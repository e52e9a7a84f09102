import type {
  AgencyNumber,
  AgencyNumberChange,
  PreviewedNumber,
  WrittenAgencyNumber,
} from '@affinity-engine/agency-number';
import type { Once } from '@affinity-engine/kernel';
import type { z } from 'zod';
import { paged, pageOf } from '../edge/paged.js';
import { routesFor, type Route } from '../edge/route.js';
import * as schemas from './agency-number-schemas.js';
import { numberWire, previewWire, setsOf } from './agency-number-wire.js';
import { pageOfAnswers } from './answers.js';
import type { OpsUseCases } from './use-cases.js';

const route = routesFor({ tag: 'Operators', callers: ['admin'] });
const path = '/ops/v1/agency-numbers';

/** Every agency number with its internal comment: operators find, register and change them. */
export const agencyNumberRoutes = (useCases: OpsUseCases): readonly Route[] => [
  route({
    call: `GET ${path}`,
    operationId: 'listAgencyNumbers',
    summary: 'Agency numbers with their internal comments, of all owners or of some',
    description: 'Inactive ones, too.',
    query: schemas.numbersQuery,
    answer: pageOfAnswers(schemas.keptNumber, 'AgencyNumberList'),
    act: ({ query }) => {
      const { account_id: accountId, broker_id: brokerId, insurer_id: insurerId, agency_number: number } = query;
      return paged(
        useCases.lists.agencyNumbers({ accountId, brokerId, insurerId, number, active: query.active }),
        query,
      );
    },
    present: pageOf<AgencyNumber>(numberWire),
  }),
  route({
    call: `POST ${path}`,
    operationId: 'registerOperatedAgencyNumbers',
    summary: 'Register agency numbers of an account or one of its brokers, all or none of them',
    description:
      'A number that is there and comes without an external_unique_id is updated. With `dry_run`, it is only said what would be done with each.',
    body: schemas.registrationBody,
    mostValues: 200_000,
    answer: schemas.registered,
    idempotent: true,
    act: ({ body, caller, once }) => registered(useCases, body, caller.clientId, once),
    present: ({ dryRun, added, updated, lines }: Registered) => ({
      ...{ dry_run: dryRun, added, updated },
      lines: lines?.map(previewWire) ?? null,
    }),
  }),
  route({
    call: `PATCH ${path}/{agency_number_id}`,
    operationId: 'changeOperatedAgencyNumber',
    summary: 'Change whether a number is active, its match code and its flags',
    description: 'What is left out stays. A flag that is set counts as sent last.',
    params: schemas.numberPath,
    body: schemas.numberChange,
    answer: schemas.keptNumber,
    idempotent: true,
    act: ({ params, body, caller, once }) =>
      useCases.changeAgencyNumber(params.agency_number_id, null, changeOf(body), caller.clientId, once),
    present: (number: WrittenAgencyNumber) => numberWire(number),
  }),
];

type Registered = {
  readonly dryRun: boolean;
  readonly added: number;
  readonly updated: number;
  readonly lines?: readonly PreviewedNumber[];
};

/** Registers, or says what a registration would do. */
async function registered(
  useCases: OpsUseCases,
  body: z.output<typeof schemas.registrationBody>,
  by: string,
  once: Once<Registered> | undefined,
): Promise<Registered> {
  const owner = await useCases.ownerNamed(body.account_id, body.broker_id ?? null);
  const sets = setsOf(body);
  if (body.dry_run === true) return { dryRun: true, ...(await useCases.previewRegistration(sets, owner)) };
  const done = await useCases.registerAgencyNumbers(
    sets,
    owner,
    by,
    once && { ...once, answer: (its) => once.answer({ dryRun: false, ...its }) },
  );
  return { dryRun: false, ...done };
}

const changeOf = (body: z.output<typeof schemas.numberChange>): AgencyNumberChange => ({
  ...(body.active === undefined ? {} : { active: body.active }),
  ...(body.match_code === undefined ? {} : { matchCode: body.match_code }),
  defaultFor: {
    ...(body.default_for_tenders === undefined ? {} : { tenders: body.default_for_tenders }),
    ...(body.default_for_calculations === undefined ? {} : { calculations: body.default_for_calculations }),
  },
});
