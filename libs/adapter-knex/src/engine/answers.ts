import type { Knex } from 'knex';
import { batched } from './batched.js';
import * as column from './columns.js';
import type { Row } from './columns.js';
import type { Seal } from './seal.js';

/** The first answer to a caller's key, and the digest of what was asked. */
export type KeptAnswer = { readonly fingerprint: string; readonly answer: string };

/** First answers that are kept for repeats. */
export interface KeptAnswers {
  /** Null where nothing was answered under this key, or the answer's time is over. */
  find(key: string): Promise<KeptAnswer | null>;
}

/** First answers, read in batches and opened. */
export function keptAnswers(reader: Knex, seal: Seal): KeptAnswers {
  const sealed = batched<string, KeptAnswer>(async (keys) => {
    const rows = (await reader('answered_once')
      .whereIn('key', keys as string[])
      .whereRaw(`kept_until >= ${column.databaseNow}`)) as Row[];
    return new Map(
      rows.map((row) => [
        column.text(row, 'key'),
        { fingerprint: column.text(row, 'fingerprint'), answer: column.text(row, 'answer') },
      ]),
    );
  });
  return {
    async find(key) {
      const kept = await sealed(key);
      return kept === null ? null : { ...kept, answer: seal.open(kept.answer) };
    },
  };
}
