import { createHmac } from 'node:crypto';

/** An event as it is forwarded: the body exactly as the engine sends it. */
export type Forwarded = { readonly eventId: string; readonly sequence: number; readonly body: string };

/** What a receiver answered: its status, or why there was none. */
export type Reply = { readonly status: number | null; readonly error: string | null };

/** How long a receiver may take, as with the engine. */
const deadline = 15_000;

/** Sends an event to a receiver as the engine does, signed with the listen secret. Redirects are not followed. */
export async function forward(url: string, event: Forwarded, secret: string, signal: AbortSignal): Promise<Reply> {
  const timestamp = String(Math.floor(Date.now() / 1000));
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'webhook-id': event.eventId,
        'webhook-timestamp': timestamp,
        'webhook-signature': signatureOf(event, timestamp, secret),
        'webhook-sequence': String(event.sequence),
      },
      body: event.body,
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(deadline)]),
    });
    await answer.body?.cancel();
    return { status: answer.status, error: null };
  } catch (failure) {
    if (signal.aborted) throw failure;
    return { status: null, error: failure instanceof Error ? failure.message : String(failure) };
  }
}

function signatureOf({ eventId, body }: Forwarded, timestamp: string, secret: string): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  return `v1,${createHmac('sha256', key).update(`${eventId}.${timestamp}.${body}`).digest('base64')}`;
}
