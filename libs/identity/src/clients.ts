import type { Actor, Clock, Ids, Once } from '@affinity-engine/kernel';
import type { Client, ClientId, Role } from './client.js';
import { identityError } from './errors.js';
import type { Clients, IdentityWork, Secrets, FailedLogins } from './ports.js';

/** After this many wrong secrets in a minute, further ones from the same address get SECRET-TRIES-EXCEEDED. */
export const wrongSecretsPerMinute = 10;

export type NewClient = { readonly name: string; readonly role: Role; readonly partnerId: string | null };

/** A client with its secret, which cannot be read again. */
export type ClientWithSecret = { readonly client: Client; readonly secret: string };

/** Finds a client, null if not found. */
export const findClient =
  (work: IdentityWork) =>
  (id: ClientId): Promise<Client | null> =>
    work.run(({ clients }) => clients.find(id));

/** Creates a client. @throws PARTNER-UNKNOWN, CLIENT-PARTNER-MISMATCH */
export const createClient =
  (work: IdentityWork, clock: Clock, ids: Ids, secrets: Secrets) =>
  (input: NewClient, by: Actor, once?: Once<ClientWithSecret>): Promise<ClientWithSecret> =>
    work.run(async ({ clients, partners, audit }) => {
      if (input.partnerId !== null) await partners.assertExists(input.partnerId);
      if ((input.role === 'partner') !== (input.partnerId !== null)) throw identityError('CLIENT-PARTNER-MISMATCH');
      const secret = secrets.make();
      const client: Client = {
        ...input,
        id: ids.next(),
        secretHash: secrets.hash(secret),
        createdAt: clock.now(),
        revokedAt: null,
        version: 1,
      };
      clients.add(client);
      audit.append({ actor: by, action: 'client.created', subject: client.id, details: { role: client.role } });
      return { client, secret };
    }, once);

/**
 * Gives a client a new secret; the old secret and its tokens become invalid.
 * @param partnerId whose client it must be; anyone's by default
 * @throws CLIENT-UNKNOWN, CLIENT-REVOKED
 */
export const rotateClientSecret =
  (work: IdentityWork, secrets: Secrets) =>
  (id: ClientId, by: Actor, once?: Once<ClientWithSecret>, partnerId?: string): Promise<ClientWithSecret> =>
    work.run(async ({ clients, audit }) => {
      const client = await clientOf(clients, id);
      if (partnerId !== undefined && client.partnerId !== partnerId) throw identityError('CLIENT-UNKNOWN', { id });
      if (client.revokedAt !== null) throw identityError('CLIENT-REVOKED', { id });
      const secret = secrets.make();
      const rotated: Client = { ...client, secretHash: secrets.hash(secret) };
      clients.save(rotated);
      audit.append({ actor: by, action: 'client.rotated', subject: id });
      return { client: { ...rotated, version: client.version + 1 }, secret };
    }, once);

/** Ends a client and its tokens, for good. @throws CLIENT-UNKNOWN */
export const revokeClient =
  (work: IdentityWork, clock: Clock) =>
  (id: ClientId, by: Actor, once?: Once<Client>): Promise<Client> =>
    work.run(async ({ clients, audit }) => {
      const client = await clientOf(clients, id);
      if (client.revokedAt !== null) return client;
      const revoked: Client = { ...client, revokedAt: clock.now() };
      clients.save(revoked);
      audit.append({ actor: by, action: 'client.revoked', subject: id });
      return { ...revoked, version: client.version + 1 };
    }, once);

/**
 * Finds the client with these credentials. Wrong ones are counted by the address of the caller; right ones always pass,
 * so that nobody can lock a client out. An unknown client takes the same steps as a wrong secret.
 * @throws CLIENT-INVALID; SECRET-TRIES-EXCEEDED, with `seconds`, for wrong ones after ten in a minute from this address
 */
export const authenticate = (work: IdentityWork, secrets: Secrets, wrong: FailedLogins) => {
  const ofNobody = secrets.hash('');
  return async (id: ClientId, secret: string, address: string): Promise<Client> => {
    const client = await work.run(({ clients }) => clients.find(id));
    const right = secrets.matches(secret, client?.secretHash ?? ofNobody);
    if (client !== null && right && client.revokedAt === null) return client;
    const seconds = await wrong.add(address, wrongSecretsPerMinute);
    throw seconds === null ? identityError('CLIENT-INVALID') : identityError('SECRET-TRIES-EXCEEDED', { seconds });
  };
};

/** The current client of a token. @throws CLIENT-INVALID if it was revoked or its secret rotated */
export const clientOfToken =
  (work: IdentityWork) =>
  async (id: ClientId, version: number): Promise<Client> => {
    const client = await work.run(({ clients }) => clients.find(id));
    if (client === null || client.revokedAt !== null || client.version !== version)
      throw identityError('CLIENT-INVALID');
    return client;
  };

async function clientOf(clients: Clients, id: ClientId): Promise<Client> {
  const client = await clients.find(id);
  if (client === null) throw identityError('CLIENT-UNKNOWN', { id });
  return client;
}
