import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isCreds, isUserSeed, type NatsLogin, type NatsSettings } from '@affinity-engine/adapter-nats';
import { beside, expected, one, whole, type Environment } from './setting-values.js';

/** What NATS_URL says. */
type NatsUrl = {
  readonly servers: readonly string[];
  readonly login: { readonly user: string; readonly password: string } | null;
  readonly encrypted: boolean;
};

const form = 'nats://host:port or tls://host:port, several separated by commas';

/** The settings of NATS. Files are read at the start. */
export const natsTable = {
  natsUrl: {
    name: 'NATS_URL',
    fallback: 'none',
    meaning: `${form}, with user:password@ before the host if wanted: processes wake each other through NATS`,
    read: (text: string | undefined, environment: Environment) =>
      text === undefined ? null : natsUrl(text, environment),
  },
  natsUser: {
    name: 'NATS_USER',
    fallback: 'none',
    meaning: 'user of NATS, with NATS_PASSWORD',
    read: (text: string | undefined, environment: Environment) => beside('NATS_PASSWORD', text, environment),
  },
  natsPassword: {
    name: 'NATS_PASSWORD',
    fallback: 'none',
    meaning: 'password of NATS_USER',
    read: (text: string | undefined, environment: Environment) => beside('NATS_USER', text, environment),
  },
  natsToken: {
    name: 'NATS_TOKEN',
    fallback: 'none',
    meaning: 'token of NATS',
    read: (text: string | undefined, environment: Environment) => beside('NATS_URL', text, environment),
  },
  natsNkey: {
    name: 'NATS_NKEY',
    fallback: 'none',
    meaning: 'file with the seed of an nkey of a user of NATS',
    read: (text: string | undefined, environment: Environment) =>
      file(text, environment, (content) => isUserSeed(content.trim()), 'the seed of a user’s nkey')?.trim() ?? null,
  },
  natsCreds: {
    name: 'NATS_CREDS',
    fallback: 'none',
    meaning: 'file with the credentials of a user of NATS, as nsc writes it',
    read: (text: string | undefined, environment: Environment) =>
      file(text, environment, isCreds, 'a user’s JWT and its seed'),
  },
  natsCa: {
    name: 'NATS_CA',
    fallback: 'those of Node.js',
    meaning: 'file with the certificates of authorities that NATS servers may have theirs from; asks for TLS',
    read: (text: string | undefined, environment: Environment) =>
      file(text, environment, isCertificate, 'certificates as PEM'),
  },
  natsCert: {
    name: 'NATS_CERT',
    fallback: 'none',
    meaning: 'file with the certificate that this process shows to NATS, with NATS_KEY; asks for TLS',
    read: (text: string | undefined, environment: Environment) => {
      beside('NATS_KEY', text, environment);
      return file(text, environment, isCertificate, 'a certificate as PEM');
    },
  },
  natsKey: {
    name: 'NATS_KEY',
    fallback: 'none',
    meaning: 'file with the private key of NATS_CERT',
    read: (text: string | undefined, environment: Environment) => {
      beside('NATS_CERT', text, environment);
      return file(text, environment, isPrivateKey, 'a private key as PEM, without a passphrase');
    },
  },
  eventFeed: {
    name: 'EVENT_FEED',
    fallback: 'off',
    meaning:
      'on: every event is published by its identifiers to JetStream, as affinity.events.OWNER.TYPE; needs NATS_URL',
    read: (text: string | undefined = 'off', environment: Environment) => {
      const isOn = one(text, ['on', 'off']) === 'on';
      if (isOn && environment['NATS_URL'] === undefined) return expected('NATS_URL beside it');
      return isOn;
    },
  },
  eventFeedReplicas: {
    name: 'EVENT_FEED_REPLICAS',
    fallback: '1',
    meaning: 'on how many servers of NATS the feed is kept; 3 for a cluster',
    read: (text: string | undefined = '1') => whole(text, 1, 5),
  },
} as const;

type NatsValues = { readonly [Key in keyof typeof natsTable]: ReturnType<(typeof natsTable)[Key]['read']> };

/** The settings together. Null: without NATS. */
export function natsSettings(values: NatsValues): NatsSettings | null {
  const { natsUrl: url, natsCa: ca, natsCert: cert, natsKey: key } = values;
  if (url === null) return null;
  const files = Object.entries({ ca, cert, key }).filter(([, text]) => text !== null);
  return {
    servers: url.servers,
    login: url.login ?? loginOf(values),
    tls: url.encrypted || files.length > 0 ? (Object.fromEntries(files) as NatsSettings['tls']) : null,
  };
}

function loginOf(values: NatsValues): NatsLogin | null {
  const { natsUser: user, natsPassword: password, natsToken: token, natsNkey: seed, natsCreds: creds } = values;
  if (user !== null && password !== null) return { user, password };
  if (token !== null) return { token };
  if (seed !== null) return { seed };
  return creds === null ? null : { creds };
}

function natsUrl(text: string, environment: Environment): NatsUrl {
  const urls = text.split(',').map((each) => (URL.canParse(each.trim()) ? new URL(each.trim()) : expected(form)));
  const logins = new Set(urls.map(({ username, password }) => `${username}:${password}`));
  if (logins.size > 1) return expected('the same user and password for all servers');
  for (const { protocol, hostname, pathname, search, hash } of urls) {
    const isPlain = (pathname === '' || pathname === '/') && search + hash === '';
    if (!['nats:', 'tls:'].includes(protocol) || hostname === '' || !isPlain) return expected(form);
  }
  const [{ username, password } = { username: '', password: '' }] = urls;
  if ((username === '') !== (password === '')) return expected('user and password in the url, or neither');
  const login = username === '' ? null : { user: plain(username), password: plain(password) };
  const ways = ['NATS_USER', 'NATS_TOKEN', 'NATS_NKEY', 'NATS_CREDS'].filter((name) => environment[name] !== undefined);
  const found = [...(login === null ? [] : ['a user in the url']), ...ways];
  if (found.length > 1) return expected(`one way to log in, found ${found.join(', ')}`);
  return {
    servers: urls.map(({ hostname, port }) => `${hostname}:${port === '' ? '4222' : port}`),
    login,
    encrypted: urls.some(({ protocol }) => protocol === 'tls:'),
  };
}

function plain(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return expected('user and password with % only before two hexadecimal digits');
  }
}

function file(
  path: string | undefined,
  environment: Environment,
  isRight: (content: string) => boolean,
  what: string,
): string | null {
  if (beside('NATS_URL', path, environment) === null || path === undefined) return null;
  let content: string;
  try {
    content = readFileSync(path, 'utf8');
  } catch (failure) {
    return expected(`a file that can be read; ${path}: ${(failure as NodeJS.ErrnoException).code}`);
  }
  return isRight(content) ? content : expected(`a file with ${what}; ${path} has none`);
}

const isCertificate = (text: string): boolean => isMade(() => new X509Certificate(text));
const isPrivateKey = (text: string): boolean => isMade(() => createPrivateKey(text));

function isMade(make: () => unknown): boolean {
  try {
    make();
    return true;
  } catch {
    return false;
  }
}
