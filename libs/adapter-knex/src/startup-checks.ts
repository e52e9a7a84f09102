import type { Actor } from '@affinity-engine/kernel';
import type { Knex } from 'knex';
import { write } from './engine/committer.js';
import type { Engine } from './engine/engine.js';
import { textIn, type Row } from './engine/sql.js';
import { eachRow } from './engine/statements.js';
import { writeOrder } from './engine/write-order.js';

const known = 'sealed by this engine';

const insertCanary = eachRow<string, void>('keep canary', writeOrder.sealCanary, async (execute, sealed) => {
  await execute('insert into seal_canary (id, sealed) values (1, ?) on conflict do nothing', [sealed]);
});

/**
 * True if the database was encrypted with this key. With another key no webhook could be signed, and that would show
 * only with the first one due. The first key used is recorded.
 */
export async function secretMatches({ reader, committer, seal }: Engine): Promise<boolean> {
  await committer.commit([write(insertCanary, seal.close(known))]);
  const row = (await reader('seal_canary').first()) as Row | undefined;
  try {
    return seal.open(textIn(row, 'sealed')) === known;
  } catch {
    return false;
  }
}

/** Credentials: clients, and subscriptions with their keys. */
export type Access = 'client' | 'subscription';

/** Ids created by an actor and not revoked. */
export async function unrevokedIdsCreatedBy(reader: Knex, access: Access, actor: Actor): Promise<readonly string[]> {
  const rows = (await reader(`${access} as c`)
    .join('audit_entry as a', 'a.subject', 'c.id')
    .where({ 'a.actor': actor, 'a.action': `${access}.created` })
    .whereNull('c.revoked_at')
    .select('c.id')) as Row[];
  return rows.map((row) => textIn(row, 'id'));
}
