import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const root = join(import.meta.dirname, '..');
const own = 'engine/sqlite-sql.ts';
const frozen = /^schema\/\d{4}-\d\d-\d\d-/;

/** All sources but specs and the migrations, which stay as they were released. */
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts') && !frozen.test(file))
  .map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }));
const filesWith = (word: RegExp) => sources.filter(({ text }) => word.test(text)).map(({ file }) => file);

const used = [
  /json_each\b/,
  /->>/,
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
  /\bjson_(?:set|object|array|extract|group|insert|patch|remove|replace)/,
  /\b(?:julianday|strftime|datetime)\(/,
  /\bglob\b/i,
  /\bsum\([^()]*[<>=]/,
];

describe('words of SQL that only SQLite knows', () => {
  it('are looked for in the whole library', () => {
    expect(sources.length).toBeGreaterThan(40);
  });

  it.each(used.map((word) => [word]))('%s stands in one file', (word) => {
    expect(filesWith(word)).toEqual([own]);
  });

  it.each(unused.map((word) => [word]))('%s is not used', (word) => {
    expect(filesWith(word)).toEqual([]);
  });
});
