import { createCipheriv, createDecipheriv } from 'node:crypto';
import { freshBytes } from './fresh-bytes.js';

/** Encrypts what must not be readable in the database: signing keys, first answers, keys of persons. */
export type Seal = {
  close(text: string): string;
  open(sealed: string): string;
  closeBytes(bytes: Uint8Array): string;
  openBytes(sealed: string): Buffer;
};

/** A shorter tag would be easier to forge. */
const authTagLength = 16;

/** The name of the key, before a sealed text. Base64 has no dot, so a text of an earlier version is known by having none. */
const keyName = '1';

/**
 * AES-256-GCM under a key of 32 bytes. What is sealed names its key. `open` throws for a text that was altered or encrypted
 * under another key.
 * @param namesKey false while the version before, which knows no names of keys, reads the same database
 */
export function sealUnder(key: Uint8Array, namesKey: () => boolean = () => true): Seal {
  const named = (sealed: Buffer): string => `${namesKey() ? `${keyName}.` : ''}${sealed.toString('base64')}`;
  const openBytes = (sealed: string): Buffer => decrypted(key, Buffer.from(bare(sealed), 'base64'));
  return {
    close: (text) => named(encrypted(key, Buffer.from(text))),
    open: (sealed) => openBytes(sealed).toString('utf8'),
    closeBytes: (bytes) => named(encrypted(key, bytes)),
    openBytes,
  };
}

function bare(sealed: string): string {
  const dot = sealed.indexOf('.');
  if (dot === -1) return sealed;
  if (sealed.slice(0, dot) === keyName) return sealed.slice(dot + 1);
  throw new Error(`sealed under key ${sealed.slice(0, dot)}, which this engine does not have`);
}

export function encrypted(key: Uint8Array, bytes: Uint8Array): Buffer {
  const nonce = freshBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength });
  const sealed = cipher.update(bytes);
  cipher.final(); // adds nothing: the mode has no padding
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
}

export function decrypted(key: Uint8Array, bytes: Uint8Array): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12), { authTagLength });
  decipher.setAuthTag(bytes.subarray(12, 28));
  const opened = decipher.update(bytes.subarray(28));
  decipher.final();
  return opened;
}
