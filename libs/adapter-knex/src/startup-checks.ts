import type { Actor } from '@affinity-engine/kernel';
import type { Knex } from 'knex';
import type { Row } from './engine/columns.js';
import { write, type Committer } from './engine/committer.js';
import type { Seal } from './engine/seal.js';
import { eachRow } from './engine/statements.js';

const known = 'sealed by this engine';

const keepCanary = eachRow<string, void>('keep canary', 1, async (execute, sealed) => {
  await execute('insert into seal_canary (id, sealed) values (1, ?) on conflict do nothing', [sealed]);
});

/**
 * Whether what lies sealed in the database opens with this key: with another one webhooks could not be signed, and
 * nobody would notice before the first is due. The first key a database sees is its own.
 */
export async function secretMatches(reader: Knex, committer: Committer, seal: Seal): Promise<boolean> {
  await committer.commit([write(keepCanary, seal.close(known))]);
  const row = (await reader('seal_canary').first()) as Row | undefined;
  try {
    return seal.open(String(row?.['sealed'])) === known;
  } catch {
    return false;
  }
}

/** What lets a program in: clients, and subscriptions with their keys. */
export type Access = 'client' | 'subscription';

/** Ids of what an actor created and nobody revoked. */
export async function unrevokedIdsCreatedBy(reader: Knex, access: Access, actor: Actor): Promise<readonly string[]> {
  const rows = (await reader(`${access} as c`)
    .join('audit_entry as a', 'a.subject', 'c.id')
    .where({ 'a.actor': actor, 'a.action': `${access}.created` })
    .whereNull('c.revoked_at')
    .select('c.id')) as Row[];
  return rows.map((row) => String(row['id']));
}
