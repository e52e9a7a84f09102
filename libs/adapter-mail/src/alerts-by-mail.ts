import type { AlertChannel } from '@affinity-engine/webhook';
import type { SentMessageInfo, Transporter } from 'nodemailer';
import { mailText } from './mail-text.js';

/** A mail server, and who writes to whom. */
export type MailSettings = {
  readonly host: string;
  readonly port: number;
  /** `at-once`: TLS from the first byte; `upgrade`: the connection must become TLS; `none`: for this machine alone. */
  readonly tls: 'at-once' | 'upgrade' | 'none';
  readonly login: { readonly user: string; readonly password: string } | null;
  readonly from: string;
  readonly to: readonly string[];
  /** How long a mail may take in all. */
  readonly timeoutMs: number;
};

export type MailAlerts = AlertChannel & {
  /** Gives up mails under way: they are sent again later. */
  close(): void;
};

/** Alerts as e-mails over SMTP, one for each alert. @param consoleUrl where operators go on */
export function alertsByMail(settings: MailSettings, consoleUrl: () => string): MailAlerts {
  const closing = new AbortController();
  let transport: Promise<Transporter<SentMessageInfo>> | undefined;
  return {
    name: 'mail',
    async send(alert) {
      transport ??= openTransport(settings);
      const { subject, text } = mailText(alert, consoleUrl());
      const opened = await transport;
      const signal = AbortSignal.any([closing.signal, AbortSignal.timeout(settings.timeoutMs)]);
      signal.throwIfAborted();
      const sent = opened.sendMail({
        ...{ from: settings.from, to: [...settings.to], subject, text },
        // A second mail after a crash is recognized by it.
        messageId: `<alert.${alert.id}@${new URL(consoleUrl()).hostname}>`,
        headers: { 'Auto-Submitted': 'auto-generated' },
        // Nothing of an alert is a path or a url to read from.
        ...{ disableFileAccess: true, disableUrlAccess: true },
      });
      await Promise.race([sent, aborted(signal)]);
    },
    close: () => closing.abort(new Error('closing')),
  };
}

/** Loaded with the first mail. */
async function openTransport({ host, port, tls, login, timeoutMs }: MailSettings) {
  const { createTransport } = await import('nodemailer');
  return createTransport({
    ...{ host, port, secure: tls === 'at-once', requireTLS: tls === 'upgrade', ignoreTLS: tls === 'none' },
    ...{ connectionTimeout: timeoutMs, greetingTimeout: timeoutMs, socketTimeout: timeoutMs },
    ...(login === null ? {} : { auth: { user: login.user, pass: login.password } }),
  });
}

/** Rejects once a signal is aborted. */
const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
