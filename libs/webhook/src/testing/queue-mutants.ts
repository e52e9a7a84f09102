import type { EndpointId } from '../endpoint.js';
import type { Advance, Claim, ClaimState, DeliveryQueue } from '../ports.js';
import type { MemoryDeliveries } from './memory-deliveries.js';
import type { EndpointRow } from './memory-store.js';

type Mutant = (queue: DeliveryQueue, memory: MemoryDeliveries) => Partial<DeliveryQueue>;

const rowOf = ({ store }: MemoryDeliveries, id: EndpointId) => store.rows.get(id) as EndpointRow;

const claiming =
  (change: (claim: Claim) => Partial<Claim>): Mutant =>
  ({ claim }) => ({
    claim: async (...asked) => (await claim(...asked)).map((each) => ({ ...each, ...change(each) })),
  });

/** Progress that is kept otherwise, by an advance and a release. */
const keeping =
  (change: (progress: Advance, claim: Claim) => Partial<Advance>): Mutant =>
  ({ advance, release }) => ({
    advance: (claim, progress, ...rest) => advance(claim, { ...progress, ...change(progress, claim) }, ...rest),
    release: (claim, progress, ...rest) => release(claim, { ...progress, ...change(progress, claim) }, ...rest),
  });

/** What happens to the row once progress is kept. */
const afterwards =
  (
    change: (row: EndpointRow, before: EndpointRow, progress: Advance, state: ClaimState, now: number) => void,
  ): Mutant =>
  ({ advance, release }, memory) => {
    const kept = async (claim: Claim, progress: Advance, keep: () => Promise<ClaimState>): Promise<ClaimState> => {
      const row = rowOf(memory, claim.endpoint.id);
      const before = { ...row };
      const state = await keep();
      change(row, before, progress, state, memory.store.clock.now());
      return state;
    };
    return {
      advance: (claim, progress, leaseMs) => kept(claim, progress, () => advance(claim, progress, leaseMs)),
      release: (claim, progress, retryInMs) => kept(claim, progress, () => release(claim, progress, retryInMs)),
    };
  };

const answering =
  (change: (state: ClaimState) => ClaimState): Mutant =>
  ({ advance, release }) => ({
    advance: async (...kept) => change(await advance(...kept)),
    release: async (...kept) => change(await release(...kept)),
  });

const reading =
  (change: (query: Parameters<DeliveryQueue['waiting']>[1]) => object): Mutant =>
  ({ waiting }) => ({ waiting: (id, query) => waiting(id, { ...query, ...change(query) }) });

/** What the delivery queue may do wrong. */
export const queueMutants: Readonly<Record<string, Mutant>> = {
  'claims twice': ({ claim }) => ({ claim: (limit, _leaseMs, failing) => claim(limit, 0, failing) }),
  'claims for ever': ({ claim }) => ({ claim: (limit, _leaseMs, failing) => claim(limit, 1e12, failing) }),
  'claims more than the limit': ({ claim }) => ({ claim: (_limit, leaseMs, failing) => claim(99, leaseMs, failing) }),
  'ignores failing places': ({ claim }) => ({ claim: (limit, leaseMs) => claim(limit, leaseMs) }),
  'lets no failing endpoint in': ({ claim }) => ({ claim: (limit, leaseMs) => claim(limit, leaseMs, 0) }),
  'claims what is due shortest first': ({ claim }, { store }) => ({
    async claim(limit, leaseMs, failing) {
      const due = [...store.rows.values()].filter(({ dueAt }) => dueAt !== null && dueAt <= store.clock.now());
      if (due.length < 2) return claim(limit, leaseMs, failing);
      for (const row of due) row.dueAt = -(row.dueAt ?? 0);
      return claim(limit, leaseMs, failing);
    },
  }),
  'claims what is closed': ({ claim }, { store }) => ({
    async claim(...asked) {
      const closed = [...store.rows.values()].filter(({ endpoint }) => endpoint.paused);
      for (const row of closed) row.endpoint = { ...row.endpoint, paused: false };
      return claim(...asked);
    },
  }),
  'keeps to one epoch': claiming(() => ({ epoch: 1 })),
  'says nothing of a takeover': claiming(() => ({ takeover: false })),
  'takes every claim for a takeover': claiming(() => ({ takeover: true })),
  'leaves nothing in doubt': claiming(() => ({ maybeSentUpTo: 0 })),
  'begins every claim at the first event': claiming(() => ({ cursor: 0 })),
  'forgets the failures of a head': claiming(() => ({ failures: 0 })),
  'hands over no lines': claiming(() => ({ lines: [] })),
  'hands over lines that are all due': claiming(({ lines }) => ({
    lines: lines.map((line) => ({ ...line, due: true })),
  })),
  'hands over lines that are never due': claiming(({ lines }) => ({
    lines: lines.map((line) => ({ ...line, due: false })),
  })),
  'hands over lines backwards': claiming(({ lines }) => ({ lines: [...lines].reverse() })),
  'keeps what a fenced holder achieved': ({ claim, advance, release }) => {
    const epochs = new Map<EndpointId, number>();
    const current = (own: Claim): Claim => ({ ...own, epoch: epochs.get(own.endpoint.id) ?? own.epoch });
    return {
      async claim(...asked) {
        const claims = await claim(...asked);
        for (const { endpoint, epoch } of claims) epochs.set(endpoint.id, epoch);
        return claims;
      },
      advance: (own, ...rest) => advance(current(own), ...rest),
      release: (own, ...rest) => release(current(own), ...rest),
    };
  },
  'keeps the cursor of a fenced holder': afterwards((row, _before, { cursor }, state) => {
    if (state === 'fenced') row.cursor = Math.max(row.cursor, cursor);
  }),
  'keeps the lines of a fenced holder': afterwards((row, _before, { lines }, state) => {
    if (state === 'fenced') for (const { id, done } of lines) if (done) row.lines.delete(id);
  }),
  'lets a fenced holder make it due': afterwards((row, _before, _progress, state, now) => {
    if (state === 'fenced') row.dueAt = now;
  }),
  'forgets what a fenced holder tried': afterwards((row, _before, { attempts }, state) => {
    if (state === 'fenced') row.attempts.splice(row.attempts.length - attempts.length);
  }),
  'tells nobody that they are fenced': answering((state) => (state === 'fenced' ? 'held' : state)),
  'tells nobody to stop': answering((state) => (state === 'stopped' ? 'held' : state)),
  'tells everybody to stop': answering((state) => (state === 'held' ? 'stopped' : state)),
  'moves the cursor back': afterwards((row, _before, { cursor }, state) => {
    if (state !== 'fenced') row.cursor = cursor;
  }),
  'keeps no cursor': keeping((_progress, { cursor }) => ({ cursor })),
  'keeps no failures': keeping(() => ({ failures: 0 })),
  'keeps no attempts': keeping(() => ({ attempts: [] })),
  'keeps no lines': keeping(() => ({ lines: [] })),
  'keeps lines that are done': keeping(({ lines }) => ({ lines: lines.filter(({ done }) => !done) })),
  'makes held lanes due at once': keeping(({ lines }) => ({ lines: lines.map((line) => ({ ...line, retryInMs: 0 })) })),
  'keeps lanes where they began': keeping(({ lines }) => ({
    lines: lines.map((line) => (line.next === 3 && line.to === null ? { ...line, next: 2 } : line)),
  })),
  'keeps lines open at their end': keeping(({ lines }) => ({ lines: lines.map((line) => ({ ...line, to: null })) })),
  'keeps lines without their failures': keeping(({ lines }) => ({
    lines: lines.map((line) => ({ ...line, failures: 0 })),
  })),
  'keeps lanes of no affinity': keeping(({ lines }) => ({ lines: lines.map((line) => ({ ...line, subject: null })) })),
  'renews no lease': ({ advance }, memory) => ({
    async advance(claim, progress, leaseMs) {
      const row = rowOf(memory, claim.endpoint.id);
      const { dueAt } = row;
      const state = await advance(claim, progress, leaseMs);
      row.dueAt = dueAt;
      return state;
    },
  }),
  'forgets by a release what came meanwhile': ({ release }, memory) => ({
    async release(claim, progress, retryInMs) {
      const state = await release(claim, progress, retryInMs);
      if (retryInMs === null && state === 'held') rowOf(memory, claim.endpoint.id).dueAt = null;
      return state;
    },
  }),
  'makes every release due at once': ({ release }, memory) => ({
    async release(claim, progress, retryInMs) {
      const state = await release(claim, progress, retryInMs);
      if (state !== 'fenced') rowOf(memory, claim.endpoint.id).dueAt = memory.store.clock.now();
      return state;
    },
  }),
  'waits for nothing after a failure': ({ release }) => ({
    release: (claim, progress) => release(claim, progress, null),
  }),
  'dams up what an operator changed meanwhile': ({ release }, memory) => ({
    async release(claim, progress, retryInMs) {
      const state = await release(claim, progress, retryInMs);
      if (retryInMs !== null && state === 'stopped')
        rowOf(memory, claim.endpoint.id).dueAt = memory.store.clock.now() + retryInMs;
      return state;
    },
  }),
  'counts the failures of what an operator changed meanwhile': afterwards((row, _before, { failures }, state) => {
    if (state === 'stopped') row.failures = failures;
  }),
  'takes a released claim for one that ran out': afterwards((row, { claimed }) => {
    row.claimed = claimed;
  }),
  'brings back what was called off': afterwards((row, _before, { lines }, state, now) => {
    if (state === 'fenced') return;
    for (const { retryInMs: _ms, done, ...line } of lines)
      if (!done && line.kind === 'replay') row.lines.set(line.id, { ...line, dueAt: now });
  }),
  'reads from the first event on': reading(() => ({ after: 0 })),
  'reads to the last event': reading(() => ({ upTo: Infinity })),
  'reads all lanes': ({ waiting }) => ({ waiting: (id, { subject: _subject, ...query }) => waiting(id, query) }),
  'reads more than the limit': reading(() => ({ limit: 99 })),
  'reads what was skipped': reading(() => ({ skippedToo: true })),
  'never reads what was skipped': ({ waiting }) => ({
    waiting: (id, { skippedToo: _skippedToo, ...query }) => waiting(id, query),
  }),
  'reads backwards': ({ waiting }) => ({ waiting: async (id, query) => [...(await waiting(id, query))].reverse() }),
};
