import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { Client, IdentityPorts, IdentityWork } from '@affinity-engine/identity';
import { kernelError, type AuditEntry, type Once } from '@affinity-engine/kernel';

/** What the file holds. */
export type Kept = {
  readonly clients: Record<string, Client>;
  readonly audit: AuditEntry[];
  readonly answers: Record<string, { readonly fingerprint: string; readonly answer: string }>;
};

/** One collected write: what must still hold when the unit commits, and what it then does. */
type Write = { readonly holds: (kept: Kept) => boolean; readonly apply: (kept: Kept) => void };

/** Clients in one JSON file, for a process that has it to itself. */
export const identityInAFile = (file: string): IdentityWork => ({
  async run(body, once) {
    for (let attempt = 1; attempt <= 12; attempt += 1) {
      const read = load(file);
      refuseRepeat(read, once);
      const writes: Write[] = [];
      const result = await body(portsOver(read, writes)).catch((thrown: unknown) => {
        refuseRepeat(load(file), once); // where it failed over what the first one did, the first one's answer counts
        throw thrown;
      });
      const answer = await once?.answer(result);
      // From here to the end nothing else runs in this process: the file is looked at once more, then replaced.
      const kept = load(file);
      refuseRepeat(kept, once);
      if (!writes.every(({ holds }) => holds(kept))) continue; // another write was faster: run again on the present state
      for (const { apply } of writes) apply(kept);
      if (once !== undefined && answer !== undefined) {
        kept.answers[once.key] = { fingerprint: once.fingerprint, answer };
      }
      if (writes.length > 0 || once !== undefined) save(file, kept);
      return result;
    }
    throw kernelError('CHANGED-MEANWHILE');
  },
});

const portsOver = (read: Kept, writes: Write[]): IdentityPorts => ({
  partners: { assertExists: () => Promise.resolve() }, // this program has no partners
  audit: { append: (entry) => void writes.push({ holds: () => true, apply: ({ audit }) => void audit.push(entry) }) },
  clients: {
    find: async (id) => read.clients[id] ?? null,
    add: (client) =>
      void writes.push({
        holds: ({ clients }) => clients[client.id] === undefined,
        apply: ({ clients }) => void (clients[client.id] = client),
      }),
    save: (client) =>
      void writes.push({
        holds: ({ clients }) => clients[client.id]?.version === client.version,
        apply: ({ clients }) => void (clients[client.id] = { ...client, version: client.version + 1 }),
      }),
  },
});

function refuseRepeat({ answers }: Kept, once: Pick<Once<never>, 'key' | 'fingerprint'> | undefined): void {
  const kept = once === undefined ? undefined : answers[once.key];
  if (kept === undefined) return;
  if (kept.fingerprint !== once?.fingerprint) throw kernelError('KEY-REUSED');
  throw kernelError('ANSWERED-BEFORE', { answer: kept.answer });
}

const load = (file: string): Kept =>
  existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Kept) : { clients: {}, audit: [], answers: {} };

/** A file that is renamed appears whole or not at all. */
function save(file: string, kept: Kept): void {
  writeFileSync(`${file}.unfinished`, JSON.stringify(kept), { mode: 0o600 });
  renameSync(`${file}.unfinished`, file);
}
