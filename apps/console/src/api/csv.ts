import { Refused } from './engine.js';

/** A list of the engine, and what it is filtered by. */
export type CsvList = { readonly path: string; readonly query?: Readonly<Record<string, string | number | undefined>> };

/** A list as a file; `isCut` where the list goes on behind it. */
export type CsvFile = { readonly file: Blob; readonly isCut: boolean };

/**
 * The list as CSV, as far as the engine gives it at once.
 * @throws {Refused}
 */
export async function csvOf({ path, query = {} }: CsvList): Promise<CsvFile> {
  const url = new URL(path, location.origin);
  for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, String(value));
  const answer = await fetch(url, { headers: { accept: 'text/csv' }, credentials: 'same-origin' });
  if (answer.ok) return { file: await answer.blob(), isCut: answer.headers.has('link') };
  const code = answer.headers.get('error-code') ?? `HTTP-${answer.status}`;
  throw new Refused(code, answer.status, code, [], answer.headers.get('request-id'));
}
