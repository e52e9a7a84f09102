import type { Passwords } from '@affinity-engine/identity';
import { hash, verify } from '@node-rs/argon2';

/** Argon2id, as OWASP's cheat sheet on the storage of passwords has it: 19 MiB, two passes, one lane. */
const settings = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Digests by argon2id. Each says how it was made, so that later ones may cost more. */
export const argonPasswords: Passwords = {
  hash: (password) => hash(password.normalize('NFKC'), settings),
  matches: (password, digest) => verify(digest, password.normalize('NFKC')),
};
