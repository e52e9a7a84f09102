import { startListener } from './listener.js';
import { openEngine, type Api } from './api.js';
import { playAffinityGroups } from './affinity-groups.js';
import { playAgencyNumbers } from './agency-numbers.js';
import { check, heading, say, showCall } from './print.js';
import { playQuotation } from './quotation.js';

type Request = {
  readonly id: string;
  readonly plans: readonly {
    readonly id: string;
    readonly name: string;
    readonly premium: { readonly total: number };
  }[];
};
type Contracted = {
  readonly id: string;
  readonly status: number;
  readonly attachments: readonly { readonly type: number; readonly url: string }[];
};
type Preview = { readonly rule: string; readonly paid: number; readonly kept: number; readonly refund: number };

/**
 * Plays request, contract, document, webhooks, cancellation, quotation, agency numbers and groups. Prints each call and
 * answer and checks each promise.
 */
async function playTheDay(): Promise<void> {
  const engine = await openEngine();
  const listener = await startListener(engine.credentials.partner.webhookSecret);
  try {
    await engine.admin('patch', `/ops/v1/webhook-endpoints/${engine.credentials.partner.webhookEndpointId}`, {
      url: listener.url,
    });
    say(`A partner listens for webhooks on ${listener.url}; what waited before arrives first.`);

    heading('What may we sell?');
    await engine.partner('get', '/v1/affinity/partner');

    heading('Prepare a contract');
    const request = await engine.partner<Request>('post', '/v1/affinity/request', { product_id: 'personal-life' });

    heading('Contract it');
    const affinity = await engine.partner<Contracted>('post', '/v1/affinity', contractOf(request));
    check(affinity.status === 1, 'the affinity is 1 Issued');

    heading('Fetch the certificate');
    await fetchCertificate(affinity);

    heading('The webhook arrives, signed');
    const issued = await listener.next((event) => event.type === 'affinity.issued' && event.subject === affinity.id);
    showWebhook(issued);

    heading('What would a cancellation in ninety days give back?');
    const preview = await engine.partner<Preview>('post', `/v1/affinity/${affinity.id}/cancellation-preview`, {
      date_end: daysFromNow(120),
      cancel_reason: 1,
    });
    check(preview.refund === Math.max(0, preview.paid - preview.kept), 'refund = paid − kept, to the cent');

    heading('Cancel today: within seven days of issue everything goes back');
    const canceled = await engine.partner<{ readonly status: number; readonly refund: number }>(
      'delete',
      `/v1/affinity/${affinity.id}`,
      { cancel_reason: 1, cancel_description: 'Changed employer' },
    );
    check(canceled.status === 2 && canceled.refund === preview.paid, `refunded to the cent: ${canceled.refund} cents`);
    const ended = await listener.next((event) => event.type === 'affinity.canceled' && event.subject === affinity.id);
    showWebhook(ended);
    check(ended.sequence > issued.sequence, `in order: sequence ${issued.sequence}, then ${ended.sequence}`);

    await playAsynchronous(engine, listener);
    await playQuotation(engine);
    await playAgencyNumbers(engine);
    await playAffinityGroups(engine);
    say('\nThat was the day. Every check held.');
  } finally {
    await engine.admin('patch', `/ops/v1/webhook-endpoints/${engine.credentials.partner.webhookEndpointId}`, {
      url: null,
    });
    await listener.close();
  }
}

async function playAsynchronous(engine: Api, listener: Awaited<ReturnType<typeof startListener>>): Promise<void> {
  heading('An asynchronous product: the insurer answers later');
  const request = await engine.partner<Request>('post', '/v1/affinity/request', { product_id: 'auto' });
  const affinity = await engine.partner<Contracted>('post', '/v1/affinity', {
    ...contractOf(request),
    item: {
      plate: 'BRA2E19',
      chassis: '9BWZZZ377VT004251',
      model_year: 2025,
      manufacture_year: 2024,
      brand_name: 'Volkswagen',
      model_name: 'Polo',
      fuel_type: 'flex',
      is_0km: false,
    },
  });
  check(affinity.status === 5, 'the affinity is 5 Pending');
  await engine.admin('post', `/ops/v1/affinities/${affinity.id}/insurer-answer`, { outcome: 'issued' });
  const issued = await listener.next((event) => event.type === 'affinity.issued' && event.subject === affinity.id);
  showWebhook(issued);
}

function contractOf(request: Request) {
  return {
    affinity_request_id: request.id,
    lifetime_start: daysFromNow(30),
    lifetime_end: daysFromNow(394),
    plan_id: request.plans[0]?.id,
    affinity_holder: {
      first_name: 'Conceição',
      last_name: 'Araújo',
      cpf: '529.982.247-25',
      birth_date: '1988-04-12',
      contact: { email: 'conceicao@example.com' },
    },
  };
}

async function fetchCertificate({ attachments }: Contracted): Promise<void> {
  const certificate = attachments.find(({ type }) => type === 1);
  if (certificate === undefined) throw new Error('the affinity has no certificate');
  const answer = await fetch(certificate.url);
  const bytes = Buffer.from(await answer.arrayBuffer());
  showCall(
    'GET',
    certificate.url,
    undefined,
    answer.status,
    `${bytes.length} bytes of ${answer.headers.get('content-type')}`,
  );
  check(bytes.subarray(0, 5).toString('latin1') === '%PDF-', 'a real PDF');
}

function showWebhook({
  headers,
  body,
  signed,
  sequence,
}: Awaited<ReturnType<Awaited<ReturnType<typeof startListener>>['next']>>): void {
  console.log(`  POST arrived: webhook-id ${headers['webhook-id']}, webhook-sequence ${sequence}`);
  console.log(`  webhook-signature ${String(headers['webhook-signature']).slice(0, 40)}…`);
  console.log(`  ${body.slice(0, 160)}…`);
  check(signed, 'the signature holds over the bytes received');
}

function daysFromNow(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

if (process.argv.includes('--help') || process.argv.includes('-h')) {
  console.log(`Plays a partner's day against a running engine.

Usage: npm run demo        (after npm start, in another terminal)

DATA_DIR   where the engine keeps demo-credentials.json, .data by default
BASE_URL   the engine, where it is not the one named there`);
} else {
  await playTheDay().catch((failure: unknown) => {
    console.error(`\n${failure instanceof Error ? failure.message : String(failure)}`);
    process.exitCode = 1;
  });
}
