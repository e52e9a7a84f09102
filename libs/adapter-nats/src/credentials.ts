import { isIP } from 'node:net';
import { checkServerIdentity, type PeerCertificate } from 'node:tls';
import { credsAuthenticator, nkeyAuthenticator, type ConnectionOptions, type TlsOptions } from 'nats';

/** How a client logs in to NATS. */
export type NatsLogin =
  | { readonly user: string; readonly password: string }
  | { readonly token: string }
  /** The seed of a user's nkey. */
  | { readonly seed: string }
  /** The text of a `.creds` file. */
  | { readonly creds: string };

/** Where NATS is, and how to log in. */
export type NatsSettings = {
  /** `host:port` each. */
  readonly servers: readonly string[];
  /** Null: without. */
  readonly login: NatsLogin | null;
  /** PEM texts. Null: encrypted only if the server asks for it. */
  readonly tls: { readonly ca?: string; readonly cert?: string; readonly key?: string } | null;
};

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Whether the text is the seed of a user's nkey. */
export const isUserSeed = (text: string): boolean => signs(() => nkeyAuthenticator(bytes(text))('nonce'), /^U/);

/** Whether the text is that of a `.creds` file. */
export const isCreds = (text: string): boolean => signs(() => credsAuthenticator(bytes(text))('nonce'), /^U/);

function signs(sign: () => unknown, keys: RegExp): boolean {
  try {
    const { nkey, sig } = sign() as { readonly nkey?: string; readonly sig?: string };
    return keys.test(nkey ?? '') && (sig ?? '') !== '';
  } catch {
    return false;
  }
}

/** The settings as the client's options. */
export const optionsOf = ({ servers, login, tls }: NatsSettings): ConnectionOptions => ({
  servers: [...servers],
  ...(login === null ? {} : loginOf(login)),
  ...(tls === null ? {} : { tls: { ...tls, checkServerIdentity: identityCheck(servers) } as TlsOptions }),
});

/**
 * The client gives Node.js no name where a server is an address, so that `localhost` would be looked for in its
 * certificate: it must have one of the addresses instead.
 */
function identityCheck(servers: readonly string[]) {
  const hosts = servers.map((server) => new URL(`nats://${server}`).hostname.replace(/^\[(.*)\]$/, '$1'));
  const addresses = hosts.filter((host) => isIP(host) !== 0);
  return (name: string, certificate: PeerCertificate): Error | undefined => {
    const names = name === 'localhost' && !hosts.includes(name) ? addresses : [name];
    const failures = names.map((each) => checkServerIdentity(each, certificate));
    return failures.includes(undefined) ? undefined : failures[0];
  };
}

function loginOf(login: NatsLogin): ConnectionOptions {
  if ('token' in login) return { token: login.token };
  if ('seed' in login) return { authenticator: nkeyAuthenticator(bytes(login.seed)) };
  if ('creds' in login) return { authenticator: credsAuthenticator(bytes(login.creds)) };
  return { user: login.user, pass: login.password };
}
