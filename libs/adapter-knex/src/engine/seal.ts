import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** Encrypts texts that must not be readable in the database file: signing keys, first answers. */
export type Seal = { close(text: string): string; open(sealed: string): string };

/** A shorter tag would be easier to forge. */
const authTagLength = 16;

/** AES-256-GCM under a key of 32 bytes. `open` throws for a text that was altered or encrypted under another key. */
export const sealUnder = (key: Uint8Array): Seal => ({
  close(text) {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength });
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64');
  },
  open(sealed) {
    const bytes = Buffer.from(sealed, 'base64');
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12), { authTagLength });
    decipher.setAuthTag(bytes.subarray(12, 28));
    return decipher.update(bytes.subarray(28), undefined, 'utf8') + decipher.final('utf8');
  },
});
