import { isIP } from 'node:net';
import { instant, isDomainError, type Instant } from '@affinity-engine/kernel';
import { defaultBackOff } from '@affinity-engine/webhook';

export type Mode = 'sandbox' | 'production';

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** The settings of a process, from its environment. */
export type Settings = {
  readonly host: string;
  readonly port: number;
  readonly dataDir: string;
  /** The SQLite file. */
  readonly databaseFile: string;
  readonly mode: Mode;
  /** The beginning of links; null: made of host and port. */
  readonly publicUrl: string | null;
  readonly sandboxClock: Instant | null;
  readonly backOffSeconds: readonly number[];
  readonly timeoutMs: number;
  readonly allowPrivate: boolean;
  readonly attemptDays: number;
  readonly insurerDelaySeconds: number;
  readonly quotationsPerMinute: number;
  readonly quotationsPerDay: number;
  readonly bodyLimitBytes: number;
  readonly logLevel: LogLevel;
  readonly dispatcher: boolean;
  /** Null: the catalogue that comes with the engine. */
  readonly catalogueDir: string | null;
  /** Null: random, stored in the data folder; required in production. */
  readonly secret: string | null;
};

type Environment = Readonly<Record<string, string | undefined>>;

type Setting<Value> = {
  readonly name: string;
  readonly fallback: string;
  readonly meaning: string;
  /** @throws Expected */
  readonly read: (text: string | undefined, environment: Environment) => Value;
};

/** The expectation a value does not meet. */
class Expected extends Error {}

const expected = (what: string): never => {
  throw new Expected(what);
};

const table: { readonly [Key in Exclude<keyof Settings, never>]: Setting<Settings[Key]> } = {
  host: {
    name: 'HOST',
    fallback: '127.0.0.1',
    meaning: 'address the API listens on',
    read: (text = '127.0.0.1') => text,
  },
  port: {
    name: 'PORT',
    fallback: '3000',
    meaning: 'port the API listens on; 0 takes a free one and prints it',
    read: (text = '3000') => whole(text, 0, 65_535),
  },
  dataDir: {
    name: 'DATA_DIR',
    fallback: '.data',
    meaning: 'folder of the SQLite file, documents, secret and demo credentials',
    read: (text = '.data') => text,
  },
  databaseFile: {
    name: 'DATABASE_URL',
    fallback: 'the file in DATA_DIR',
    meaning: 'sqlite:path of the database file',
    read: (text, { DATA_DIR }) => databaseFile(text, DATA_DIR ?? '.data'),
  },
  mode: {
    name: 'MODE',
    fallback: 'sandbox',
    meaning: 'sandbox (with a demo tenant) or production',
    read: (text = 'sandbox') => one(text, ['sandbox', 'production']),
  },
  publicUrl: {
    name: 'PUBLIC_URL',
    fallback: 'http://HOST:PORT',
    meaning: 'what links in replies and webhooks begin with; production needs one, with https',
    read: (text, { MODE }) => publicUrl(text, MODE),
  },
  sandboxClock: {
    name: 'SANDBOX_CLOCK',
    fallback: 'now',
    meaning: 'the instant business time starts at, e.g. 2022-11-13T12:00:00Z; it flows from there',
    read: (text, { MODE }) => sandboxClock(text, MODE),
  },
  backOffSeconds: {
    name: 'WEBHOOK_BACKOFF_SECONDS',
    fallback: defaultBackOff.join(','),
    meaning: 'seconds between attempts of a webhook, decimals allowed; the last repeats',
    read: (text) => (text === undefined ? defaultBackOff : text.split(',').map((each) => decimal(each, 0.01, 86_400))),
  },
  timeoutMs: {
    name: 'WEBHOOK_TIMEOUT_SECONDS',
    fallback: '15',
    meaning: 'total deadline of one attempt',
    read: (text = '15') => Math.round(decimal(text, 0.05, 120) * 1000),
  },
  allowPrivate: {
    name: 'WEBHOOK_ALLOW_PRIVATE',
    fallback: 'true in sandbox on loopback, else false',
    meaning: 'whether private addresses, and http, may be webhook endpoints',
    read: (text, environment) => allowPrivate(text, environment),
  },
  attemptDays: {
    name: 'WEBHOOK_ATTEMPT_DAYS',
    fallback: '30',
    meaning: 'how long the log of attempts is kept',
    read: (text = '30') => whole(text, 1, 3650),
  },
  insurerDelaySeconds: {
    name: 'INSURER_DELAY_SECONDS',
    fallback: '60',
    meaning: 'after which the embedded insurer answers for an asynchronous product',
    read: (text = '60') => decimal(text, 0, 31_536_000),
  },
  quotationsPerMinute: {
    name: 'QUOTATION_PER_MINUTE',
    fallback: '100',
    meaning: 'calls a minute of one subscription key',
    read: (text = '100') => whole(text, 1, 1_000_000),
  },
  quotationsPerDay: {
    name: 'QUOTATION_PER_DAY',
    fallback: '1000',
    meaning: 'calls a day of one subscription key',
    read: (text = '1000') => whole(text, 1, 100_000_000),
  },
  bodyLimitBytes: {
    name: 'BODY_LIMIT_MB',
    fallback: '5',
    meaning: 'larger request bodies are refused',
    read: (text = '5') => Math.round(decimal(text, 0.001, 100) * 1024 * 1024),
  },
  logLevel: {
    name: 'LOG_LEVEL',
    fallback: 'info',
    meaning: `one of ${logLevels.join(', ')}; logs are JSON lines on stderr`,
    read: (text = 'info') => one(text, logLevels),
  },
  dispatcher: {
    name: 'DISPATCHER',
    fallback: 'on',
    meaning: 'off: the API delivers no webhooks, a dispatcher of its own does',
    read: (text = 'on') => one(text, ['on', 'off']) === 'on',
  },
  catalogueDir: {
    name: 'CATALOGUE_DIR',
    fallback: 'the demo catalogue',
    meaning: 'folder with insurers/, products/, quotation-products/ and taxes.json',
    read: (text) => text ?? null,
  },
  secret: {
    name: 'ENGINE_SECRET',
    fallback: 'random, kept in DATA_DIR',
    meaning: 'what tokens, links and stored signing keys are protected with; 32 characters or more',
    read: (text, { MODE }) => engineSecret(text, MODE),
  },
};

/** Settings that are planned but not supported yet: setting one stops the start. */
const refused = [
  {
    name: 'NATS_URL',
    fallback: 'none: embedded',
    meaning: 'nats://…, not supported yet: wake-ups stay within the process',
    why: 'expected nothing: NATS is not supported yet, wake-ups stay within the process',
  },
] as const;

/** Invalid settings, one line for each problem. */
export class SettingsInvalid extends Error {
  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'SettingsInvalid';
  }
}

/**
 * Reads all settings. An empty value counts as unset.
 * @throws SettingsInvalid naming each bad setting and what was expected
 */
export function readSettings(environment: Environment): Settings {
  const given = Object.fromEntries(Object.entries(environment).filter(([, text]) => text !== ''));
  const problems: string[] = refused
    .filter(({ name }) => given[name] !== undefined)
    .map(({ name, why }) => `${name}: ${why}`);
  const settings: Record<string, unknown> = {};
  for (const [key, setting] of Object.entries(table)) {
    try {
      settings[key] = setting.read(given[setting.name], given);
    } catch (thrown) {
      if (!(thrown instanceof Expected)) throw thrown;
      problems.push(`${setting.name}: expected ${thrown.message}`);
    }
  }
  if (problems.length > 0) throw new SettingsInvalid(problems);
  return settings as Settings;
}

/** The table of settings, for `--help` and the README. */
export const settingsTable: readonly Pick<Setting<unknown>, 'name' | 'fallback' | 'meaning'>[] = [
  ...Object.values(table),
  ...refused,
];

/** The text of `--help`. */
export function helpText(usage: string): string {
  const width = Math.max(...settingsTable.map(({ name }) => name.length));
  const lines = settingsTable.map(
    ({ name, fallback, meaning }) =>
      `  ${name.padEnd(width)}  ${meaning}\n  ${' '.repeat(width)}  default: ${fallback}`,
  );
  return `${usage}\n\nSettings (environment):\n${lines.join('\n')}\n`;
}

function whole(text: string, least: number, most: number): number {
  const value = /^\d{1,12}$/.test(text) ? Number(text) : NaN;
  return value >= least && value <= most ? value : expected(`a whole number from ${least} to ${most}`);
}

function decimal(text: string, least: number, most: number): number {
  const value = /^\s*\d{1,12}(\.\d{1,6})?\s*$/.test(text) ? Number(text) : NaN;
  return value >= least && value <= most ? value : expected(`a number from ${least} to ${most}`);
}

function one<Choice extends string>(text: string, choices: readonly Choice[]): Choice {
  return choices.find((choice) => choice === text) ?? expected(`one of ${choices.join(', ')}`);
}

/** Links give access to certificates: production needs https. */
function publicUrl(text: string | undefined, mode: string | undefined): string | null {
  const protocols = mode === 'production' ? ['https:'] : ['http:', 'https:'];
  const wanted = mode === 'production' ? 'an https url in production' : 'an absolute http or https url';
  if (text === undefined) return mode === 'production' ? expected(wanted) : null;
  if (!URL.canParse(text)) return expected(wanted);
  const { protocol, username, password, search, hash } = new URL(text);
  if (!protocols.includes(protocol)) return expected(wanted);
  if (username + password + search + hash !== '') return expected('a url without user, query and fragment');
  return text.replace(/[/?#]+$/, '');
}

function databaseFile(text: string | undefined, dataDir: string): string {
  if (text === undefined) return `${dataDir}/affinity-engine.sqlite`;
  if (/^postgres(ql)?:/.test(text)) return expected('sqlite:path; PostgreSQL is not supported yet');
  const path = /^sqlite:(?:\/\/)?(.+)$/.exec(text)?.[1];
  return path ?? expected('sqlite:path');
}

function sandboxClock(text: string | undefined, mode: string | undefined): Instant | null {
  if (text === undefined || text === 'now') return null;
  if (mode === 'production') return expected('nothing in production');
  try {
    return instant(text.includes('T') ? text : `${text}T00:00:00Z`);
  } catch (thrown) {
    if (isDomainError(thrown)) return expected('an ISO instant such as 2022-11-13T12:00:00Z');
    throw thrown;
  }
}

function allowPrivate(text: string | undefined, { MODE, HOST = '127.0.0.1' }: Environment): boolean {
  if (text !== undefined && one(text, ['true', 'false']) === 'true') {
    return MODE === 'production' ? expected('false in production: webhooks leave over https only') : true;
  }
  return text === undefined && MODE !== 'production' && isLoopback(HOST);
}

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));

function engineSecret(text: string | undefined, mode: string | undefined): string | null {
  if (text === undefined) return mode === 'production' ? expected('a secret of your own in production') : null;
  return text.length >= 32 ? text : expected('32 characters or more');
}
