import type { Affinity, InsurersNote } from '@affinity-engine/affinity';
import { z } from 'zod';
import { edgeError } from '../edge/errors.js';
import { routesFor, type Route } from '../edge/route.js';
import { insurerAnswered } from './answers.js';
import { insurerAnswerBody } from './schemas.js';
import type { AffinityUseCases } from './use-cases.js';
import { statusNumbers } from './numbers.js';

const route = routesFor({ tag: 'Insurers', callers: ['public'] });

/** How an insurer that was asked over HTTP calls back. The url came with the risk and is the only credential. */
export const insurerAnswerRoutes = (useCases: AffinityUseCases): readonly Route[] => [
  route({
    call: 'POST /v1/insurer-answers/{token}',
    operationId: 'answerAsInsurer',
    summary: "An insurer's answer to a risk that was put to it",
    description: 'The url is the `callback_url` of the risk. It needs no token. The first answer stands.',
    params: z.strictObject({ token: z.string().min(1).max(100).describe('the end of the url') }),
    body: insurerAnswerBody,
    answer: insurerAnswered,
    example: { body: { outcome: 'issued' } },
    act: async ({ params, body }) => {
      const { id, purpose } = useCases.links.open(params.token);
      if (purpose !== 'insurer-answer') throw edgeError('LINK-UNKNOWN');
      return useCases.answerByCallback(id, body.outcome, noteOf(body));
    },
    present: ({ id, status }: Affinity) => ({ id, status: statusNumbers[status] }),
  }),
];

/** What the insurer says beside its answer. */
export const noteOf = ({ reason, insurer_reference: reference }: z.output<typeof insurerAnswerBody>): InsurersNote => ({
  ...(reason === undefined ? {} : { reason }),
  ...(reference === undefined ? {} : { reference }),
});
