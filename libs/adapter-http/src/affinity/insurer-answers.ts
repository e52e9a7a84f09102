import type { Affinity, AffinityWork, answerAffinity, InsurerOutcome } from '@affinity-engine/affinity';
import { z } from 'zod';
import { edgeError } from '../edge/errors.js';
import type { Links } from '../edge/links.js';
import { route, type Route } from '../edge/route.js';
import { statusNumbers } from './wire.js';

/** How an insurer that was asked over HTTP calls back: the url came with the risk, whoever has it may answer once. */
export const insurerAnswerRoutes = (
  links: Links,
  answer: ReturnType<typeof answerAffinity>,
  work: AffinityWork,
): readonly Route[] => {
  /** An answer that stands already is told again: who did not hear of it asks until it does. */
  async function standing(id: string, outcome: InsurerOutcome, thrown: unknown): Promise<Affinity> {
    const affinity = await work.run(({ affinities }) => affinities.findAny(id));
    const stands = outcome === 'issued' ? affinity?.issuedAt !== null : affinity?.issuedAt === null;
    if (affinity === null || affinity.status === 'pending' || !stands) throw thrown;
    return affinity;
  }

  return [
    route({
      method: 'post',
      path: '/v1/insurer-answers/{token}',
      operationId: 'answerAsInsurer',
      summary: "An insurer's answer to a risk that was put to it",
      description: 'The url is the `callback_url` of the risk. It needs no token. The first answer stands.',
      tag: 'Insurers',
      roles: 'public',
      params: z.strictObject({ token: z.string().min(1).max(100) }),
      body: z.strictObject({ outcome: z.enum(['issued', 'declined']) }),
      answer: z.object({ id: z.string(), status: z.int() }),
      example: { body: { outcome: 'issued' } },
      act: async ({ params, body }) => {
        const { id: affinityId, purpose } = links.open(params.token);
        if (purpose !== 'insurer-answer') throw edgeError('LINK-UNKNOWN');
        const { id, status } = await answer(affinityId, body.outcome, 'insurer:callback').catch((thrown: unknown) =>
          standing(affinityId, body.outcome, thrown),
        );
        return { id, status: statusNumbers[status] };
      },
    }),
  ];
};
