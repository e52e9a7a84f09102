import type { Brand } from '@affinity-engine/catalogue';
import { routesFor, type Route } from '../edge/route.js';
import * as answers from './answers.js';
import * as schemas from './schemas.js';
import type { OpsUseCases } from './use-cases.js';

const route = routesFor({ tag: 'Operators', callers: ['admin'] });

const call = '/ops/v1/partners/{partner_id}/brand';
const brandWire = ({ color, logo }: Brand) => ({ color, logo: logo ?? null });

/** Operators give partners a color and a picture for their documents. */
export const partnerBrandRoutes = (useCases: OpsUseCases): readonly Route[] => [
  route({
    call: `GET ${call}`,
    operationId: 'getPartnerBrand',
    summary: 'The color and the picture of a partner',
    description: 'They stand below those of the insurer, on every document of the partner’s affinities.',
    params: schemas.partnerPath,
    answer: answers.brand,
    act: ({ params }) => useCases.readPartnerBrand(params.partner_id),
    present: brandWire,
  }),
  route({
    call: `PUT ${call}`,
    operationId: 'setPartnerBrand',
    summary: 'Give a partner a color and a picture',
    description: 'In place of earlier ones. Documents that were printed before stay as they are.',
    params: schemas.partnerPath,
    body: schemas.brandBody,
    answer: answers.brand,
    idempotent: true,
    act: ({ params, body: { color, logo }, caller, once }) =>
      useCases.changePartnerBrand(
        params.partner_id,
        { color, ...(logo == null ? {} : { logo }) },
        caller.clientId,
        once,
      ),
    present: brandWire,
  }),
  route({
    call: `DELETE ${call}`,
    operationId: 'removePartnerBrand',
    summary: 'Take the color and the picture of a partner away',
    description: 'Documents that are printed from now on have those of the insurer only.',
    params: schemas.partnerPath,
    answer: answers.brand,
    status: 204,
    idempotent: true,
    act: ({ params, caller, once }) => useCases.removePartnerBrand(params.partner_id, caller.clientId, once),
    present: (_: void) => undefined,
  }),
];
