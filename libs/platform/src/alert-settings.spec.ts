import { describe, expect, it } from '@jest/globals';
import { alertSettings } from './alert-settings.js';
import { readSettings, SettingsInvalid } from './settings.js';

type Environment = Readonly<Record<string, string>>;

const alertsOf = (environment: Environment) => alertSettings(readSettings(environment));

/** The names of what is refused. */
function refusedOf(environment: Environment): readonly string[] {
  try {
    readSettings(environment);
    return [];
  } catch (thrown) {
    if (thrown instanceof SettingsInvalid) return thrown.problems.map((line) => line.split(':')[0] ?? '');
    throw thrown;
  }
}

const mail = { ALERT_MAIL_TO: 'ops@example.com, night@example.com', SMTP_URL: 'smtps://engine:s%40cret@mail.example' };
const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const webhook = { ALERT_WEBHOOK_URL: 'https://ops.example/alerts', ALERT_WEBHOOK_SECRET: secret };

describe('alerts', () => {
  it('are off by default', () => {
    expect(alertsOf({})).toEqual({ mail: null, webhook: null, afterMs: 300_000, remindMs: 86_400_000 });
  });

  it('go by mail and by webhook', () => {
    const times = { ALERT_AFTER_SECONDS: '0', ALERT_REMINDER_HOURS: '1.5' };
    expect(alertsOf({ ...mail, ...webhook, ...times })).toEqual({
      mail: {
        ...{ host: 'mail.example', port: 465, tls: 'at-once', login: { user: 'engine', password: 's@cret' } },
        ...{ from: 'ops@example.com', to: ['ops@example.com', 'night@example.com'], timeoutMs: 20_000 },
      },
      webhook: { url: 'https://ops.example/alerts', secret },
      ...{ afterMs: 0, remindMs: 5_400_000 },
    });
  });

  it.each([
    ['smtp://mail.example', { host: 'mail.example', port: 587, tls: 'upgrade', login: null }],
    ['smtp://127.0.0.1:2525', { host: '127.0.0.1', port: 2525, tls: 'none', login: null }],
    ['smtp://[::1]', { host: '::1', port: 587, tls: 'none' }],
    ['smtps://127.0.0.1', { host: '127.0.0.1', port: 465, tls: 'at-once' }],
  ])('go through the server %s', (SMTP_URL, server) => {
    expect(alertsOf({ ...mail, SMTP_URL, ALERT_MAIL_FROM: 'engine@example.com' }).mail).toMatchObject({
      ...server,
      from: 'engine@example.com',
    });
  });

  it.each<[Environment, readonly string[]]>([
    [{ ALERT_MAIL_TO: 'ops@example.com' }, ['ALERT_MAIL_TO']],
    [{ SMTP_URL: 'smtp://mail.example' }, ['SMTP_URL']],
    [{ ALERT_MAIL_FROM: 'ops@example.com' }, ['ALERT_MAIL_FROM']],
    [{ ...mail, ALERT_MAIL_TO: 'ops@example.com, nobody' }, ['ALERT_MAIL_TO']],
    [{ ...mail, ALERT_MAIL_FROM: 'a@b.example\nBcc: c@d.example' }, ['ALERT_MAIL_FROM']],
    [{ ...mail, SMTP_URL: 'https://mail.example' }, ['SMTP_URL']],
    [{ ...mail, SMTP_URL: 'smtp://user@mail.example' }, ['SMTP_URL']],
    [{ ...mail, SMTP_URL: 'smtp://u:%E0%A4%A@mail.example' }, ['SMTP_URL']],
    [{ ALERT_WEBHOOK_URL: 'https://ops.example' }, ['ALERT_WEBHOOK_URL']],
    [{ ALERT_WEBHOOK_SECRET: secret }, ['ALERT_WEBHOOK_SECRET']],
    [{ ...webhook, ALERT_WEBHOOK_SECRET: 'whsec_c2hvcnQ=' }, ['ALERT_WEBHOOK_SECRET']],
    [{ ...webhook, ALERT_WEBHOOK_URL: 'http://10.0.0.1/', WEBHOOK_ALLOW_PRIVATE: 'false' }, ['ALERT_WEBHOOK_URL']],
    [{ ALERT_AFTER_SECONDS: '-1' }, ['ALERT_AFTER_SECONDS']],
  ])('are refused with %j', (environment, names) => {
    expect(refusedOf(environment)).toEqual(names);
  });
});
