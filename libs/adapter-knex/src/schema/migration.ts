import { createHash } from 'node:crypto';
import type { DatabaseKind } from '../engine/sql-words.js';

/**
 * One step of the schema, for the databases it names. Its text is frozen once released and shares no code with queries
 * or other migrations; a change is a new migration. Named by date and purpose.
 */
export type Migration = { readonly name: string } & { readonly [Kind in DatabaseKind]?: readonly string[] };

/** A migration as one database applies it. */
export type Step = { readonly name: string; readonly statements: readonly string[] };

/** The migrations of one kind of database, in order. */
export const stepsFor = (kind: DatabaseKind, migrations: readonly Migration[]): readonly Step[] =>
  migrations.flatMap((migration) => {
    const statements = migration[kind];
    return statements === undefined ? [] : [{ name: migration.name, statements }];
  });

/** The digest that reveals an edit after a migration was applied. */
export const digestOf = ({ statements }: Step): string =>
  createHash('sha256').update(statements.join(';\n')).digest('hex');
