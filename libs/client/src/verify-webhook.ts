import type { components } from './generated/api.js';

type Schemas = components['schemas'];

/** The body of a webhook, by `event.type`. Types that are not here may be added: keep them, and answer 200. */
export type WebhookBody =
  | Schemas['AffinityIssuedWebhook']
  | Schemas['AffinityCanceledWebhook']
  | Schemas['AffinityExpiredWebhook']
  | Schemas['AffinityRenewedWebhook']
  | Schemas['AffinityReinstatedWebhook']
  | Schemas['InsurerRiskSubmittedWebhook']
  | Schemas['InsurerRiskWithdrawnWebhook']
  | Schemas['WebhookPingWebhook'];

/** A webhook that the engine sent. */
export type VerifiedWebhook = {
  /** The id of the event: the same for each try and each replay. Make it unique in your store. */
  readonly id: string;
  /** 1, 2, 3, … at your endpoint, without gaps; 0 for a ping. */
  readonly sequence: number;
  /** Whether it was sent again because a replay was asked for. */
  readonly isReplay: boolean;
  readonly body: WebhookBody;
};

/** A request that must not be believed. Answer 401. */
export class WebhookInvalidError extends Error {
  override readonly name = 'WebhookInvalidError';
  readonly reason: 'header-missing' | 'timestamp-off' | 'signature-wrong';

  constructor(reason: WebhookInvalidError['reason'], message: string) {
    super(message);
    this.reason = reason;
  }
}

/** Headers as `Request` or as Node.js has them. */
export type ReceivedHeaders = Headers | Readonly<Record<string, string | readonly string[] | undefined>>;

export type VerifyOptions = {
  /** How many seconds the timestamp may be off, before or after: 300 by default. */
  readonly tolerance?: number;
  /** Milliseconds since 1970, by default of the machine. */
  readonly now?: () => number;
};

/** How many signatures of a request are looked at. The engine sends one for each key in force, two at most. */
const mostSignatures = 8;

/**
 * Checks that the engine sent these very bytes just now, and reads them.
 *
 * @param bytes the body exactly as it arrived, before anything parsed it
 * @param keys the signing keys in force, `whsec_…`: during a rotation two
 * @throws WebhookInvalidError if a header is missing, the timestamp is too far off, or no signature is of a key
 * @throws TypeError if a key is not one
 */
export async function verifyWebhook(
  bytes: Uint8Array,
  headers: ReceivedHeaders,
  keys: readonly string[],
  { tolerance = 300, now = Date.now }: VerifyOptions = {},
): Promise<VerifiedWebhook> {
  const [id, timestamp, signatures] = [
    needed(headers, 'webhook-id'),
    needed(headers, 'webhook-timestamp'),
    needed(headers, 'webhook-signature'),
  ];
  if (!/^\d+$/.test(timestamp) || Math.abs(now() / 1000 - Number(timestamp)) > tolerance) {
    throw new WebhookInvalidError('timestamp-off', `webhook-timestamp: expected one within ${tolerance} seconds`);
  }
  const prefix = new TextEncoder().encode(`${id}.${timestamp}.`);
  const signed = new Uint8Array(prefix.length + bytes.length);
  signed.set(prefix);
  signed.set(bytes, prefix.length);
  const given = signatures
    .split(' ')
    .filter((each) => each.startsWith('v1,'))
    // Each costs a digest of the whole body, also for a stranger.
    .slice(0, mostSignatures)
    .map((each) => bytesOf(each.slice(3)));
  const opened = await Promise.all(keys.map(openedKey));
  // The platform compares in constant time.
  const checks = opened.flatMap((key) =>
    given.flatMap((each) => (each === null ? [] : [crypto.subtle.verify('HMAC', key, each, signed)])),
  );
  if (!(await Promise.all(checks)).includes(true)) {
    throw new WebhookInvalidError('signature-wrong', 'webhook-signature: expected one by a key in force');
  }
  const body = JSON.parse(new TextDecoder().decode(bytes)) as WebhookBody;
  return { id, sequence: body.event.sequence, isReplay: valueOf(headers, 'webhook-replay') === 'true', body };
}

function openedKey(key: string, at: number): Promise<CryptoKey> {
  const bytes = bytesOf(key.replace(/^whsec_/, ''));
  if (bytes === null || bytes.length === 0) throw new TypeError(`keys[${at}]: expected whsec_ and Base64`);
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['verify']);
}

function needed(headers: ReceivedHeaders, name: string): string {
  const value = valueOf(headers, name);
  if (value === undefined || value === '') throw new WebhookInvalidError('header-missing', `${name}: expected a value`);
  return value;
}

/** A header by its name in lower case. One that came twice is not taken. */
function valueOf(headers: ReceivedHeaders, name: string): string | undefined {
  const isMap = (given: ReceivedHeaders): given is Headers => typeof given['get'] === 'function';
  const value = isMap(headers) ? (headers.get(name) ?? undefined) : headers[name];
  return typeof value === 'string' ? value : undefined;
}

/** The bytes of a Base64 text; null if it is none. */
function bytesOf(base64: string): Uint8Array<ArrayBuffer> | null {
  try {
    return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  } catch {
    return null;
  }
}
