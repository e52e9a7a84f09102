import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { clientFor, eventually, startEngine, startReceiver } from '@affinity-engine/test-harness';
import type { Client, Engine, Receiver } from '@affinity-engine/test-harness';
import { startMailServer, type MailServer } from '@affinity-engine/test-servers';
import { randomBytes } from 'node:crypto';
import { holder } from './fixtures/samples.js';
import * as webhooks from './fixtures/webhooks.js';

type Line = { readonly endpoint_id: string; readonly event_id: string; readonly [field: string]: unknown };
type Alert = {
  readonly type: string;
  readonly data: Readonly<Record<'dammed' | 'still_dammed' | 'drained', readonly Line[]>>;
};

const secret = `whsec_${randomBytes(32).toString('base64')}`;
let mail: MailServer;
let engine: Engine;
let admin: Client;
let receiver: Receiver;
beforeAll(async () => {
  [mail, receiver] = [await startMailServer(), await startReceiver()];
  engine = await startEngine({
    env: {
      ...{ WEBHOOK_BACKOFF_SECONDS: '0.2', ALERT_AFTER_SECONDS: '0' },
      ...{ ALERT_MAIL_TO: 'ops@example.com', SMTP_URL: `smtp://127.0.0.1:${mail.port}` },
      ...{ ALERT_WEBHOOK_URL: receiver.url('/alerts'), ALERT_WEBHOOK_SECRET: secret },
    },
  });
  admin = clientFor(engine, 'admin');
});
afterAll(() => mail.close());

const alerts = () => receiver.received('/alerts');
const alertAt = (at: number) => JSON.parse(alerts()[at]?.body.toString('utf8') ?? '{}') as Alert;
const mailsOf = (what: string) => mail.mails.filter((each) => each.includes(what));
const dam = () => webhooks.dammed({ engine, admin, receiver }, 2, [], { status: 503 });

describe('an endpoint that is dammed', () => {
  it('is in one mail and one signed webhook, and in another of each once it has drained', async () => {
    const { its } = await dam();
    await eventually(() => expect([mailsOf('1 dammed').length, alerts().length]).toEqual([1, 1]));
    const [request] = alerts();
    if (request === undefined) throw new Error('no alert arrived');
    webhooks.verified(request, secret);
    expect(alertAt(0)).toMatchObject({
      type: 'endpoints.changed',
      data: {
        dammed: [
          {
            ...{ endpoint_id: its.endpointId, owner_name: expect.any(String), event_type: 'affinity.issued' },
            ...{ failures: expect.any(Number), last_status_code: 503, last_error: null },
          },
        ],
        ...{ still_dammed: [], drained: [] },
      },
    });
    const [event] = alertAt(0).data.dammed;
    expect(mailsOf('1 dammed')[0]).toContain(String(event?.event_id));
    const all = JSON.stringify([mail.mails, alerts().map(({ body }) => body.toString('utf8'))]);
    for (const private_ of [holder.first_name, holder.last_name, holder.cpf]) expect(all).not.toContain(private_);

    receiver.answer(its.path, []);
    await eventually(() => expect([mailsOf('1 drained').length, alerts().length]).toEqual([1, 2]));
    expect(alertAt(1).data).toMatchObject({ dammed: [], drained: [{ endpoint_id: its.endpointId }] });
    expect(mail.mails).toHaveLength(2);
  });

  it('is in a mail once the mail server is back, once, while webhooks and delivery go on', async () => {
    const { port } = mail;
    await mail.close();
    const before = alerts().length;
    const { its } = await dam();
    await eventually(() => expect(alerts()).toHaveLength(before + 1));
    await eventually(() => expect(engine.stderr()).toMatch(/"channel":"mail","reason":"[^"]*ECONNREFUSED/));
    const free = await webhooks.dammed({ engine, admin, receiver }, 2, []);
    await webhooks.arrivals(receiver, free.its, 2);
    mail = await startMailServer({}, port);
    await eventually(() => expect(mailsOf(its.endpointId)).toHaveLength(1), { deadline: 40_000 });
    await engine.restart();
    receiver.answer(its.path, []);
    await eventually(() => expect(mailsOf('1 drained')).toHaveLength(1), { deadline: 40_000 });
    expect(mailsOf('dammed')).toHaveLength(1);
  }, 120_000);
});
