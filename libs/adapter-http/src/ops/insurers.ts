import type { InsurerWithProducts } from '@affinity-engine/affinity';
import { z } from 'zod';
import { enumerated, named } from '../edge/marks.js';
import { routesFor, type Route } from '../edge/route.js';
import { about, shown } from '../edge/schemas.js';
import type { OpsUseCases } from './use-cases.js';

const route = routesFor({ tag: 'Operators', callers: ['admin'] });

const insurer = z
  .object({
    id: shown.text('the insurer in the catalogue', 'ins-5036'),
    name: shown.text('what people read', 'Maré Alta Vida e Previdência S.A.'),
    susep_code: shown.text('its number at SUSEP', '05036').nullable(),
    cnpj: shown.text('14 digits', '11222333000181').nullable(),
    ba_fin_id: shown.text('its number at BaFin', '5405').nullable(),
    insurer_id: shown.text('by which partner systems know it', '0102').nullable(),
    supervising_authority_id: shown.text('its number at another authority', 'LI-0001').nullable(),
    answers: z.enum(['embedded', 'callback']).meta(
      enumerated('InsurerAnswering', 'How an insurer answers', {
        embedded: 'the engine answers for it, at once or later',
        callback: 'asked over HTTP, it calls back',
      }),
    ),
    product_ids: z.array(z.string()).meta(about('the products it carries', ['personal-life'])),
  })
  .meta(named('Insurer', 'An insurer of the catalogue'));

const insurers = z
  .object({ items: z.array(insurer).describe('all of them') })
  .meta(named('InsurerList', 'The insurers of the catalogue'));

/** The insurers of the catalogue. */
export const insurerRoutes = ({ listInsurers }: OpsUseCases): readonly Route[] => [
  route({
    call: 'GET /ops/v1/insurers',
    operationId: 'listInsurers',
    summary: "The insurers of today's catalogue, with the products each carries",
    description: 'The catalogue is read when the engine starts.',
    answer: insurers,
    act: () => listInsurers(),
    present: (insurers: readonly InsurerWithProducts[]) => ({ items: insurers.map(insurerWire) }),
  }),
];

const insurerWire = ({ insurer, productIds }: InsurerWithProducts) => ({
  id: insurer.id,
  name: insurer.name,
  susep_code: insurer.susepCode ?? null,
  cnpj: insurer.cnpj ?? null,
  ba_fin_id: insurer.baFinId ?? null,
  insurer_id: insurer.insurerId ?? null,
  supervising_authority_id: insurer.supervisingAuthorityId ?? null,
  answers: insurer.answers ?? 'embedded',
  product_ids: productIds,
});
