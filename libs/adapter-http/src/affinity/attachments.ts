import { z } from 'zod';
import { edgeError } from '../edge/errors.js';
import { routesFor, type File, type Route } from '../edge/route.js';
import type { AffinityUseCases } from './use-cases.js';
import { attachmentNumbers } from './numbers.js';

const route = routesFor({ tag: 'Affinity', callers: ['public'] });

/** The documents behind links. The link is the only credential. */
export const attachmentRoutes = ({ links, printDocument, isLinkGood }: AffinityUseCases): readonly Route[] => [
  route({
    call: 'GET /v1/attachments/{token}',
    operationId: 'getAttachment',
    summary: 'A document of an affinity, as PDF',
    description: 'The url comes with an affinity. It needs no token and is good for 30 days.',
    params: z.strictObject({ token: z.string().min(1).max(100).describe('the end of the url') }),
    answer: { contentType: 'application/pdf' },
    act: async ({ params }): Promise<File> => {
      const { id: affinityId, purpose: type, madeAtMs } = links.open(params.token);
      if (type === 'insurer-answer' || type === 'proposal') throw edgeError('LINK-UNKNOWN');
      if (!(await isLinkGood({ kind: 'affinity', id: affinityId }, madeAtMs))) throw edgeError('LINK-UNKNOWN');
      const bytes = await printDocument(affinityId, type);
      return { contentType: 'application/pdf', name: `${affinityId}-${attachmentNumbers[type]}.pdf`, bytes };
    },
    present: (document: File) => document,
  }),
];
