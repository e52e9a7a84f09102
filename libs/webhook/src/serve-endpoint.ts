import { backOff } from './back-off.js';
import type { DispatcherPorts, DispatcherSettings } from './dispatcher.js';
import { downAfter, type WaitingEvent } from './endpoint.js';
import type { Claim, Sent, SideLine } from './ports.js';
import { progressOf, type Service } from './progress.js';

/** How many events are read at once. */
const batchSize = 64;

/** How many lanes may be held back at once; then everything waits, whatever the ordering. */
const mostHeld = 1_000;

/** How a line came to a stop: nothing waits, the endpoint is down, or no other request may be begun. */
type Halt = 'done' | 'down' | 'left';

/**
 * Serves one claimed endpoint: the held lanes that are due, the main line, what is to be replayed; then lets go.
 * One request at a time. Where the endpoint was down, the main line goes first: its head is another one than failed
 * before, so a few events nobody can take do not keep the rest from finding out that the endpoint is up again.
 * Progress is kept while the next event is under way, so a crash repeats a few events, in order.
 *
 * @param leaseEnds machine time, reckoned from before the claim was asked for
 * @returns milliseconds until the endpoint is tried again, null where it is not down
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
    const wasDown = claim.failures >= downAfter[endpoint.ordering];
    const stages = wasDown ? [serveMain, serveHeld, serveReplays] : [serveHeld, serveMain, serveReplays];
    for (const stage of stages) if ((await stage()) !== 'done') break;
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
          else if (!mayHold()) return damUp(event, sent);
          else hold(event, sent);
        }
        progress.moveTo(event.sequence);
        if (retryInMs !== null) return 'down';
      }
    }
  }

  function mayHold(): boolean {
    return endpoint.ordering !== 'endpoint' && progress.heldLanes < mostHeld;
  }

  /** The head of the endpoint failed: everything waits behind it. */
  function damUp(event: WaitingEvent, sent: Sent): Halt {
    progress.record(event, sent, { replay: false, retryInMs: countFailure(sent, 1) });
    return 'down';
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
    countFailure(sent, downAfter[endpoint.ordering]);
    setBack(line, event, sent, 1);
  }

  /** Lanes that a failure held back, each from its head on. */
  async function serveHeld(): Promise<Halt> {
    for (const line of dueLines('held')) {
      const { subject } = line;
      const upTo = line.to ?? progress.cursor;
      const halt = await serveLine(line, { upTo, ...(subject === null ? {} : { subject }) });
      if (halt === 'left') return 'left';
      if (retryInMs !== null) return 'down';
    }
    return 'done';
  }

  /** Ranges to be sent again. Whatever came meanwhile goes before the next batch of them. */
  async function serveReplays(): Promise<Halt> {
    for (const line of dueLines('replay')) {
      const halt = await serveLine(line, { upTo: line.to ?? line.next, skippedToo: true }, serveMain);
      if (halt !== 'done') return halt;
    }
    return 'done';
  }

  async function serveLine(
    line: SideLine,
    query: { readonly upTo: number; readonly subject?: string; readonly skippedToo?: true },
    between: () => Promise<Halt> = async () => 'done',
  ): Promise<Halt> {
    let { next, failures } = line;
    for (;;) {
      const events = await queue.waiting(endpoint.id, { after: next - 1, limit: batchSize, ...query });
      if (events.length === 0) break;
      for (const event of events) {
        if (!(await progress.mayGoOn())) return 'left';
        const sent = await send(event, line.kind === 'replay');
        if (!delivered(sent)) {
          if (line.kind === 'held') countFailure(sent, downAfter[endpoint.ordering]);
          setBack({ ...line, next: event.sequence }, event, sent, failures + 1);
          return 'done';
        }
        if (line.kind === 'held') progress.countFailures(0);
        next = event.sequence + 1;
        failures = 0;
        progress.changeLine({ ...line, next, failures }, { done: false, retryInMs: 0 });
      }
      const halt = await between();
      if (halt !== 'done') return halt;
    }
    progress.changeLine({ ...line, next, failures: 0 }, { done: true, retryInMs: null });
    return 'done';
  }

  /**
   * One more failure in a row. From the `from`-th on the whole endpoint waits for its back-off; a replay's failures do
   * not count, for they tell nothing of what waits.
   * @returns milliseconds until it is tried again
   */
  function countFailure(sent: Sent, from: number): number | null {
    const failures = progress.failures + 1;
    progress.countFailures(failures);
    if (failures >= from) retryInMs = backOff(failures - from + 1, backOffSeconds, chance(), sent.retryAfterSeconds);
    return retryInMs;
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
