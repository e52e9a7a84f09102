import { createHash } from 'node:crypto';
import { edgeError } from './errors.js';

/** The last row of a page, and the total of the first page. */
export type Cursor = { readonly total: number; readonly value: string; readonly id: string };

/** A cursor as text. `of` names the filters: a cursor of other filters is refused. */
export const writeCursor = ({ total, value, id }: Cursor, of: string): string =>
  Buffer.from(JSON.stringify([total, value, id, digest(of)])).toString('base64url');

/** @throws CURSOR-INVALID */
export function readCursor(text: string, of: string): Cursor {
  const [total, value, id, filters] = parsed(text);
  const known =
    Number.isSafeInteger(total) && typeof value === 'string' && typeof id === 'string' && filters === digest(of);
  if (!known) throw edgeError('CURSOR-INVALID');
  return { total: total as number, value, id };
}

function parsed(text: string): readonly unknown[] {
  try {
    const read: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    return Array.isArray(read) ? read : [];
  } catch {
    return [];
  }
}

const digest = (of: string): string => createHash('sha256').update(of).digest('base64url').slice(0, 12);
