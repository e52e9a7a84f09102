import { createHash } from 'node:crypto';
import type { DatabaseKind } from '../engine/sql-words.js';

/**
 * One step of the schema, for the databases it names. Its text is frozen once released and shares no code with queries
 * or other migrations; a change is a new migration. Named by date and purpose.
 */
export type Migration = {
  readonly name: string;
  /**
   * Takes away what only the version before needs. On a database that several processes share it is applied once they
   * are all of this version.
   */
  readonly contracts?: true;
} & { readonly [Kind in DatabaseKind]?: readonly string[] };

/** A migration as one database applies it. */
export type Step = { readonly name: string; readonly statements: readonly string[]; readonly contracts: boolean };

/** The migrations of one kind of database, in order. */
export const stepsFor = (kind: DatabaseKind, migrations: readonly Migration[]): readonly Step[] =>
  migrations.flatMap((migration) => {
    const { name, contracts = false, [kind]: statements } = migration;
    return statements === undefined ? [] : [{ name, statements, contracts }];
  });

/** The digest that reveals an edit after a migration was applied. */
export const digestOf = ({ statements }: Step): string =>
  createHash('sha256').update(statements.join(';\n')).digest('hex');
