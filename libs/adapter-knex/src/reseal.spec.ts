import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { anEndpoint } from '@affinity-engine/webhook/testing';
import { committerOn } from './engine/committer.js';
import { sealUnder, type SealKeys } from './engine/seal.js';
import { knexEngineValues } from './engine-values.js';
import { openEngine } from './open-engine.js';
import { resealAll, type Resealed } from './reseal.js';
import { migrate } from './schema/migrate.js';
import { secretMatches } from './startup-checks.js';
import { emptyDatabase, type EmptyDatabase } from './testing/empty-database.js';
import { addEndpoint } from './webhook/endpoints.js';

const key = (fill: number): Uint8Array => new Uint8Array(32).fill(fill);

describe.each(['SQLite', 'PostgreSQL'] as const)('what was sealed under a previous key, on %s', (kind) => {
  let opened: EmptyDatabase;
  beforeEach(async () => {
    opened = await emptyDatabase(kind);
    await migrate(opened.database, { contract: true });
  });
  afterEach(() => opened.remove());

  const engineWith = async (...keys: SealKeys) => {
    const engine = await openEngine(opened.database, committerOn(opened.database), keys);
    await secretMatches(engine);
    return engine;
  };

  it('is sealed anew, a part at a time, and needs the previous key no longer', async () => {
    const before = await engineWith(key(1));
    for (let at = 0; at < 1_200; at += 1) {
      await knexEngineValues(before).replace(`value ${at}`, null, `secret ${at}`);
    }
    await before.committer.commit(addEndpoint(anEndpoint(), before.seal));
    const both = await engineWith(key(2), key(1));
    const parts: Resealed[] = [];
    const done = await resealAll(both, (part) => void parts.push(part));
    const count = (table: string) => done.find((each) => each.table === table)?.values;
    expect(['engine_value', 'endpoint_configuration', 'seal_canary'].map(count)).toEqual([1_201, 1, 1]);
    expect(parts.filter(({ table }) => table === 'engine_value').map(({ values }) => values)).toEqual([
      500, 1_000, 1_201,
    ]);
    const alone = await engineWith(key(2));
    expect(await secretMatches(alone)).toBe(true);
    expect((await knexEngineValues(alone).find('value 1199'))?.value).toBe('secret 1199');
    expect((await resealAll(alone, () => undefined)).every(({ values }) => values === 0)).toBe(true);
  });

  it('is as it was where the value was changed meanwhile', async () => {
    const before = await engineWith(key(1));
    const first = await knexEngineValues(before).replace('value', null, 'old');
    const both = await engineWith(key(2), key(1));
    const read = both.read;
    let changed = false;
    const changing = Object.assign(
      async (...args: Parameters<typeof read>) => {
        const rows = await read(...args);
        if (!changed && rows.length > 0) {
          changed = true;
          await knexEngineValues(both).replace('value', first, 'new');
        }
        return rows;
      },
      { words: read.words },
    );
    await resealAll({ ...both, read: changing }, () => undefined);
    expect((await knexEngineValues(both).find('value'))?.value).toBe('new');
  });

  it('cannot be read with the new key alone before', async () => {
    await engineWith(key(1));
    const alone = {
      ...(await openEngine(opened.database, committerOn(opened.database), [key(2)])),
      seal: sealUnder([key(2)]),
    };
    expect(await secretMatches(alone)).toBe(false);
  });
});
