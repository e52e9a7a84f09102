import { createHmac, timingSafeEqual } from 'node:crypto';
import type { AttachmentType } from '@affinity-engine/affinity';
import type { MachineClock } from '@affinity-engine/webhook';
import { edgeError } from './errors.js';

const day = 24 * 60 * 60 * 1000;

/** The purposes of links and how long each is valid. Tokens hold the index: add new ones at the end. */
const purposes = [
  { purpose: 'certificate', path: '/v1/attachments', ms: 30 * day },
  { purpose: 'general-conditions', path: '/v1/attachments', ms: 30 * day },
  { purpose: 'prize-draw-regulation', path: '/v1/attachments', ms: 30 * day },
  { purpose: 'cancellation', path: '/v1/attachments', ms: 30 * day },
  { purpose: 'insurer-answer', path: '/v1/insurer-answers', ms: 365 * day },
  { purpose: 'proposal', path: '/v1/quotation/documents/proposals', ms: 30 * day },
] as const satisfies readonly {
  readonly purpose: AttachmentType | 'insurer-answer' | 'proposal';
  readonly path: string;
  readonly ms: number;
}[];

type Purpose = (typeof purposes)[number]['purpose'];

const macBytes = 16;
const wholeBytes = 23;
const partBytes = 25;

/** Makes and opens links to things that have a UUID. They cannot be guessed, expire, and are not stored. */
export type Links = {
  /** @param part which part, for things that have several: a whole number up to 65,535 */
  to(id: string, purpose: Purpose, part?: number): string;
  /** @throws LINK-UNKNOWN if it was made elsewhere, was altered, or has expired */
  open(token: string): {
    readonly id: string;
    readonly purpose: Purpose;
    readonly part: number | null;
    /** In epoch milliseconds. */
    readonly madeAtMs: number;
  };
};

/**
 * Links as tokens: 16 bytes of identifier, the purpose, the expiry, an optional part, and a keyed digest over all.
 * @param keys the first one makes links; those of the others still open
 */
export function documentLinks(
  publicUrl: () => string,
  keys: readonly [Uint8Array, ...Uint8Array[]],
  clock: MachineClock,
): Links {
  return {
    to(id, purpose, part) {
      const index = purposes.findIndex((each) => each.purpose === purpose);
      const { path, ms } = purposes[index] as (typeof purposes)[number];
      const content = Buffer.alloc(part === undefined ? wholeBytes : partBytes);
      content.write(id.replaceAll('-', ''), 0, 'hex');
      content.writeUInt8(index, 16);
      content.writeUIntBE(clock.now() + ms, 17, 6);
      if (part !== undefined) content.writeUInt16BE(part, wholeBytes);
      return `${publicUrl()}${path}/${Buffer.concat([content, macOf(content, keys[0])]).toString('base64url')}`;
    },
    open(token) {
      const bytes = Buffer.from(token, 'base64url');
      const content = bytes.subarray(0, bytes.length - macBytes);
      const mac = bytes.subarray(content.length);
      // Buffer.from ignores characters outside base64: only the exact spelling that was given out is accepted.
      const spelled = bytes.toString('base64url') === token;
      const sized = [wholeBytes, partBytes].includes(content.length);
      const genuine = spelled && sized && keys.some((key) => timingSafeEqual(mac, macOf(content, key)));
      if (!genuine || content.readUIntBE(17, 6) < clock.now()) throw edgeError('LINK-UNKNOWN');
      const { purpose, ms } = purposes[content.readUInt8(16)] ?? {};
      if (purpose === undefined || ms === undefined) throw edgeError('LINK-UNKNOWN');
      const hex = content.toString('hex', 0, 16);
      const part = content.length === partBytes ? content.readUInt16BE(wholeBytes) : null;
      const id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
      return { id, purpose, part, madeAtMs: content.readUIntBE(17, 6) - ms };
    },
  };

  function macOf(content: Buffer, key: Uint8Array): Buffer {
    return createHmac('sha256', key).update(content).digest().subarray(0, macBytes);
  }
}
