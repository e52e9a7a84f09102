import { isIP } from 'node:net';
import { instant, isDomainError, type Instant } from '@affinity-engine/kernel';

export type Environment = Readonly<Record<string, string | undefined>>;

/** What a value should have been. */
export class Expected extends Error {}

export const expected = (what: string): never => {
  throw new Expected(what);
};

/** A value that means nothing without another setting. */
export function beside(name: string, text: string | undefined, environment: Environment): string | null {
  if (text === undefined) return null;
  return environment[name] === undefined ? expected(`${name} beside it`) : text;
}

export function whole(text: string, least: number, most: number): number {
  const value = /^\d{1,12}$/.test(text) ? Number(text) : NaN;
  return value >= least && value <= most ? value : expected(`a whole number from ${least} to ${most}`);
}

/** An address, or a network such as 10.0.0.0/8. */
export function network(text: string): string {
  const [address = '', bits, ...more] = text.split('/');
  const most = address.includes('%') ? undefined : { 4: 32, 6: 128 }[isIP(address)];
  const isNetwork = bits === undefined || (/^[1-9]\d{0,2}$/.test(bits) && Number(bits) <= (most ?? 0));
  return most !== undefined && isNetwork && more.length === 0
    ? text
    : expected('addresses or networks such as 10.0.0.0/8, separated by commas');
}

export function decimal(text: string, least: number, most: number): number {
  const value = /^\s*\d{1,12}(\.\d{1,6})?\s*$/.test(text) ? Number(text) : NaN;
  return value >= least && value <= most ? value : expected(`a number from ${least} to ${most}`);
}

export function one<Choice extends string>(text: string, choices: readonly Choice[]): Choice {
  return choices.find((choice) => choice === text) ?? expected(`one of ${choices.join(', ')}`);
}

/** Links carry what opens a certificate: in production they leave over https only. */
export function publicUrl(text: string | undefined, mode: string | undefined): string | null {
  const protocols = mode === 'production' ? ['https:'] : ['http:', 'https:'];
  const wanted = mode === 'production' ? 'an https url in production' : 'an absolute http or https url';
  if (text === undefined) return mode === 'production' ? expected(wanted) : null;
  if (!URL.canParse(text)) return expected(wanted);
  const { protocol, username, password, search, hash } = new URL(text);
  if (!protocols.includes(protocol)) return expected(wanted);
  if (username + password + search + hash !== '') return expected('a url without user, query and fragment');
  return text.replace(/[/?#]+$/, '');
}

/** Where the data is: a SQLite file, or a PostgreSQL database. */
export function database(
  text: string | undefined,
  { DATA_DIR = '.data' }: Environment,
): { readonly file: string } | { readonly url: string } {
  if (text === undefined) return { file: `${DATA_DIR}/affinity-engine.sqlite` };
  if (isPostgres(text)) {
    const named = URL.canParse(text) && new URL(text).pathname.length > 1;
    return named ? { url: text } : expected('postgres://user:password@host:port/database');
  }
  const path = /^sqlite:(?:\/\/)?(.+)$/.exec(text)?.[1];
  return path === undefined ? expected('postgres://… or sqlite:path') : { file: path };
}

const isPostgres = (url: string | undefined): boolean => /^postgres(?:ql)?:\/\//.test(url ?? '');

export function sandboxClock(text: string | undefined, mode: string | undefined): Instant | null {
  if (text === undefined || text === 'now') return null;
  if (mode === 'production') return expected('nothing in production');
  try {
    return instant(text.includes('T') ? text : `${text}T00:00:00Z`);
  } catch (thrown) {
    if (isDomainError(thrown)) return expected('an ISO instant such as 2022-11-13T12:00:00Z');
    throw thrown;
  }
}

export function allowPrivate(text: string | undefined, { MODE, HOST = '127.0.0.1' }: Environment): boolean {
  if (text !== undefined && one(text, ['true', 'false']) === 'true') {
    return MODE === 'production' ? expected('false in production: webhooks leave over https only') : true;
  }
  return text === undefined && MODE !== 'production' && isLoopback(HOST);
}

export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));

export function engineSecret(text: string | undefined, { MODE, DATABASE_URL }: Environment): string | null {
  if (text === undefined) {
    if (MODE === 'production') return expected('a secret of your own in production');
    return isPostgres(DATABASE_URL) ? expected('a secret that all processes on this database have') : null;
  }
  if (text.length < 32) return expected('32 characters or more');
  return isGuessable(text) ? expected('random characters, such as those of: openssl rand -base64 32') : text;
}

/** Fewer cannot be tried out in any time. */
const leastBits = 100;

/** Whether a secret has few different characters, or repeats a piece. */
function isGuessable(secret: string): boolean {
  const repeats = `${secret}${secret}`.indexOf(secret, 1) < secret.length;
  return repeats || secret.length * Math.log2(new Set(secret).size) < leastBits;
}
