import { refusedUrl } from '@affinity-engine/adapter-delivery';
import { allowPrivate, beside, decimal, expected, isLoopback, type Environment } from './setting-values.js';

/** The settings of alerts to operators. */
export const alertTable = {
  alertMailTo: {
    name: 'ALERT_MAIL_TO',
    fallback: 'none',
    meaning: 'e-mail addresses, separated by commas, that are alerted to dammed endpoints; needs SMTP_URL',
    read: (text: string | undefined, environment: Environment) =>
      beside('SMTP_URL', text, environment) === null
        ? null
        : (text ?? '').split(',').map((each) => address(each.trim())),
  },
  alertMailFrom: {
    name: 'ALERT_MAIL_FROM',
    fallback: 'the first of ALERT_MAIL_TO',
    meaning: 'the e-mail address that alerts come from',
    read: (text: string | undefined, environment: Environment) =>
      beside('ALERT_MAIL_TO', text, environment) === null ? null : address(text ?? ''),
  },
  smtp: {
    name: 'SMTP_URL',
    fallback: 'none',
    meaning:
      'smtps://user:password@host, or smtp://user:password@host with STARTTLS, which only this machine may leave out',
    read: (text: string | undefined, environment: Environment) =>
      beside('ALERT_MAIL_TO', text, environment) === null ? null : smtp(text ?? ''),
  },
  alertWebhookUrl: {
    name: 'ALERT_WEBHOOK_URL',
    fallback: 'none',
    meaning: 'where signed webhooks are posted about dammed endpoints; the rules for webhook endpoints hold',
    read: (text: string | undefined, environment: Environment) =>
      beside('ALERT_WEBHOOK_SECRET', text, environment) === null ? null : webhookUrl(text ?? '', environment),
  },
  alertWebhookSecret: {
    name: 'ALERT_WEBHOOK_SECRET',
    fallback: 'none',
    meaning: 'what they are signed with, as Standard Webhooks writes it: whsec_ and base64 of 24 to 64 random bytes',
    read: (text: string | undefined, environment: Environment) =>
      beside('ALERT_WEBHOOK_URL', text, environment) === null ? null : signingKey(text ?? ''),
  },
  alertAfterMs: {
    name: 'ALERT_AFTER_SECONDS',
    fallback: '300',
    meaning: 'how long an endpoint is dammed before there is an alert',
    read: (text: string | undefined = '300') => Math.round(decimal(text, 0, 86_400) * 1_000),
  },
  alertRemindMs: {
    name: 'ALERT_REMINDER_HOURS',
    fallback: '24',
    meaning: 'after which an endpoint that is still dammed is named again; 0: never',
    read: (text: string | undefined = '24') => Math.round(decimal(text, 0, 8_760) * 3_600_000),
  },
} as const;

type AlertValues = { readonly [Key in keyof typeof alertTable]: ReturnType<(typeof alertTable)[Key]['read']> };

/** How long a mail may take in all. */
const mailMs = 20_000;

/** The settings together; without mail, without webhook: null. */
export function alertSettings(values: AlertValues) {
  const { smtp: server, alertMailTo: to, alertMailFrom, alertWebhookUrl: url, alertWebhookSecret: secret } = values;
  const from = alertMailFrom ?? to?.[0];
  return {
    mail: server === null || to === null || from === undefined ? null : { ...server, from, to, timeoutMs: mailMs },
    webhook: url === null || secret === null ? null : { url, secret },
    ...{ afterMs: values.alertAfterMs, remindMs: values.alertRemindMs },
  };
}

function address(text: string): string {
  return /^[^\s@,;<>"]+@[^\s@,;<>"]+$/.test(text) ? text : expected('e-mail addresses such as ops@example.com');
}

function smtp(text: string) {
  const form = 'smtps://user:password@host:port or smtp://user:password@host:port';
  if (!URL.canParse(text)) return expected(form);
  const { protocol, hostname, port, username, password, pathname, search, hash } = new URL(text);
  if (!['smtp:', 'smtps:'].includes(protocol) || hostname === '') return expected(form);
  if (!['', '/'].includes(pathname) || search + hash !== '') return expected(form);
  if ((username === '') !== (password === '')) return expected('user and password in the url, or neither');
  const host = hostname.replace(/^\[|\]$/g, '');
  const plain = isLoopback(host) ? 'none' : 'upgrade';
  return {
    host,
    port: port === '' ? (protocol === 'smtps:' ? 465 : 587) : Number(port),
    tls: protocol === 'smtps:' ? 'at-once' : plain,
    login: username === '' ? null : { user: decoded(username), password: decoded(password) },
  } as const;
}

function decoded(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return expected('user and password with % only before two hexadecimal digits');
  }
}

function webhookUrl(text: string, environment: Environment): string {
  const refused = refusedUrl(text, { allowPrivate: allowPrivate(environment['WEBHOOK_ALLOW_PRIVATE'], environment) });
  return refused === null ? text : expected(refused.replace(/^expected /, ''));
}

function signingKey(text: string): string {
  const bytes = Buffer.from(text.replace(/^whsec_/, ''), 'base64');
  const isOne = /^whsec_[A-Za-z0-9+/]+={0,2}$/.test(text) && bytes.length >= 24 && bytes.length <= 64;
  return isOne ? text : expected('whsec_ and base64 of 24 to 64 bytes, such as: echo whsec_$(openssl rand -base64 32)');
}
