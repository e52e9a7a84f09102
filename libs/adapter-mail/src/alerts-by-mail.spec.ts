import { afterEach, describe, expect, it } from '@jest/globals';
import { instant } from '@affinity-engine/kernel';
import type { AlertedDam, DamAlert } from '@affinity-engine/webhook';
import { createServer, type AddressInfo } from 'node:net';
import { alertsByMail, type MailSettings } from './index.js';
import { startMailServer } from '@affinity-engine/test-servers';

const ending: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ending.splice(0)) await end();
});
const startServer: typeof startMailServer = async (options) => {
  const server = await startMailServer(options);
  ending.push(server.close);
  return server;
};

const dam: AlertedDam = {
  ...{ endpointId: 'e-1', ownerId: 'p-1', ownerName: 'Loja Ação', eventId: 'evt_e1_17', eventType: 'affinity.issued' },
  ...{ since: instant('2026-11-30T11:00:00Z'), failures: 12, statusCode: 503, error: null },
};
const alert: DamAlert = {
  ...{ id: 'series-1', number: 1, at: instant('2026-11-30T12:00:00Z') },
  ...{ dammed: [dam], stillDammed: [], drained: [] },
};
const settings = { host: '127.0.0.1', tls: 'none', login: null, from: 'engine@example.com', timeoutMs: 5_000 } as const;
const mailTo = (port: number, changes: Partial<MailSettings> = {}) =>
  alertsByMail(
    { ...settings, port, to: ['ops@example.com', 'night@example.com'], ...changes },
    () => 'https://e.example/console',
  );

/** The text of a mail as a reader has it. */
function textOf(mail = ''): string {
  const [head = '', ...body] = mail.split('\r\n\r\n');
  const text = body.join('\r\n\r\n');
  if (/transfer-encoding: base64/i.test(head)) return Buffer.from(text, 'base64').toString('utf8');
  const bytes = text
    .replaceAll(/=\r\n/g, '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

describe('a mail', () => {
  it('says what an operator needs, to all recipients at once', async () => {
    const server = await startServer();
    await mailTo(server.port).send(alert);
    expect(server.mails).toHaveLength(1);
    const [mail = ''] = server.mails;
    for (const line of [
      'From: engine@example.com',
      'To: ops@example.com, night@example.com',
      'Subject: [affinity-engine] Webhook endpoints: 1 dammed',
      'Message-ID: <alert.series-1@e.example>',
      'Auto-Submitted: auto-generated',
    ]) {
      expect(mail).toContain(`${line}\r\n`);
    }
    const text = textOf(mail);
    for (const part of ['Loja Ação (p-1)', 'e-1', 'evt_e1_17', 'affinity.issued', '2026-11-30T11:00:00', '12', '503']) {
      expect(text).toContain(part);
    }
    expect(text).toContain('Go on at https://e.example/console');
  });

  it.each<[string, Partial<AlertedDam>, string]>([
    ['the error', { statusCode: null, error: 'timeout' }, 'last answer  timeout'],
    ['that there was none', { statusCode: null, error: null }, 'last answer  none'],
    ['a name on one line', { ownerName: 'Loja\r\nBcc: x@evil.example' }, 'Loja Bcc: x@evil.example (p-1)'],
  ])('says %s', async (_, changes, expected) => {
    const server = await startServer();
    await mailTo(server.port).send({ ...alert, dammed: [{ ...dam, ...changes }] });
    expect(textOf(server.mails[0])).toContain(expected);
  });

  it('names 50 endpoints at most, and counts the others', async () => {
    const server = await startServer();
    const many = Array.from({ length: 53 }, (_, at) => ({ ...dam, endpointId: `e-${at}` }));
    await mailTo(server.port).send({ ...alert, dammed: many, drained: [dam] });
    const text = textOf(server.mails[0]);
    expect([text.match(/endpoint {5}/g)?.length, text.includes('And 3 more.')]).toEqual([51, true]);
    expect(server.mails[0]).toContain('53 dammed, 1 drained');
  });

  it('logs in where it is asked to', async () => {
    const users: string[] = [];
    const server = await startServer({
      authOptional: false,
      onAuth({ username = '', password }, _session, done) {
        users.push(username);
        done(password === 's3cret' ? null : new Error('wrong password'), { user: username });
      },
    });
    await mailTo(server.port, { login: { user: 'engine', password: 's3cret' } }).send(alert);
    await expect(mailTo(server.port, { login: { user: 'engine', password: 'x' } }).send(alert)).rejects.toThrow();
    await expect(mailTo(server.port).send(alert)).rejects.toThrow();
    expect([users, server.mails.length]).toEqual([['engine', 'engine'], 1]);
  });
});

describe('a mail has not arrived', () => {
  it('where the server refuses it', async () => {
    const server = await startServer({ onRcptTo: (_address, _session, done) => done(new Error('no such mailbox')) });
    await expect(mailTo(server.port).send(alert)).rejects.toThrow('no such mailbox');
  });

  it('where the connection would not become safe', async () => {
    const server = await startServer();
    await expect(mailTo(server.port, { tls: 'upgrade' }).send(alert)).rejects.toThrow();
    expect(server.mails).toEqual([]);
  });

  it('where the server is away, or silent, or the process ends', async () => {
    const gone = await startMailServer();
    await gone.close();
    await expect(mailTo(gone.port).send(alert)).rejects.toThrow('ECONNREFUSED');
    const silent = createServer((socket) => void ending.push(async () => void socket.destroy()));
    await new Promise<void>((resolve) => void silent.listen(0, '127.0.0.1', resolve));
    ending.push(() => new Promise((resolve) => void silent.close(() => resolve())));
    const { port } = silent.address() as AddressInfo;
    await expect(mailTo(port, { timeoutMs: 200 }).send(alert)).rejects.toThrow(/timeout|Greeting/i);
    const mail = mailTo(port);
    const under = mail.send(alert);
    mail.close();
    await expect(under).rejects.toThrow('closing');
  });
});
