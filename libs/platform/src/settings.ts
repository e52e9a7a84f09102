import { alertTable } from './alert-settings.js';
import { httpTable } from './http-settings.js';
import { metricsTable } from './metrics-settings.js';
import { natsTable } from './nats-settings.js';
import { oidcTable } from './oidc-settings.js';
import { personalTable } from './personal-settings.js';
import { retentionTable } from './retention-settings.js';
import {
  database,
  decimal,
  engineSecret,
  Expected,
  one,
  publicUrl,
  sandboxClock,
  whole,
  type Environment,
} from './setting-values.js';
import { webhookTable } from './webhook-settings.js';

export type Mode = 'sandbox' | 'production';

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

type Setting<Value> = {
  readonly name: string;
  readonly fallback: string;
  readonly meaning: string;
  /** @throws Expected */
  readonly read: (text: string | undefined, environment: Environment) => Value;
};

const table = {
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
  database: {
    name: 'DATABASE_URL',
    fallback: 'the file in DATA_DIR',
    meaning: 'postgres://user:password@host/database, with sslmode and certificates as libpq has them; or sqlite:path',
    read: (text, environment) => database(text, environment),
  },
  databaseConnections: {
    name: 'DATABASE_CONNECTIONS',
    fallback: '8',
    meaning: 'connections of this process to PostgreSQL that read, at most; three more write, one listens',
    read: (text = '8') => whole(text, 1, 1_000),
  },
  databaseTimeoutMs: {
    name: 'DATABASE_TIMEOUT_SECONDS',
    fallback: '30',
    meaning: 'how long a statement on PostgreSQL may take',
    read: (text = '30') => Math.round(decimal(text, 0.1, 3600) * 1000),
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
    meaning:
      'the instant business time starts at, e.g. 2022-11-13T12:00:00Z; it flows from there, over restarts and for all processes',
    read: (text, { MODE }) => sandboxClock(text, MODE),
  },
  ...webhookTable,
  eventDays: {
    name: 'EVENT_DAYS',
    fallback: '90',
    meaning: 'how long delivered events are kept, for replays and for readers of the feed',
    read: (text = '90') => whole(text, 1, 3650),
  },
  ...retentionTable,
  ...personalTable,
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
  ...httpTable,
  ...metricsTable,
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
  consoleDir: {
    name: 'CONSOLE_DIR',
    fallback: 'the console of this checkout',
    meaning: 'folder of the built console, served at /console; off: it is not served',
    read: (text: string | undefined) => (text === 'off' ? null : text),
  },
  secret: {
    name: 'ENGINE_SECRET',
    fallback: 'random, kept in DATA_DIR',
    meaning:
      'what tokens, links and stored signing keys are protected with; 32 characters or more, the same in all processes',
    read: (text, environment) => engineSecret(text, environment),
  },
  previousSecret: {
    name: 'ENGINE_SECRET_PREVIOUS',
    fallback: 'none',
    meaning: 'the ENGINE_SECRET before this one: what it protected stays valid until it is sealed anew (cli reseal)',
    read: (text) => text ?? null,
  },
  ...natsTable,
  ...oidcTable,
  ...alertTable,
} as const satisfies Readonly<Record<string, Setting<unknown>>>;

/** What the environment of a process decides; {@link table} says of each setting what it means. */
export type Settings = { readonly [Key in keyof typeof table]: ReturnType<(typeof table)[Key]['read']> };

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
  const problems: string[] = [];
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

/** The table of settings, for `--help` and the guide. */
export const settingsTable: readonly Pick<Setting<unknown>, 'name' | 'fallback' | 'meaning'>[] = Object.values(table);
