import type { printDocument } from '@affinity-engine/affinity';
import { z } from 'zod';
import { edgeError } from '../edge/errors.js';
import type { Links } from '../edge/links.js';
import { route, type File, type Route } from '../edge/route.js';
import { attachmentNumbers } from './wire.js';

export type AttachmentUseCases = { readonly links: Links; readonly print: ReturnType<typeof printDocument> };

/** The documents behind links: whoever has the link may read. */
export const attachmentRoutes = ({ links, print }: AttachmentUseCases): readonly Route[] => [
  route({
    method: 'get',
    path: '/v1/attachments/{token}',
    operationId: 'getAttachment',
    summary: 'A document of an affinity, as PDF',
    description: 'The url comes with an affinity. It needs no token and is good for 30 days.',
    tag: 'Affinity',
    callers: ['public'],
    params: z.strictObject({ token: z.string().min(1).max(100) }),
    answer: { contentType: 'application/pdf' },
    act: async ({ params }): Promise<File> => {
      const { id: affinityId, purpose: type } = links.open(params.token);
      if (type === 'insurer-answer' || type === 'proposal') throw edgeError('LINK-UNKNOWN');
      const bytes = await print(affinityId, type);
      return { contentType: 'application/pdf', name: `${affinityId}-${attachmentNumbers[type]}.pdf`, bytes };
    },
    present: (document: File) => document,
  }),
];
