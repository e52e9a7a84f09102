import { createHash } from 'node:crypto';

/**
 * One step of the schema. Its text is frozen once released and shares no code with queries or other migrations; a
 * change is a new migration. Named by date and purpose.
 */
export type Migration = { readonly name: string; readonly statements: readonly string[] };

/** The digest that reveals an edit after a migration was applied. */
export const digestOf = ({ statements }: Migration): string =>
  createHash('sha256').update(statements.join(';\n')).digest('hex');
