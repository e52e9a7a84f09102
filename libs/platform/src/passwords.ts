import type { Passwords } from '@affinity-engine/identity';

/** Argon2id, as OWASP's cheat sheet on the storage of passwords has it: 19 MiB, two passes, one lane. */
const settings = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Native code, loaded when the first person signs in. */
const argon = () => import('@node-rs/argon2');

/** Digests by argon2id. Each says how it was made, so that later ones may cost more. */
export const argonPasswords: Passwords = {
  hash: async (password) => (await argon()).hash(password.normalize('NFKC'), settings),
  matches: async (password, digest) => (await argon()).verify(digest, password.normalize('NFKC')),
};
