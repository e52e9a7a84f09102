import type { InsurerWithProducts } from '@affinity-engine/affinity';
import { z } from 'zod';
import { routesFor, type Route } from '../edge/route.js';
import type { OpsUseCases } from './use-cases.js';

const route = routesFor({ tag: 'Operators', callers: ['admin'] });

const insurerAnswer = z
  .object({
    id: z.string(),
    name: z.string(),
    susep_code: z.string().nullable(),
    cnpj: z.string().nullable(),
    ba_fin_id: z.string().nullable(),
    insurer_id: z.string().nullable().describe('by which partner systems know it'),
    supervising_authority_id: z.string().nullable(),
    answers: z.enum(['embedded', 'callback']).describe('callback: asked over HTTP, it calls back'),
    product_ids: z.array(z.string()),
  })
  .meta({ id: 'Insurer' });

/** The insurers of the catalogue. */
export const insurerRoutes = ({ listInsurers }: OpsUseCases): readonly Route[] => [
  route({
    call: 'GET /ops/v1/insurers',
    operationId: 'listInsurers',
    summary: "The insurers of today's catalogue, with the products each carries",
    answer: z.object({ items: z.array(insurerAnswer) }),
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
