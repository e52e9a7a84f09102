import { backOff } from './back-off.js';
import type { DispatcherPorts, DispatcherSettings } from './dispatcher.js';
import type { WaitingEvent } from './endpoint.js';
import type { Claim, Sent, SideLine } from './ports.js';
import { progressOf, type Service } from './progress.js';

/** How many events are read at once. */
const batchSize = 64;

/** How the main line came to a stop: nothing waits, its head failed, or no other request may be begun. */
type Halt = 'done' | 'failed' | 'left';

/**
 * Serves one claimed endpoint: the held lanes that are due, the main line, what is to be replayed; then lets go.
 * One request at a time. Progress is kept while the next event is under way, so a crash repeats a few events, in order.
 *
 * @param leaseEnds machine time, reckoned from before the claim was asked for
 * @returns milliseconds until the head is tried again, null where it did not fail
 */
export async function serveEndpoint(
  claim: Claim,
  leaseEnds: number,
  ports: DispatcherPorts,
  settings: DispatcherSettings,
  service: Service,
): Promise<number | null> {
  const { queue, courier, chance, report } = ports;
  const { endpoint } = claim;
  const { backOffSeconds } = settings;
  const progress = progressOf(claim, leaseEnds, ports, settings, service);
  const dueLines = (kind: SideLine['kind']) => claim.lines.filter((line) => line.kind === kind && line.due);
  let retryInMs: number | null = null;

  try {
    for (const line of dueLines('held')) await serveHeld(line);
    if ((await serveMain()) === 'done') await serveReplays();
  } catch (failure) {
    report(failure);
    retryInMs = (backOffSeconds[0] ?? 0) * 1000;
  }
  await progress.letGo(retryInMs);
  return retryInMs;

  /** The line every event first travels on. */
  async function serveMain(): Promise<Halt> {
    for (;;) {
      const events = await queue.waiting(endpoint.id, { after: progress.cursor, limit: batchSize });
      if (events.length === 0) return 'done';
      for (const event of events) {
        if (!progress.holds(event.subject)) {
          if (!(await progress.mayGoOn())) return 'left';
          const sent = await send(event, false);
          if (delivered(sent)) progress.countFailures(0);
          else if (endpoint.ordering === 'endpoint') return damUp(event, sent);
          else hold(event, sent);
        }
        progress.moveTo(event.sequence);
      }
    }
  }

  /** The head of the endpoint failed: everything waits behind it. */
  function damUp(event: WaitingEvent, sent: Sent): Halt {
    const failures = progress.failures + 1;
    retryInMs = backOff(failures, backOffSeconds, chance(), sent.retryAfterSeconds);
    progress.countFailures(failures);
    progress.record(event, sent, { replay: false, retryInMs });
    return 'failed';
  }

  /** Lets the main line pass a failed event; what follows it in its lane waits behind it. */
  function hold(event: WaitingEvent, sent: Sent): void {
    const lane = endpoint.ordering === 'affinity' ? event.subject : null;
    const line: SideLine = {
      id: `held:${event.sequence}`,
      kind: 'held',
      subject: lane,
      next: event.sequence,
      to: lane === null ? event.sequence : null,
      failures: 0,
      due: false,
    };
    setBack(line, event, sent, 1);
  }

  /** A lane that a failure held back, from its head on. */
  async function serveHeld(line: SideLine): Promise<void> {
    const { subject } = line;
    const upTo = line.to ?? progress.cursor;
    await serveLine(line, { upTo, ...(subject === null ? {} : { subject }) });
  }

  /** Ranges to be sent again. Whatever came meanwhile goes before the next batch of them. */
  async function serveReplays(): Promise<void> {
    for (const line of dueLines('replay')) {
      const between = async () => (await serveMain()) === 'done';
      if (!(await serveLine(line, { upTo: line.to ?? line.next, skippedToo: true }, between))) return;
    }
  }

  /** @returns whether another line may be served */
  async function serveLine(
    line: SideLine,
    query: { readonly upTo: number; readonly subject?: string; readonly skippedToo?: true },
    between: () => Promise<boolean> = async () => true,
  ): Promise<boolean> {
    let { next, failures } = line;
    for (;;) {
      const events = await queue.waiting(endpoint.id, { after: next - 1, limit: batchSize, ...query });
      if (events.length === 0) break;
      for (const event of events) {
        if (!(await progress.mayGoOn())) return false;
        const sent = await send(event, line.kind === 'replay');
        if (!delivered(sent)) {
          setBack({ ...line, next: event.sequence }, event, sent, failures + 1);
          return true;
        }
        next = event.sequence + 1;
        failures = 0;
        progress.changeLine({ ...line, next, failures }, { done: false, retryInMs: 0 });
      }
      if (!(await between())) return false;
    }
    progress.changeLine({ ...line, next, failures: 0 }, { done: true, retryInMs: null });
    return true;
  }

  /** The head of a side line failed: the line is due again later, nothing else waits for it. */
  function setBack(line: SideLine, event: WaitingEvent, sent: Sent, failures: number): void {
    const retry = backOff(failures, backOffSeconds, chance(), sent.retryAfterSeconds);
    progress.record(event, sent, { replay: line.kind === 'replay', retryInMs: retry });
    progress.changeLine({ ...line, failures }, { done: false, retryInMs: retry });
  }

  async function send(event: WaitingEvent, replay: boolean): Promise<Sent> {
    progress.keep();
    const sent = await courier.send(endpoint, event, { replay });
    if (delivered(sent)) progress.record(event, sent, { replay, retryInMs: null });
    return sent;
  }
}

/** Only 200 counts; 201, 204 and redirects do not. */
const delivered = (sent: Sent): boolean => sent.statusCode === 200;
