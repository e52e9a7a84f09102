import { createHash } from 'node:crypto';

/**
 * One step of the schema, frozen as text once it was released: it shares nothing with queries or other migrations, and a
 * change is a new migration. Named by date and purpose.
 */
export type Migration = { readonly name: string; readonly statements: readonly string[] };

/** What a migration is recognised by: edited after it was applied, it has another digest. */
export const digestOf = ({ statements }: Migration): string =>
  createHash('sha256').update(statements.join(';\n')).digest('hex');
