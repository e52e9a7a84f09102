import type { Knex } from 'knex';
import { storedAnswers, type StoredAnswers } from './answers.js';
import type { Committer } from './committer.js';
import type { Database } from './database.js';
import { peopleUnder, type People, type Sealing } from './people.js';
import { machinePace, type Pace } from './pace.js';
import type { Seal } from './seal.js';
import type { SqlWords } from './sql-words.js';
import type { Execute } from './sql.js';

/** The connections and tools that the ports use. */
export type Engine = {
  readonly words: SqlWords;
  /** Connections that cannot write. */
  readonly reader: Knex;
  /** Runs single statements on them. */
  readonly read: Execute;
  /** The only component that writes. */
  readonly committer: Committer;
  readonly seal: Seal;
  readonly people: People;
  readonly answers: StoredAnswers;
  readonly pace: Pace;
};

export const engineOn = (
  { words, reader, read }: Database,
  committer: Committer,
  seal: Seal,
  sealing: Sealing,
): Engine => ({
  words,
  reader,
  read,
  committer,
  seal,
  people: peopleUnder(seal, sealing),
  answers: storedAnswers({ words, reader, seal }),
  pace: machinePace,
});
