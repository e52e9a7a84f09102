import { setTimeout as pause } from 'node:timers/promises';
import type { Command } from 'commander';
import { UsageError } from '../options.js';
import { commonOf, endpointOf, partnerIn, untilAnswered, type Common, type Partner } from './connections.js';
import { forward, type Forwarded, type Reply } from './forward.js';
import { whole } from './numbers.js';
import { printLine, type Terminal } from './terminal.js';

type Options = Common & {
  readonly forwardTo: string;
  readonly endpoint?: string;
  readonly from?: number;
  readonly backoff: number;
};

/** The longest wait between two tries of an event, in seconds. */
const longest = 30;
/** How often new events are looked for, in milliseconds. */
const interval = 500;

export const listenCommand = (program: Command, terminal: Terminal): Command =>
  program
    .command('listen')
    .description('forward the events of an endpoint to a url, in order: the next one after an answer of 200')
    .requiredOption('--forward-to <url>', 'of the receiver, for example http://localhost:4000/webhooks')
    .option('--endpoint <id>', 'by default the only endpoint of the partner')
    .option('--from <sequence>', 'begin with this event; by default with the next one that happens', whole('--from'))
    .option('--backoff <seconds>', 'before the second try of an event; then twice as long each time', seconds, 1)
    .action(async (_, command: Command) => listen(commonOf<Options>(command), terminal));

async function listen(options: Options, terminal: Terminal): Promise<void> {
  if (!URL.canParse(options.forwardTo)) throw new UsageError('--forward-to: expected a url');
  const partner = partnerIn(terminal, options);
  const endpoint = await endpointOf(partner, options.endpoint);
  const path = { endpoint_id: endpoint };
  const { last_sequence } = await partner.client.get('/v1/webhooks/endpoints/{endpoint_id}', { path });
  let cursor = options.from === undefined ? last_sequence : options.from - 1;
  const secret = partner.profile.listenSecret;
  terminal.err(`forwards to ${options.forwardTo} after event ${cursor}, signed with ${secret}\n`);
  try {
    for (;;) {
      const events = await untilAnswered(terminal, () => eventsAfter(partner, endpoint, cursor));
      for (const { event_id } of events) {
        const event = await untilAnswered(terminal, () => eventOf(partner, endpoint, event_id));
        await untilAccepted(event, options, terminal, secret);
        cursor = event.sequence;
      }
      if (events.length === 0) await pause(interval, undefined, { signal: terminal.signal });
    }
  } catch (failure) {
    if (!terminal.signal.aborted) throw failure;
    terminal.err(`stopped after event ${cursor}; go on with --from ${cursor + 1}\n`);
  }
}

type Listed = { readonly event_id: string; readonly sequence: number };

/** The events after a sequence, oldest first. The list of the engine begins with the newest. */
async function eventsAfter({ client }: Partner, endpoint: string, cursor: number): Promise<readonly Listed[]> {
  const path = { endpoint_id: endpoint };
  const found: Listed[] = [];
  const { last_sequence } = await client.get('/v1/webhooks/endpoints/{endpoint_id}', { path });
  if (last_sequence <= cursor) return found;
  const deliveries = client.items('/v1/webhooks/endpoints/{endpoint_id}/deliveries', { path, query: { rows: 100 } });
  for await (const { event_id, sequence } of deliveries) {
    if (sequence <= cursor) break;
    found.push({ event_id, sequence });
  }
  return found.sort((one, other) => one.sequence - other.sequence);
}

async function eventOf({ client }: Partner, endpoint: string, eventId: string): Promise<Forwarded & { type: string }> {
  const path = { endpoint_id: endpoint, event_id: eventId };
  const { sequence, type, body } = await client.get('/v1/webhooks/endpoints/{endpoint_id}/deliveries/{event_id}', {
    path,
  });
  return { eventId, sequence, type, body };
}

/** Sends one event until it is answered with 200. Later ones wait. */
async function untilAccepted(
  event: Forwarded & { readonly type: string },
  { forwardTo, backoff, ...shown }: Options,
  terminal: Terminal,
  secret: string,
): Promise<void> {
  for (let tried = 1; ; tried += 1) {
    const reply = await forward(forwardTo, event, secret, terminal.signal);
    report(event, reply, shown, terminal);
    if (reply.status === 200) return;
    const wait = Math.min(backoff * 2 ** Math.min(tried - 1, 20), longest) * (0.8 + Math.random() * 0.4);
    await pause(wait * 1000, undefined, { signal: terminal.signal });
  }
}

function report(
  { eventId, sequence, type }: Forwarded & { readonly type: string },
  { status, error }: Reply,
  shown: Common,
  terminal: Terminal,
): void {
  const line = { event_id: eventId, sequence, type, status_code: status, error };
  printLine(terminal, shown, line, `${sequence} ${type} ${status ?? error}`);
}

function seconds(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value <= longest)) throw new UsageError(`--backoff: expected seconds up to ${longest}`);
  return value;
}
