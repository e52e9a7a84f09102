import { edgeError } from './errors.js';
import type { Headers } from './request.js';

/** Names of UTF-8, and of its part that is ASCII. */
const charsets: ReadonlySet<string> = new Set(['utf-8', 'utf8', 'us-ascii']);

const formType = 'application/x-www-form-urlencoded';

/** Whether a body is a form. Names of media types have no case. */
export const isForm = (headers: Headers): boolean => mediaTypeOf(headers).type === formType;

/**
 * Checks how a body is encoded, before it is read: it is not compressed, its texts are in UTF-8, and it is no form where
 * none is taken.
 * @throws CONTENT-ENCODING-INVALID, CONTENT-TYPE-INVALID
 */
export function checkMedia(headers: Headers, takesForms: boolean): void {
  if (!hasBody(headers)) return;
  const encodings = listed(headers['content-encoding'], ',');
  if (encodings.some((encoding) => encoding !== 'identity')) throw edgeError('CONTENT-ENCODING-INVALID');
  const { type, charset } = mediaTypeOf(headers);
  if (charset.some((name) => !charsets.has(name))) {
    throw edgeError('CONTENT-TYPE-INVALID', {}, 'content-type: expected the charset utf-8, or none.');
  }
  if (type === formType && !takesForms) throw edgeError('CONTENT-TYPE-INVALID');
}

const hasBody = (headers: Headers): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

function mediaTypeOf(headers: Headers): { readonly type: string; readonly charset: readonly string[] } {
  const [type = '', ...parameters] = listed(headers['content-type'], ';');
  return { type, charset: parameters.flatMap((each) => /^charset="?([^"]*)"?$/.exec(each)?.[1] ?? []) };
}

/** The parts of a header in lower case, without empty ones. */
const listed = (header: string | string[] | undefined, separator: string): readonly string[] =>
  String(header ?? '')
    .toLowerCase()
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '');
