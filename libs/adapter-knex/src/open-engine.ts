import { randomBytes } from 'node:crypto';
import type { Committer } from './engine/committer.js';
import type { Database } from './engine/database.js';
import { engineOn, type Engine } from './engine/engine.js';
import { sealUnder, type Seal, type SealKeys } from './engine/seal.js';
import { textIn, type Row } from './engine/sql.js';
import { knexEngineValues } from './engine-values.js';
import { personalKeysAlone } from './schema/2026-11-29-personal-keys.js';

/** How often a process looks whether the version before has gone. */
const lookEveryMs = 5_000;

/** The engine on a database, with its seal and how persons are sealed there. */
export async function openEngine(database: Database, committer: Committer, sealKeys: SealKeys): Promise<Engine> {
  const hasBegun = await sealingHasBegun(database);
  const seal = sealUnder(sealKeys, hasBegun);
  const indexKey = await indexKeyOf(database, committer, seal);
  return engineOn(database, committer, seal, { hasBegun, indexKey });
}

/**
 * Persons are sealed once the version before no longer runs on the database: it could not open them. Where processes share
 * it, that is when the migration that contracts was applied, which may be while this one runs.
 */
async function sealingHasBegun({ schemaSql, read }: Database): Promise<() => boolean> {
  if (!schemaSql.isShared) return () => true;
  const look = async () => {
    const rows = await read('select 1 from schema_migration where name = ?', [personalKeysAlone.name]);
    return rows.length > 0;
  };
  let [begun, lookedAt] = [await look(), performance.now()];
  return () => {
    if (!begun && performance.now() - lookedAt > lookEveryMs) {
      lookedAt = performance.now();
      void look().then(
        (found) => void (begun = found),
        () => undefined,
      );
    }
    return begun;
  };
}

/**
 * The key of the hashes: random, made once for a database, and sealed there. Null if it was sealed under another secret:
 * with that the engine does not start.
 */
async function indexKeyOf({ reader }: Database, committer: Committer, seal: Seal): Promise<Uint8Array | null> {
  const stored = (await reader('engine_value').where({ name: 'index key' }).first('value')) as Row | undefined;
  if (stored !== undefined) return openedOrNull(seal, textIn(stored, 'value'));
  const made = randomBytes(32).toString('base64');
  const { stored: kept } = await knexEngineValues({ reader, committer, seal }).replace('index key', null, made);
  return openedOrNull(seal, kept);
}

function openedOrNull(seal: Seal, sealed: string): Uint8Array | null {
  try {
    return Buffer.from(seal.open(sealed), 'base64');
  } catch {
    return null;
  }
}
