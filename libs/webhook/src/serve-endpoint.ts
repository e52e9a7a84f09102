import { instantAt } from '@affinity-engine/kernel';
import { backOff } from './back-off.js';
import { leaseMs, type DispatcherPorts, type DispatcherSettings } from './dispatcher.js';
import type { Attempt, WaitingEvent } from './endpoint.js';
import type { Advance, Claim, Sent, SideLine, SideLineChange, Standing } from './ports.js';

/** How many events are read at once. */
const batchSize = 64;

/** How a line of events came to a stop. */
type Halt = 'done' | 'failed' | 'left';

/** What is achieved and not yet kept, and whether the endpoint is still ours to serve. */
type Service = {
  cursor: number;
  failures: number;
  attempts: Attempt[];
  lines: Map<string, SideLine>;
  changed: Map<string, SideLineChange>;
  leaseEnds: number;
  standing: Standing;
  keeping: Promise<void> | null;
};

/**
 * Serves one claimed endpoint: the held lanes that are due, the main line, what is to be replayed; then lets go.
 * One request at a time. Progress is kept while the next event is under way, so a crash repeats a few events, in order.
 */
export async function serveEndpoint(
  claim: Claim,
  ports: DispatcherPorts,
  settings: DispatcherSettings,
  stopping: { readonly now: boolean },
): Promise<void> {
  const { queue, courier, clock, chance } = ports;
  const { endpoint } = claim;
  const lease = leaseMs(settings.timeoutMs);
  const service: Service = {
    cursor: claim.cursor,
    failures: claim.failures,
    attempts: [],
    lines: new Map(claim.lines.map((line) => [line.id, line])),
    changed: new Map(),
    leaseEnds: clock.now() + lease,
    standing: 'held',
    keeping: null,
  };

  let retryInMs: number | null = null;
  for (const line of claim.lines.filter(({ kind, due }) => kind === 'held' && due)) await serveHeld(line);
  if ((await serveMain()) === 'done') await serveReplays();
  await letGo();

  /** The line every event first travels on. */
  async function serveMain(): Promise<Halt> {
    for (;;) {
      const events = await queue.waiting(endpoint.id, { after: service.cursor, limit: batchSize });
      if (events.length === 0) return 'done';
      for (const event of events) {
        if (!isHeld(event)) {
          if (!(await mayGoOn())) return 'left';
          const sent = await send(event, false);
          if (!delivered(sent)) {
            if (endpoint.ordering === 'endpoint') return backOffHead(event, sent, false);
            hold(event, sent);
          } else {
            service.failures = 0;
          }
        }
        service.cursor = event.sequence;
        keep();
      }
    }
  }

  /** A lane that a failure held back, from its head on. */
  async function serveHeld(line: SideLine): Promise<Halt> {
    let next = line.next;
    for (;;) {
      const events = await queue.waiting(endpoint.id, {
        after: next - 1,
        upTo: line.to ?? service.cursor,
        limit: batchSize,
        ...(line.subject === null ? {} : { subject: line.subject }),
      });
      if (events.length === 0) return changeLine({ ...line, next, failures: 0 }, true, null);
      for (const event of events) {
        if (!(await mayGoOn())) return 'left';
        const sent = await send(event, false);
        if (!delivered(sent)) {
          const failures = next === line.next ? line.failures + 1 : 1;
          const retry = backOff(failures, settings.backOffSeconds, chance(), sent.retryAfterSeconds);
          record(event, sent, false, retry);
          return changeLine({ ...line, next: event.sequence, failures }, false, retry);
        }
        next = event.sequence + 1;
        changeLine({ ...line, next, failures: 0 }, false, 0);
        keep();
      }
    }
  }

  /** Ranges to be sent again, in the order they were asked for, once nothing waits. */
  async function serveReplays(): Promise<Halt> {
    for (const line of claim.lines.filter(({ kind }) => kind === 'replay')) {
      let next = line.next;
      for (;;) {
        const events = await queue.waiting(endpoint.id, { after: next - 1, upTo: line.to ?? next, limit: batchSize });
        if (events.length === 0) break;
        for (const event of events) {
          if (!(await mayGoOn())) return 'left';
          const sent = await send(event, true);
          if (!delivered(sent)) return backOffHead(event, sent, true);
          service.failures = 0;
          next = event.sequence + 1;
          changeLine({ ...line, next }, false, null);
          keep();
        }
      }
      changeLine({ ...line, next }, true, null);
    }
    return 'done';
  }

  async function send(event: WaitingEvent, replay: boolean): Promise<Sent> {
    const sent = await courier.send(endpoint, event, { replay });
    if (delivered(sent)) record(event, sent, replay, null);
    return sent;
  }

  function record(event: WaitingEvent, sent: Sent, replay: boolean, retry: number | null): void {
    const now = clock.now();
    service.attempts.push({
      endpointId: endpoint.id,
      sequence: event.sequence,
      at: instantAt(now - sent.durationMs),
      durationMs: sent.durationMs,
      statusCode: sent.statusCode,
      error: sent.error,
      responseExcerpt: sent.responseExcerpt,
      delivered: delivered(sent),
      replay,
      takeover: claim.takeover,
      nextAttemptAt: retry === null ? null : instantAt(now + retry),
    });
  }

  function backOffHead(event: WaitingEvent, sent: Sent, replay: boolean): Halt {
    service.failures += 1;
    retryInMs = backOff(service.failures, settings.backOffSeconds, chance(), sent.retryAfterSeconds);
    record(event, sent, replay, retryInMs);
    return 'failed';
  }

  /** Lets the main line pass a failed event; what follows it in its lane waits behind it. */
  function hold(event: WaitingEvent, sent: Sent): void {
    const retry = backOff(1, settings.backOffSeconds, chance(), sent.retryAfterSeconds);
    record(event, sent, false, retry);
    const lane = endpoint.ordering === 'affinity' ? event.subject : null;
    changeLine(
      {
        id: `held:${event.sequence}`,
        kind: 'held',
        subject: lane,
        next: event.sequence,
        to: lane === null ? event.sequence : null,
        failures: 1,
        due: false,
      },
      false,
      retry,
    );
  }

  function isHeld(event: WaitingEvent): boolean {
    if (endpoint.ordering !== 'affinity') return false;
    for (const line of service.lines.values()) if (line.kind === 'held' && line.subject === event.subject) return true;
    return false;
  }

  function changeLine(line: SideLine, done: boolean, retry: number | null): Halt {
    if (done) service.lines.delete(line.id);
    else service.lines.set(line.id, line);
    service.changed.set(line.id, { ...line, done, retryInMs: retry });
    return done ? 'done' : 'failed';
  }

  /** Whether another request may be begun: still ours, and its deadline lies within the lease. */
  async function mayGoOn(): Promise<boolean> {
    if (service.attempts.length >= batchSize) await service.keeping;
    if (clock.now() + settings.timeoutMs > service.leaseEnds) await service.keeping;
    return (
      !stopping.now && service.standing === 'held' && clock.now() + settings.timeoutMs <= service.leaseEnds
    );
  }

  /** Keeps what was achieved so far while the next request is under way; one write at a time. */
  function keep(): void {
    service.keeping ??= keepOnce().finally(() => {
      service.keeping = null;
      if (service.attempts.length > 0 && service.standing === 'held') keep();
    });
  }

  async function keepOnce(): Promise<void> {
    const began = clock.now();
    const progress = take();
    try {
      service.standing = await queue.advance(claim, progress, lease);
      if (service.standing === 'held') service.leaseEnds = began + lease;
    } catch (failure) {
      service.attempts.unshift(...progress.attempts);
      service.standing = 'stopped';
      ports.report(failure);
    }
  }

  async function letGo(): Promise<void> {
    while (service.keeping !== null) await service.keeping;
    if (service.standing !== 'fenced') await queue.release(claim, take(), retryInMs);
  }

  function take(): Advance {
    const { cursor, failures, attempts } = service;
    const lines = [...service.changed.values()];
    service.attempts = [];
    service.changed = new Map();
    return { cursor, failures, attempts, lines };
  }
}

/** Only 200 counts; 201, 204 and redirects do not. */
const delivered = (sent: Sent): boolean => sent.statusCode === 200;
