import { portMutants, replaced, unguarded, withoutEffect, type PortsMutant } from '@affinity-engine/kernel/testing';
import type { Endpoint } from '../endpoint.js';
import type { WebhookPorts } from '../ports.js';
import type { MemoryDeliveries } from './memory-deliveries.js';
import type { EndpointRow } from './memory-store.js';

type Mutant = PortsMutant<WebhookPorts, MemoryDeliveries>;

const inPort = portMutants<WebhookPorts, MemoryDeliveries>();
const each = <Field extends string, Made>(fields: readonly Field[], what: string, mutant: (field: Field) => Made) =>
  Object.fromEntries(fields.map((field) => [`${what} ${field}`, mutant(field)]));
const nothing = () => undefined;

const rowOf = ({ store }: MemoryDeliveries, id: string) => store.rows.get(id) as EndpointRow;
const endpointFields = ['url', 'secrets', 'rotationEndsAt', 'eventTypes', 'ordering', 'paused', 'disabled'] as const;

/** What operators' units of work may do wrong. */
export const endpointMutants: Readonly<Record<string, Mutant>> = {
  'adds endpoints over others': inPort('endpoints', ({ add }, writes) => ({ add: replaced(writes, add, unguarded) })),
  'saves endpoints whatever their version': inPort('endpoints', ({ save }, writes) => ({
    save: replaced(writes, save, unguarded),
  })),
  'saves nothing': inPort('endpoints', ({ save }, writes) => ({ save: replaced(writes, save, withoutEffect) })),
  ...each(endpointFields, 'saves endpoints but for their', (field) =>
    inPort('endpoints', ({ save }, _, memory) => ({
      save: (endpoint) => save({ ...endpoint, [field]: rowOf(memory, endpoint.id).endpoint[field] }),
    })),
  ),
  ...each([...endpointFields, 'ownerId', 'createdAt'] as const, 'adds endpoints without their', (field) =>
    inPort('endpoints', ({ add }) => ({
      add: (endpoint) => add({ ...endpoint, [field]: undefined } as unknown as Endpoint),
    })),
  ),
  'leaves a changed endpoint in its back-off': inPort('endpoints', ({ save }, writes, memory) => ({
    save: (endpoint) =>
      replaced(writes, save, ({ holds, apply }) => ({
        holds,
        apply: () => {
          const { dueAt } = rowOf(memory, endpoint.id);
          apply();
          if (dueAt !== null) rowOf(memory, endpoint.id).dueAt = dueAt;
        },
      }))(endpoint),
  })),
  'remembers the failures of a changed endpoint': inPort('endpoints', ({ save }, writes, memory) => ({
    save: (endpoint) =>
      replaced(writes, save, ({ holds, apply }) => ({
        holds,
        apply: () => {
          const { failures } = rowOf(memory, endpoint.id);
          apply();
          rowOf(memory, endpoint.id).failures = failures;
        },
      }))(endpoint),
  })),
  'makes an idle endpoint due by a change': inPort('endpoints', ({ save }, writes, memory) => ({
    save: (endpoint) =>
      replaced(writes, save, ({ holds, apply }) => ({
        holds,
        apply: () => {
          apply();
          rowOf(memory, endpoint.id).dueAt ??= memory.store.clock.now();
        },
      }))(endpoint),
  })),
  'skips what is no head': inPort('endpoints', ({ skip }, writes) => ({ skip: replaced(writes, skip, unguarded) })),
  'skips nothing': inPort('endpoints', ({ skip }, writes) => ({ skip: replaced(writes, skip, withoutEffect) })),
  'sends what was skipped': inPort('endpoints', ({ skip }, writes, memory) => ({
    skip: (id, sequence) =>
      replaced(writes, skip, ({ holds, apply }) => ({
        holds,
        apply: () => {
          apply();
          const { events } = rowOf(memory, id);
          events.splice(0, events.length, ...events.map((event) => ({ ...event, skipped: false })));
        },
      }))(id, sequence),
  })),
  'lets whoever sends a skipped head go on': inPort('endpoints', ({ skip }, writes, memory) => ({
    skip: (id, sequence) =>
      replaced(writes, skip, ({ holds, apply }) => ({
        holds,
        apply: () => {
          const { version } = rowOf(memory, id).endpoint;
          apply();
          const row = rowOf(memory, id);
          row.endpoint = { ...row.endpoint, version };
        },
      }))(id, sequence),
  })),
  'leaves a lane waiting whose head was skipped': inPort('endpoints', ({ skip }, writes, memory) => ({
    skip: (id, sequence) =>
      replaced(writes, skip, ({ holds, apply }) => ({
        holds,
        apply: () => {
          const lines = new Map(rowOf(memory, id).lines);
          apply();
          rowOf(memory, id).lines = lines;
        },
      }))(id, sequence),
  })),
  'loses replays': inPort('endpoints', ({ replay }, writes) => ({ replay: replaced(writes, replay, withoutEffect) })),
  'takes any number of replays': inPort('endpoints', ({ replay }, writes) => ({
    replay: replaced(writes, replay, unguarded),
  })),
  'replays one event too few': inPort('endpoints', ({ replay }) => ({
    replay: (id, from, to) => replay(id, from, Math.max(from, to - 1)),
  })),
  'keeps the last replay alone': inPort('endpoints', ({ replay }, writes, memory) => ({
    replay: (id, from, to) =>
      replaced(writes, replay, ({ holds, apply }) => ({
        holds,
        apply: () => {
          rowOf(memory, id).lines.clear();
          apply();
        },
      }))(id, from, to),
  })),
  'hastens a dammed endpoint by a replay': inPort('endpoints', ({ replay }, writes, memory) => ({
    replay: (id, from, to) =>
      replaced(writes, replay, ({ holds, apply }) => ({
        holds,
        apply: () => {
          apply();
          rowOf(memory, id).dueAt = memory.store.clock.now();
        },
      }))(id, from, to),
  })),
  'replays what was called off': inPort('endpoints', ({ callOffReplays }, writes) => ({
    callOffReplays: replaced(writes, callOffReplays, withoutEffect),
  })),
  'lets whoever sends what was called off go on': inPort('endpoints', ({ callOffReplays }, writes, memory) => ({
    callOffReplays: (id) =>
      replaced(writes, callOffReplays, ({ holds, apply }) => ({
        holds,
        apply: () => {
          const { version } = rowOf(memory, id).endpoint;
          apply();
          const row = rowOf(memory, id);
          row.endpoint = { ...row.endpoint, version };
        },
      }))(id),
  })),
  'knows no heads': inPort('endpoints', () => ({ heads: async () => ({ main: null, held: [] }) })),
  'counts no replays': inPort('endpoints', ({ progress }) => ({
    progress: async (id) => ({ ...(await progress(id)), replays: 0 }),
  })),
  'counts as waiting what lies behind the cursor alone': inPort('endpoints', ({ progress }) => ({
    progress: async (id) => {
      const known = await progress(id);
      return { ...known, waiting: known.lastSequence - known.cursor };
    },
  })),
  'drops the details of the trail': inPort('audit', ({ append }) => ({
    append: ({ actor, action, subject }) => append({ actor, action, subject }),
  })),
  'drops the trail': inPort('audit', () => ({ append: nothing })),
};
