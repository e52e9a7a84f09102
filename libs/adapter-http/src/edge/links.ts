import { createHmac, timingSafeEqual } from 'node:crypto';
import type { AttachmentType } from '@affinity-engine/affinity';
import type { MachineClock } from '@affinity-engine/webhook';
import { edgeError } from './errors.js';

/** How long a link can be opened. */
const linkMs = 30 * 24 * 60 * 60 * 1000;

const types = ['certificate', 'general-conditions', 'prize-draw-regulation', 'cancellation'] as const;

const macBytes = 16;

/** Makes and opens the links to documents: unguessable, over after 30 days, kept nowhere. */
export type Links = {
  to(affinityId: string, type: AttachmentType): string;
  /** @throws LINK-UNKNOWN where it was not made here, was altered, or is over */
  open(token: string): { readonly affinityId: string; readonly type: AttachmentType };
};

/** Links of this engine: 16 bytes of identifier, a type, the end of validity, and a keyed digest over them. */
export function documentLinks(publicUrl: () => string, key: Uint8Array, clock: MachineClock): Links {
  return {
    to(affinityId, type) {
      const content = Buffer.alloc(23);
      content.write(affinityId.replaceAll('-', ''), 0, 'hex');
      content.writeUInt8(types.indexOf(type), 16);
      content.writeUIntBE(clock.now() + linkMs, 17, 6);
      return `${publicUrl()}/v1/attachments/${Buffer.concat([content, macOf(content)]).toString('base64url')}`;
    },
    open(token) {
      const bytes = Buffer.from(token, 'base64url');
      const content = bytes.subarray(0, 23);
      const mac = bytes.subarray(23);
      // Reading base64 passes over what is no part of it: only the one spelling that was given out opens.
      const spelled = bytes.toString('base64url') === token;
      const genuine = spelled && mac.length === macBytes && timingSafeEqual(mac, macOf(content));
      if (!genuine || content.readUIntBE(17, 6) < clock.now()) throw edgeError('LINK-UNKNOWN');
      const type = types[content.readUInt8(16)];
      if (type === undefined) throw edgeError('LINK-UNKNOWN');
      const hex = content.toString('hex', 0, 16);
      return { affinityId: hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'), type };
    },
  };

  function macOf(content: Buffer): Buffer {
    return createHmac('sha256', key).update(content).digest().subarray(0, macBytes);
  }
}
