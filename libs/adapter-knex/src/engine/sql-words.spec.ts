import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const root = join(import.meta.dirname, '..');
const [sqlite, postgres] = ['engine/sqlite-sql.ts', 'engine/postgres-sql.ts'];
const frozen = /^schema\/\d{4}-\d\d-\d\d-/;

/** All sources but specs and the migrations, which stay as they were released. */
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts') && !frozen.test(file))
  .map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }));
const filesWith = (word: RegExp) => sources.filter(({ text }) => word.test(text)).map(({ file }) => file);

const ofSqlite = [
  /json_each\b/,
  /json_type\b/,
  /unixepoch/,
  /\bprintf\(/,
  /randomblob/,
  /\bhex\(/,
  /\binstr\(/,
  /\bis not \?/,
  /(?<!Math\.)\bmin\((?:[^()]|\([^()]*\))*,/,
  /(?<!Math\.)\bmax\((?:[^()]|\([^()]*\))*,/,
  /\bindexed by\b/,
  /\bBEGIN\b/,
  /\bROLLBACK\b/,
  /PRAGMA/,
  /pragma_/,
  /\bstrict\b/,
  /UNIQUE constraint/,
  /`\+\$\{/,
];

const unused = [
  /\bchanges\(\)/,
  /\bSAVEPOINT\b/,
  /\bis v\./,
  /\bsqlite_/,
  /\browid\b/,
  /\binsert or\b/i,
  /\bifnull\(/,
  /\bgroup_concat\(/,
  /\bjson_(?:set|object|array\(|extract|group|insert|patch|remove|replace)/,
  /\b(?:julianday|strftime|datetime)\(/,
  /\bglob\b/i,
  /\bsum\([^()]*[<>=]/,
];

const ofPostgres = [
  /::/,
  /json_array_elements/,
  /json_typeof/,
  /is distinct from/,
  /strpos\(/,
  /statement_timestamp/,
  /gen_random_uuid/,
  /for no key update/,
  /for share/,
  /skip locked/,
  /pg_(?:advisory|xact|current|settings)/,
];

describe('words of SQL that only one database knows', () => {
  it('are looked for in the whole library', () => {
    expect(sources.length).toBeGreaterThan(40);
  });

  it.each([
    ...ofSqlite.map((word) => [word, [sqlite]] as const),
    ...ofPostgres.map((word) => [word, [postgres]] as const),
  ])('%s stands in one file', (word, files) => {
    expect(filesWith(word)).toEqual(files);
  });

  it('are spelled for each database', () => {
    expect(filesWith(/->>/)).toEqual([postgres, sqlite]);
  });

  it.each(unused.map((word) => [word]))('%s is not used', (word) => {
    expect(filesWith(word)).toEqual([]);
  });
});
