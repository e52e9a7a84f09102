import { createHmac, randomBytes } from 'node:crypto';
import type { SigningKeys } from '@affinity-engine/webhook';

/** New signing keys as Standard Webhooks writes them: `whsec_` and base64 of 32 random bytes. */
export const signingKeys: SigningKeys = () => `whsec_${randomBytes(32).toString('base64')}`;

/**
 * The `webhook-signature` header: one `v1,…` per key, newest first, over `id.timestamp.body` (Standard Webhooks).
 *
 * @param timestamp whole seconds since 1970
 */
export const signatureOf = (id: string, timestamp: number, body: string | Buffer, secrets: readonly string[]): string =>
  secrets
    .map((secret) => {
      const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
      return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest('base64')}`;
    })
    .join(' ');
