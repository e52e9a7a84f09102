import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';
import { freshBytes } from './fresh-bytes.js';

/** Encrypts what must not be readable in the database: signing keys, first answers, keys of persons. */
export type Seal = {
  close(text: string): string;
  open(sealed: string): string;
  closeBytes(bytes: Uint8Array): string;
  openBytes(sealed: string): Buffer;
  /** How each text begins that is sealed under the current key; null while keys are not named. */
  prefix(): string | null;
};

/** A shorter tag would be easier to forge. */
const authTagLength = 16;

/** The keys of the engine: the first one seals, all open what they sealed. */
export type SealKeys = readonly [Uint8Array, ...Uint8Array[]];

/** Says nothing of the key, and differs from those of others. */
const nameOf = (key: Uint8Array): string =>
  createHmac('sha256', key).update('name of the key').digest('base64url').slice(0, 6);

/**
 * AES-256-GCM under keys of 32 bytes. What is sealed names its key; base64 has no dot, so a text of an earlier version is
 * known by having none. `open` throws for a text that was altered or sealed under another key.
 * @param namesKey false while the version before, which knows no names of keys, reads the same database
 */
export function sealUnder(keys: SealKeys, namesKey: () => boolean = () => true): Seal {
  const [current] = keys;
  const byName = new Map(keys.map((key) => [nameOf(key), key]));
  const prefix = `${nameOf(current)}.`;
  const named = (sealed: Buffer): string => `${namesKey() ? prefix : ''}${sealed.toString('base64')}`;
  const openBytes = (sealed: string): Buffer => {
    const dot = sealed.indexOf('.');
    const bytes = Buffer.from(sealed.slice(dot + 1), 'base64');
    if (dot === -1) return firstOf(keys, (key) => decrypted(key, bytes));
    const key = byName.get(sealed.slice(0, dot));
    if (key === undefined) throw new Error(`sealed under key ${sealed.slice(0, dot)}, which this engine does not have`);
    return decrypted(key, bytes);
  };
  return {
    close: (text) => named(encrypted(current, Buffer.from(text))),
    open: (sealed) => openBytes(sealed).toString('utf8'),
    closeBytes: (bytes) => named(encrypted(current, bytes)),
    openBytes,
    prefix: () => (namesKey() ? prefix : null),
  };
}

/** What the first key that fits gives. */
function firstOf([key, ...others]: SealKeys, open: (key: Uint8Array) => Buffer): Buffer {
  try {
    return open(key);
  } catch (failure) {
    const [next, ...rest] = others;
    if (next === undefined) throw failure;
    return firstOf([next, ...rest], open);
  }
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
