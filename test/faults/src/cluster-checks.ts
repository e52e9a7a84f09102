import { setTimeout as pause } from 'node:timers/promises';
import { connect } from 'nats';
import type { Cluster } from './cluster-processes.js';
import type { CountingReceiver } from './counting-receiver.js';

/** Waits until something holds, or until the time is over. */
export async function until(holds: () => boolean | Promise<boolean>, ms: number, every = 50): Promise<void> {
  const end = performance.now() + ms;
  while (!(await holds()) && performance.now() < end) await pause(every);
}

/** What was acknowledged must be stored, and sequences must have no gaps. */
export async function storedProblems(
  { postgres, database }: Cluster,
  acknowledged: readonly string[],
): Promise<readonly string[]> {
  const stored = new Set((await postgres.execute('select id from affinity', database)).map(({ id }) => String(id)));
  const lost = acknowledged.filter((id) => !stored.has(id));
  const [gaps] = await postgres.execute(
    `select count(*)::int as n from endpoint_progress p
     where last_sequence <> (select count(*) from webhook_event v where v.endpoint_id = p.id)`,
    database,
  );
  return [
    ...(lost.length === 0 ? [] : [`${lost.length} acknowledged affinities are not stored`]),
    ...(stored.size === acknowledged.length
      ? []
      : [`${stored.size} affinities for ${acknowledged.length} acknowledged`]),
    ...(gaps?.['n'] === 0 ? [] : [`${String(gaps?.['n'])} endpoints have gaps in their sequences`]),
  ];
}

/** Events that were answered with 200 more than once, without an attempt in the log that says why. */
export async function unexplained(
  { postgres, database }: Cluster,
  { endpoints }: CountingReceiver,
  ids: ReadonlyMap<string, string>,
) {
  const repeated = [...endpoints].flatMap(([path, endpoint]) =>
    [...endpoint.repeated.keys()].map((sequence) => ({ id: ids.get(path), sequence })),
  );
  const rows = await postgres.execute(
    `select r.id, r.sequence from jsonb_to_recordset('${JSON.stringify(repeated)}') as r (id text, sequence bigint)
     where not exists (select 1 from webhook_attempt a where a.endpoint_id = r.id and a.sequence = r.sequence
       and (a.takeover = 1 or a.error is not null))`,
    database,
  );
  return rows.slice(0, 5).map(({ id, sequence }) => `${String(id)}: event ${String(sequence)} came twice unexplained`);
}

/** Every owner's events must be in the stream once and in sequence. */
export async function feedProblems({ nats, credentials }: Cluster, contracts: number) {
  const connection = await connect({ servers: nats.url });
  try {
    const manager = await connection.jetstreamManager();
    const count = async () => (await manager.streams.info('affinity-events').catch(() => null))?.state.messages ?? 0;
    await until(async () => (await count()) >= contracts, 120_000, 200);
    const problems: string[] = [];
    const last = new Map<string, number>();
    let events = 0;
    const consumer = await connection.jetstream().consumers.get('affinity-events');
    const total = await count();
    while (events < total) {
      const messages = await consumer.fetch({ max_messages: 1_000, expires: 5_000 });
      for await (const message of messages) {
        const { owner_id: owner, sequence } = message.json<{ readonly owner_id: string; readonly sequence: number }>();
        if (sequence !== (last.get(owner) ?? 0) + 1)
          problems.push(`the feed has ${sequence} of ${owner} after ${last.get(owner) ?? 0}`);
        last.set(owner, sequence);
        events += 1;
      }
    }
    for (const { id } of [credentials.partner, credentials.otherPartner]) {
      if ((last.get(id) ?? 0) !== contracts / 2)
        problems.push(`the feed has ${last.get(id) ?? 0} of ${contracts / 2} events of ${id}`);
    }
    return { events, problems: problems.slice(0, 5) };
  } finally {
    await connection.close();
  }
}
