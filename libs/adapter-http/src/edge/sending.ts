import type { FastifyReply } from 'fastify';
import type { ErrorAnswer, File, Route } from './route.js';

export const jsonType = 'application/json; charset=utf-8';

/** Whether a route answers with a document. */
export const isFile = (route: Route, result: unknown): result is File =>
  'contentType' in route.answer && result !== null;

export const sendJson = (reply: FastifyReply, status: number, text: string): FastifyReply => {
  const coded = reply.code(status);
  // What brought a browser here may be a secret, such as a code of an OpenID provider: the next page does not get it.
  if (status === 303) return coded.header('referrer-policy', 'no-referrer').send();
  if (status === 204) return coded.send();
  return coded.header('content-type', jsonType).send(text);
};

/** Saved, not shown: no browser takes it for a page. */
export const sendCsv = (reply: FastifyReply, name: string, text: string): FastifyReply =>
  reply
    .header('content-type', 'text/csv; charset=utf-8; header=present')
    .header('content-disposition', `attachment; filename="${name}"`)
    .header('x-content-type-options', 'nosniff')
    .send(Buffer.from(text));

export const sendFile = (reply: FastifyReply, { contentType, name, bytes }: File): FastifyReply =>
  reply
    .header('content-type', contentType)
    .header('content-disposition', `inline; filename="${name}"`)
    .header('x-content-type-options', 'nosniff')
    .send(Buffer.from(bytes));

/** Errors repeat what was sent, and hold only for now: caches must not keep them either. */
export const sendAnswer = (reply: FastifyReply, { status, contentType, headers, body }: ErrorAnswer): FastifyReply =>
  reply
    .code(status)
    .headers({ 'content-type': contentType ?? jsonType, 'cache-control': 'no-store', ...headers })
    .send(JSON.stringify(body));
