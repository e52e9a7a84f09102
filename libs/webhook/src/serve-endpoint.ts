import { attemptOf, isDelivered } from './attempt.js';
import { backOff } from './back-off.js';
import type { DispatcherPorts, DispatcherSettings } from './dispatcher-settings.js';
import { downAfter, type Attempt, type WaitingEvent } from './endpoint.js';
import { keptProgress, type Service } from './keep-progress.js';
import type { Claim, Sent, SideLine } from './ports.js';
import { heldLanes, isHeld } from './progress.js';

/** How many events of one endpoint are read at once: fewer where many are served, for all are in memory. */
const [largestBatch, eventsInMemory] = [64, 16_384];

/** How many lanes may be held at once; beyond that everything waits, under any ordering. */
const mostHeld = 1_000;

/** Why a line stopped: no event waits, the endpoint is down, or no other request may begin. */
type Halt = 'done' | 'down' | 'left';

/**
 * Serves one claimed endpoint, one request at a time, then releases it. Order: held lanes that are due, main line,
 * replays. After downtime the main line goes first, so that one poison event does not keep the endpoint marked down. With
 * the ordering `endpoint`, lanes held under an earlier ordering are served to their end before any later event, that with
 * the oldest head first.
 * Progress is stored while the next event is under way, so a crash repeats a few events, in order.
 *
 * @param leaseEnds machine time, counted from before the claim was requested
 * @returns milliseconds until the endpoint is retried, null if it is not down
 */
export async function serveEndpoint(
  claim: Claim,
  leaseEnds: number,
  ports: DispatcherPorts,
  settings: DispatcherSettings,
  service: Service,
): Promise<number | null> {
  const { queue, courier, chance, clock, report } = ports;
  const { endpoint } = claim;
  const { backOffSeconds } = settings;
  const progress = keptProgress(claim, leaseEnds, ports, settings, service);
  const inOrder = endpoint.ordering === 'endpoint';
  const dueLines = (kind: SideLine['kind']) => claim.lines.filter((line) => line.kind === kind && line.due);
  const heldLines = () => {
    const held = claim.lines.filter(({ kind }) => kind === 'held');
    return inOrder ? held.toSorted((one, other) => one.next - other.next) : dueLines('held');
  };
  let retryInMs: number | null = null;

  try {
    const wasDown = claim.failures >= downAfter[endpoint.ordering];
    const stages = wasDown && !inOrder ? [serveMain, serveHeld, serveReplays] : [serveHeld, serveMain, serveReplays];
    for (const stage of stages) if ((await stage()) !== 'done') break;
  } catch (failure) {
    report(failure);
    retryInMs = Math.round((backOffSeconds[0] ?? 0) * 1000);
  }
  await progress.release(retryInMs);
  return retryInMs;

  /** The line on which every event is first sent. */
  async function serveMain(): Promise<Halt> {
    for (;;) {
      const events = await queue.waiting(endpoint.id, { after: progress.current.cursor, limit: batchSize() });
      if (events.length === 0) return 'done';
      for (const event of events) {
        if (isHeld(progress.current, event.subject)) progress.apply({ type: 'passed', sequence: event.sequence });
        else if (!(await progress.mayGoOn())) return 'left';
        else await serveNext(event);
        if (retryInMs !== null) return 'down';
      }
      // Most endpoints get an event now and then: another look would cost as much as the event did. What came
      // meanwhile is due when the endpoint is released.
      if (events.length === 1) return 'done';
    }
  }

  async function serveNext(event: WaitingEvent): Promise<void> {
    const sent = await send(event, false);
    if (isDelivered(sent)) progress.apply({ type: 'delivered', attempt: attempt(event, sent, false, null) });
    else if (inOrder || heldLanes(progress.current) >= mostHeld) blockEndpoint(event, sent);
    else holdLane(event, sent);
  }

  /** The endpoint's head failed: all later events wait. */
  function blockEndpoint(event: WaitingEvent, sent: Sent): void {
    retryInMs = retryAfterFailure(sent, 1);
    progress.apply({ type: 'blocked', attempt: attempt(event, sent, false, retryInMs) });
  }

  /** The main line passes a failed event; later events of its lane wait behind it. */
  function holdLane(event: WaitingEvent, sent: Sent): void {
    const lane = endpoint.ordering === 'affinity' ? event.subject : null;
    const line: SideLine = {
      id: `held:${event.sequence}`,
      kind: 'held',
      subject: lane,
      next: event.sequence,
      to: lane === null ? event.sequence : null,
      failures: 1,
      due: false,
    };
    failLine('held', line, event, sent);
  }

  /** Lanes held after a failure, each from its head on. */
  async function serveHeld(): Promise<Halt> {
    for (const line of heldLines()) {
      const { subject } = line;
      const upTo = line.to ?? progress.current.cursor;
      const halt = await serveLine(line, { upTo, ...(subject === null ? {} : { subject }) });
      if (halt === 'left') return 'left';
      if (retryInMs !== null) return 'down';
    }
    return 'done';
  }

  /** Ranges to replay. New events are sent before the next batch. */
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
    const replay = line.kind === 'replay';
    let now = line;
    for (;;) {
      const events = await queue.waiting(endpoint.id, { after: now.next - 1, limit: batchSize(), ...query });
      if (events.length === 0) break;
      for (const event of events) {
        if (!(await progress.mayGoOn())) return 'left';
        const sent = await send(event, replay);
        if (!isDelivered(sent)) {
          failLine('line-failed', { ...now, next: event.sequence, failures: now.failures + 1 }, event, sent);
          return 'done';
        }
        now = { ...now, next: event.sequence + 1, failures: 0 };
        progress.apply({ type: 'line-delivered', attempt: attempt(event, sent, replay, null), line: now });
      }
      const halt = await between();
      if (halt !== 'done') return halt;
    }
    progress.apply({ type: 'line-done', line: { ...now, failures: 0 } });
    return 'done';
  }

  /** The head of a side line failed: the line is due again later, no other line waits for it. */
  function failLine(type: 'held' | 'line-failed', line: SideLine, event: WaitingEvent, sent: Sent): void {
    if (line.kind === 'held') retryInMs = retryAfterFailure(sent, downAfter[endpoint.ordering]);
    const retry = backOff(line.failures, backOffSeconds, chance(), sent.retryAfterSeconds);
    const failed = attempt(event, sent, line.kind === 'replay', retry);
    progress.apply({ type, attempt: failed, line, retryInMs: retry });
  }

  /**
   * Milliseconds until the whole endpoint is retried after one more failure in a row: from the `from`-th failure on
   * its back-off, null before.
   */
  function retryAfterFailure(sent: Sent, from: number): number | null {
    const failures = progress.current.failures + 1;
    if (failures < from) return null;
    return backOff(failures - from + 1, backOffSeconds, chance(), sent.retryAfterSeconds);
  }

  function batchSize(): number {
    return Math.max(1, Math.min(largestBatch, Math.floor(eventsInMemory / Math.max(1, service.serving))));
  }

  async function send(event: WaitingEvent, replay: boolean): Promise<Sent> {
    progress.keep();
    return courier.send(endpoint, event, { replay });
  }

  function attempt(event: WaitingEvent, sent: Sent, replay: boolean, retry: number | null): Attempt {
    return attemptOf(claim, event, sent, { replay, retryInMs: retry }, clock.now());
  }
}
