import { describe, expect, it } from '@jest/globals';
import { helpText } from './help-text.js';
import { readSettings, SettingsInvalid, settingsTable } from './settings.js';

const secret = '3f9c2a7be1d04568c0ffee12ab34cd56';
const production = { MODE: 'production', ENGINE_SECRET: secret, PUBLIC_URL: 'https://cover.example' };

/** The problems of an environment, one line each. */
function problemsOf(environment: Readonly<Record<string, string>>): readonly string[] {
  try {
    readSettings(environment);
    return [];
  } catch (thrown) {
    if (thrown instanceof SettingsInvalid) return thrown.message.split('\n');
    throw thrown;
  }
}

describe('a secret of the engine', () => {
  it.each([
    ['in hexadecimal', '3f9c2a7be1d04568c0ffee12ab34cd56'],
    ['in base64', 'Zm9vYmFyIGJheiBxdXV4IHF1dXV4IGNvcmdl'],
    ['in digits', '31415926535897932384626433832795'],
    ['in words', 'correct horse battery staple and more'],
  ])('may be %s', (_, text) => {
    expect(readSettings({ ENGINE_SECRET: text }).secret).toBe(text);
  });
});

describe('an empty environment', () => {
  it('means a sandbox on the loopback address', () => {
    expect(readSettings({})).toMatchObject({
      host: '127.0.0.1',
      port: 3000,
      dataDir: '.data',
      database: { file: '.data/affinity-engine.sqlite' },
      databaseConnections: 8,
      databaseTimeoutMs: 30_000,
      mode: 'sandbox',
      publicUrl: null,
      sandboxClock: null,
      backOffSeconds: [5, 30, 120, 300, 900, 1800, 3600],
      timeoutMs: 15_000,
      allowPrivate: true,
      attemptDays: 30,
      signingKeyHours: 24,
      insurerDelaySeconds: 60,
      quotationsPerMinute: 100,
      quotationsPerDay: 1000,
      bodyLimitBytes: 5 * 1024 * 1024,
      trustedProxies: [],
      logLevel: 'info',
      dispatcher: true,
      catalogueDir: null,
      secret: null,
    });
  });

  it('is the same as one of empty values', () => {
    const empty = Object.fromEntries(settingsTable.map(({ name }) => [name, '']));
    expect(readSettings(empty)).toEqual(readSettings({}));
  });
});

describe('a database of several processes', () => {
  const url = 'postgres://engine@localhost:5432/engine';

  it('is read as it is written, and needs a secret that all of them have', () => {
    expect(readSettings({ DATABASE_URL: url, ENGINE_SECRET: secret }).database).toEqual({ url });
    expect(problemsOf({ DATABASE_URL: url })).toEqual([
      'ENGINE_SECRET: expected a secret that all processes on this database have',
    ]);
  });

  it('has a name', () => {
    expect(problemsOf({ DATABASE_URL: 'postgres://localhost', ENGINE_SECRET: secret })).toEqual([
      'DATABASE_URL: expected postgres://user:password@host:port/database',
    ]);
  });
});

describe('a setting', () => {
  it.each([
    ['PORT', '0', { port: 0 }],
    ['PORT', '65535', { port: 65_535 }],
    [
      'DATA_DIR',
      '/var/lib/engine',
      { dataDir: '/var/lib/engine', database: { file: '/var/lib/engine/affinity-engine.sqlite' } },
    ],
    ['DATABASE_URL', 'sqlite:/tmp/engine.db', { database: { file: '/tmp/engine.db' } }],
    ['DATABASE_URL', 'sqlite:///tmp/engine.db', { database: { file: '/tmp/engine.db' } }],
    ['DATABASE_URL', 'sqlite:engine.db', { database: { file: 'engine.db' } }],
    ['DATABASE_CONNECTIONS', '20', { databaseConnections: 20 }],
    ['DATABASE_TIMEOUT_SECONDS', '1.5', { databaseTimeoutMs: 1_500 }],
    ['PUBLIC_URL', 'https://cover.example/engine/', { publicUrl: 'https://cover.example/engine' }],
    ['SANDBOX_CLOCK', '2022-11-13T12:00:00Z', { sandboxClock: '2022-11-13T12:00:00.000Z' }],
    ['SANDBOX_CLOCK', '2022-11-13', { sandboxClock: '2022-11-13T00:00:00.000Z' }],
    ['SANDBOX_CLOCK', '2022-11-13T09:00:00-03:00', { sandboxClock: '2022-11-13T12:00:00.000Z' }],
    ['SANDBOX_CLOCK', 'now', { sandboxClock: null }],
    ['WEBHOOK_BACKOFF_SECONDS', '0.05,0.1', { backOffSeconds: [0.05, 0.1] }],
    ['WEBHOOK_BACKOFF_SECONDS', '5, 30', { backOffSeconds: [5, 30] }],
    ['WEBHOOK_TIMEOUT_SECONDS', '0.5', { timeoutMs: 500 }],
    ['WEBHOOK_ALLOW_PRIVATE', 'false', { allowPrivate: false }],
    ['WEBHOOK_ATTEMPT_DAYS', '1', { attemptDays: 1 }],
    ['WEBHOOK_KEY_OVERLAP_HOURS', '0', { signingKeyHours: 0 }],
    ['REFUSAL_DAYS', '7', { refusalDays: 7 }],
    ['REFUSALS_PER_HOUR', '0', { refusalsPerHour: 0 }],
    ['INSURER_DELAY_SECONDS', '0', { insurerDelaySeconds: 0 }],
    ['INSURER_DELAY_SECONDS', '1.5', { insurerDelaySeconds: 1.5 }],
    ['QUOTATION_PER_MINUTE', '5', { quotationsPerMinute: 5 }],
    ['QUOTATION_PER_DAY', '50', { quotationsPerDay: 50 }],
    ['BODY_LIMIT_MB', '0.5', { bodyLimitBytes: 524_288 }],
    ['TRUSTED_PROXIES', '10.0.0.1', { trustedProxies: ['10.0.0.1'] }],
    ['TRUSTED_PROXIES', '10.0.0.0/8, ::1,fd00::/8', { trustedProxies: ['10.0.0.0/8', '::1', 'fd00::/8'] }],
    ['LOG_LEVEL', 'silent', { logLevel: 'silent' }],
    ['DISPATCHER', 'off', { dispatcher: false }],
    ['CATALOGUE_DIR', '/etc/catalogue', { catalogueDir: '/etc/catalogue' }],
    ['CONSOLE_DIR', '/srv/console', { consoleDir: '/srv/console' }],
    ['CONSOLE_DIR', 'off', { consoleDir: null }],
    ['ENGINE_SECRET', secret, { secret }],
  ])('%s=%s is read', (name, value, settings) => {
    expect(readSettings({ [name]: value })).toMatchObject(settings);
  });

  it.each([
    ['PORT', 'http', 'expected a whole number from 0 to 65535'],
    ['PORT', '65536', 'expected a whole number from 0 to 65535'],
    ['PORT', '-1', 'expected a whole number from 0 to 65535'],
    ['PORT', '80.5', 'expected a whole number from 0 to 65535'],
    ['PORT', '0x50', 'expected a whole number from 0 to 65535'],
    ['DATABASE_URL', 'postgresql:engine', 'expected postgres://… or sqlite:path'],
    ['DATABASE_URL', '/tmp/engine.db', 'expected postgres://… or sqlite:path'],
    ['DATABASE_URL', 'sqlite:', 'expected postgres://… or sqlite:path'],
    ['DATABASE_CONNECTIONS', '0', 'expected a whole number from 1 to 1000'],
    ['DATABASE_TIMEOUT_SECONDS', '0', 'expected a number from 0.1 to 3600'],
    ['MODE', 'test', 'expected one of sandbox, production'],
    ['PUBLIC_URL', 'cover.example', 'expected an absolute http or https url'],
    ['PUBLIC_URL', 'ftp://cover.example', 'expected an absolute http or https url'],
    ['PUBLIC_URL', 'https://cover.example/?a=1', 'expected a url without user, query and fragment'],
    ['PUBLIC_URL', 'https://me@cover.example', 'expected a url without user, query and fragment'],
    ['SANDBOX_CLOCK', 'yesterday', 'expected an ISO instant'],
    ['SANDBOX_CLOCK', '2026-02-30', 'expected an ISO instant'],
    ['SANDBOX_CLOCK', '2022-11-13T12:00:00', 'expected an ISO instant'],
    ['WEBHOOK_BACKOFF_SECONDS', '5;30', 'expected a number from 0.01 to 86400'],
    ['WEBHOOK_BACKOFF_SECONDS', '5,', 'expected a number from 0.01 to 86400'],
    ['WEBHOOK_BACKOFF_SECONDS', '0', 'expected a number from 0.01 to 86400'],
    ['WEBHOOK_BACKOFF_SECONDS', '1e3', 'expected a number from 0.01 to 86400'],
    ['WEBHOOK_TIMEOUT_SECONDS', '0', 'expected a number from 0.05 to 120'],
    ['WEBHOOK_TIMEOUT_SECONDS', '15s', 'expected a number from 0.05 to 120'],
    ['WEBHOOK_ALLOW_PRIVATE', 'yes', 'expected one of true, false'],
    ['WEBHOOK_ATTEMPT_DAYS', '0', 'expected a whole number from 1 to 3650'],
    ['INSURER_DELAY_SECONDS', '-1', 'expected a number from 0 to 31536000'],
    ['QUOTATION_PER_MINUTE', '0', 'expected a whole number from 1 to 1000000'],
    ['QUOTATION_PER_DAY', 'many', 'expected a whole number from 1 to 100000000'],
    ['BODY_LIMIT_MB', '0', 'expected a number from 0.001 to 100'],
    ['BODY_LIMIT_MB', '5MB', 'expected a number from 0.001 to 100'],
    ['TRUSTED_PROXIES', 'proxy.internal', 'expected addresses or networks'],
    ['TRUSTED_PROXIES', 'loopback', 'expected addresses or networks'],
    ['TRUSTED_PROXIES', '10.0.0.1,', 'expected addresses or networks'],
    ['TRUSTED_PROXIES', '10.0.0.1 10.0.0.2', 'expected addresses or networks'],
    ['TRUSTED_PROXIES', '10.0.0.0/33', 'expected addresses or networks'],
    ['TRUSTED_PROXIES', '0.0.0.0/0', 'expected addresses or networks'],
    ['TRUSTED_PROXIES', '10.0.0.0/255.0.0.0', 'expected addresses or networks'],
    ['TRUSTED_PROXIES', '10.0.0.0/8/8', 'expected addresses or networks'],
    ['TRUSTED_PROXIES', '10.0.0.0/', 'expected addresses or networks'],
    ['TRUSTED_PROXIES', 'fd00::/129', 'expected addresses or networks'],
    ['TRUSTED_PROXIES', 'fe80::1%eth0', 'expected addresses or networks'],
    ['TRUSTED_PROXIES', 'true', 'expected addresses or networks'],
    ['LOG_LEVEL', 'verbose', 'expected one of trace, debug'],
    ['DISPATCHER', 'false', 'expected one of on, off'],
    ['ENGINE_SECRET', 'short', 'expected 32 characters or more'],
    ['ENGINE_SECRET', 'a'.repeat(32), 'expected random characters, such as those of: openssl rand -base64 32'],
    ['ENGINE_SECRET', 'abcd'.repeat(20), 'expected random characters, such as those of: openssl rand -base64 32'],
    [
      'ENGINE_SECRET',
      '0123456789abcdef'.repeat(2),
      'expected random characters, such as those of: openssl rand -base64 32',
    ],
    ['ENGINE_SECRET', `${'aab'.repeat(11)}c`, 'expected random characters, such as those of: openssl rand -base64 32'],
  ])('%s=%s is refused in one line', (name, value, expected) => {
    expect(problemsOf({ [name]: value })).toEqual([
      expect.stringMatching(new RegExp(`^${name}: ${expected.replaceAll('.', '\\.')}`)),
    ]);
  });

  it('that is bad is listed with every other one', () => {
    const problems = problemsOf({ PORT: 'x', MODE: 'y', LOG_LEVEL: 'z' });
    expect(problems.map((problem) => problem.split(':')[0]).sort()).toEqual(['LOG_LEVEL', 'MODE', 'PORT']);
  });

  it('that holds a secret is not repeated where it is refused', () => {
    expect(problemsOf({ ENGINE_SECRET: 'hunter2' }).join()).not.toContain('hunter2');
  });
});

describe('private addresses', () => {
  it.each([
    [{}, true],
    [{ HOST: 'localhost' }, true],
    [{ HOST: '127.0.0.2' }, true],
    [{ HOST: '::1' }, true],
    [{ HOST: '0.0.0.0' }, false],
    [{ HOST: '192.168.0.1' }, false],
    [{ HOST: '127.evil.example' }, false],
    [{ HOST: '0.0.0.0', WEBHOOK_ALLOW_PRIVATE: 'true' }, true],
    [{ WEBHOOK_ALLOW_PRIVATE: 'false' }, false],
    [production, false],
    [{ ...production, WEBHOOK_ALLOW_PRIVATE: 'false' }, false],
  ] as readonly (readonly [Readonly<Record<string, string>>, boolean])[])(
    'with %j may be endpoints: %p',
    (environment, allowed) => {
      expect(readSettings(environment).allowPrivate).toBe(allowed);
    },
  );
});

describe('production', () => {
  it('starts with a secret of its own', () => {
    expect(readSettings(production)).toMatchObject({
      mode: 'production',
      secret,
      sandboxClock: null,
      allowPrivate: false,
    });
  });

  it.each([
    [
      'without a secret of its own',
      { ENGINE_SECRET: '' },
      /^ENGINE_SECRET: expected a secret of your own in production/,
    ],
    ['without a public url', { PUBLIC_URL: '' }, /^PUBLIC_URL: expected an https url in production/],
    ['with links over http', { PUBLIC_URL: 'http://a.example' }, /^PUBLIC_URL: expected an https url in production/],
    ['with a clock of its own', { SANDBOX_CLOCK: '2022-11-13' }, /^SANDBOX_CLOCK: expected nothing in production/],
    [
      'with http or private endpoints',
      { WEBHOOK_ALLOW_PRIVATE: 'true' },
      /^WEBHOOK_ALLOW_PRIVATE: expected false in production/,
    ],
  ])('refuses to start %s', (_, changed, message) => {
    expect(problemsOf({ ...production, ...changed })).toEqual([expect.stringMatching(message)]);
  });
});

describe('--help', () => {
  const text = helpText('Usage: npm start');

  it('begins with the usage', () => {
    expect(text).toMatch(/^Usage: npm start\n/);
  });

  it.each(settingsTable.map(({ name }) => name))('shows the meaning and the default of %s', (name) => {
    const setting = settingsTable.find((each) => each.name === name);
    expect(text).toMatch(new RegExp(`^ {2}${name} +\\S`, 'm'));
    expect(text).toContain(setting?.meaning);
    expect(text).toContain(`default: ${setting?.fallback}`);
  });
});
