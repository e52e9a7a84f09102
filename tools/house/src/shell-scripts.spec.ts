import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { fencesOf, filesEnding, papers, projectRoot, read } from './papers.js';

/** What bash 3.2 and the commands of BSD, which macOS has, do not know. */
const unknownToMacOs: readonly RegExp[] = [
  /\b(?:mapfile|readarray|coproc)\b|\bdeclare -[a-zA-Z]*[An]|\blocal -n\b/,
  /\$\{\w+(?:\[[@*]\])?(?:\^|,|@[A-Za-z])/,
  /&>>|\|&|\[\[ -v |;;&|;&/,
  /\bdate (?:-[a-zA-Z]*d|--)|\bsed (?:-[a-zA-Z]*[ir]|--)|\bbase64 (?:-w|--)|\breadlink -f|\bgrep -[a-zA-Z]*P/,
  /\bxargs -[a-z]*[dr]|\bstat (?:-c|--)|\b(?:head|tail) -n -|\bsort -V|\b(?:mktemp|cp|rm|mv|mkdir|touch) --/,
  /^\s*(?:timeout|tac|shuf|nproc|setsid|realpath)\b|[|(] *(?:timeout|tac|shuf|nproc|setsid|realpath)\b/m,
];

const scripts = filesEnding('.sh', '.ci/run').map((file) => [file, read(file)] as const);
const fences = papers()
  .flatMap(fencesOf)
  .filter(({ language }) => ['sh', 'bash'].includes(language))
  .map(({ paper, code }) => [paper, code] as const);
const foreign = (text: string): readonly string[] =>
  unknownToMacOs.flatMap((pattern) => [...(pattern.exec(text) ?? [])].map((found) => found.trim()));

describe('shell scripts', () => {
  it('are found', () => {
    expect([scripts.length > 5, fences.length > 10]).toEqual([true, true]);
  });

  it.each(scripts)('in %s run on macOS too', (file, text) => {
    expect(foreign(text)).toEqual([]);
    execFileSync('bash', ['-n', join(projectRoot, file)]);
  });

  it('in documents run on macOS too', () => {
    expect(fences.filter(([, code]) => foreign(code).length > 0)).toEqual([]);
  });

  it.each(['mapfile -t a', '${name^^}', 'date -d tomorrow', "sed -i 's/a/b/' f", 'base64 -w0', 'x | timeout 5 y'])(
    'would be noticed with %s',
    (text) => expect(foreign(text)).not.toEqual([]),
  );
});

describe('.gitattributes', () => {
  const attributes = read('.gitattributes');

  it('gives texts the same line ends on every system', () => {
    expect(attributes).toContain('\n* text=auto eol=lf\n');
  });

  it('names every kind of file that is no text', () => {
    const isBinary = (file: string) => readFileSync(join(projectRoot, file)).subarray(0, 8_000).includes(0);
    const kinds = new Set(filesEnding('').filter(isBinary).map(extname));
    expect([...kinds].filter((kind) => !attributes.includes(`\n*${kind} binary\n`))).toEqual([]);
  });
});
