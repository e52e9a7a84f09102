import type { KeptAnswers } from '@affinity-engine/kernel';
import type { Knex } from 'knex';
import { keptAnswers } from './answers.js';
import type { Committer } from './committer.js';
import { executeOn, type Database } from './database.js';
import type { Seal } from './seal.js';
import type { Execute } from './sql.js';

/** The connections and tools that the ports use. */
export type Engine = {
  /** Connections that cannot write. */
  readonly reader: Knex;
  /** Runs SQL text on them. */
  readonly read: Execute;
  /** The only component that writes. */
  readonly committer: Committer;
  readonly seal: Seal;
  readonly answers: KeptAnswers;
};

export const engineOn = ({ reader }: Database, committer: Committer, seal: Seal): Engine => ({
  reader,
  read: executeOn(reader),
  committer,
  seal,
  answers: keptAnswers(reader, seal),
});
