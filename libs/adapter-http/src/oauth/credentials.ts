import { edgeError } from '../edge/errors.js';
import { asGiven } from '../edge/own-ids.js';
import type { Headers } from '../edge/request.js';

export type Credentials = { readonly id: string; readonly secret: string };

/** The credentials that a body may hold. */
export type BodyCredentials = { readonly client_id?: string | undefined; readonly client_secret?: string | undefined };

/**
 * The credentials of a token call: from the body, or from an authorization header, which then must be Basic and must
 * name the client that the body names.
 * @throws INPUT-INVALID if they are missing, sent in both ways, or contradict each other
 */
export function credentialsOf(body: BodyCredentials, headers: Headers): Credentials {
  const authorization = String(headers['authorization'] ?? '').trim();
  if (authorization === '') return ofBody(body);
  const basic = /^Basic +([A-Za-z0-9+/]+={0,2})$/i.exec(authorization)?.[1];
  if (basic === undefined) throw refused('authorization: expected Basic with the base64 of id:secret, or none');
  if (body.client_secret !== undefined) {
    throw refused('client_secret: expected in the body or as Basic authorization, not both');
  }
  const credentials = ofBasic(basic);
  if (body.client_id !== undefined && body.client_id !== credentials.id) {
    throw refused('client_id: expected the client of the Basic authorization, or none');
  }
  return credentials;
}

function ofBody({ client_id: id, client_secret: secret }: BodyCredentials): Credentials {
  if (id !== undefined && secret !== undefined) return { id, secret };
  throw refused('client_id, client_secret: expected in the body or as Basic authorization');
}

function ofBasic(basic: string): Credentials {
  const [named = '', ...rest] = Buffer.from(basic, 'base64').toString('utf8').split(':').map(decoded);
  const [id, secret] = [asGiven(named), rest.join(':')];
  if (id.length > 100 || secret.length > 200) throw refused('authorization: expected shorter parts');
  if (`${id}${secret}`.includes('\u0000')) throw refused('authorization: expected text without NUL');
  return { id, secret };
}

/** RFC 6749: both parts are form-encoded before they are joined. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part.replaceAll('+', ' '));
  } catch {
    return part;
  }
}

const refused = (sentence: string) => edgeError('INPUT-INVALID', {}, sentence);
