import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { libraries } from '@affinity-engine/tool-pack';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { entriesOf, installed, installedProject, run, uses } from './another-project.js';

const folder = mkdtempSync(join(tmpdir(), 'affinity-consumer-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeAll(() => installedProject(folder), 240_000);

describe('the libraries in a project without this workspace', () => {
  it('are installed together, each from its tarball', () => {
    expect(Object.keys(installed(folder))).toEqual(libraries());
  });

  const printed = (): string => `${JSON.stringify({ entries: entriesOf(folder).length, refund: 66_000 })}\n`;
  const programs = ['an ES module', 'CommonJS, by require'];

  it.each(Object.entries(uses))('work from %s', (name, use) => {
    const output = use(folder);
    expect(programs.includes(name) ? output : printed()).toBe(printed());
  });

  it('compute what the documents say', () => {
    expect(JSON.parse(run(folder, 'node', 'out/main.js'))).toEqual({
      installments: 11,
      value: 16_316,
      billed: 179_478,
      refund: 66_000,
      problems: 0,
      unevaluated: ['PEP', 'PEP-NAME', 'PEP-PARENTING'],
      reasons: ['PRODUCT-NOT-IN-GROUP'],
      offered: [
        ['A-1', false],
        ['A-2', true],
      ],
      lastDay: '2027-11-21',
      refused: 'DATE-INVALID',
    });
  });

  it('find the files they bring: a catalogue, the typeface, the migrations of a store', () => {
    expect(JSON.parse(run(folder, 'node', 'out/engine.js'))).toEqual({
      products: ['auto', 'bike', 'personal-life'],
      kept: [true],
    });
  });
});

describe('the check of these uses', () => {
  const premium = join(folder, 'node_modules/@affinity-engine/premium');
  const code = join(premium, 'dist/index.js');
  const types = join(premium, 'dist/index.d.ts');
  const withoutRefunds = (file: string): void =>
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll(/\brefundOf\b,? ?/g, ''));
  const [running, typed] = [
    ['an ES module', 'CommonJS, by require', 'a test of jest', 'a test of vitest'],
    ['TypeScript, module NodeNext', 'TypeScript, resolution Bundler'],
  ] as const;
  const defects: readonly (readonly [defect: string, plant: () => void, noticedBy: readonly string[]])[] = [
    ['a file that was not packed', () => renameSync(code, `${code}.away`), running.slice(0, 2)],
    ['an export that is missing', () => withoutRefunds(code), running],
    ['types that were not packed', () => renameSync(types, `${types}.away`), typed],
    ['an exported type that is missing', () => withoutRefunds(types), ['TypeScript, as strict as can be']],
  ];

  it.each(defects)('notices %s', (_defect, plant, noticedBy) => {
    const whole = `${premium}.whole`;
    cpSync(premium, whole, { recursive: true });
    try {
      plant();
      const noticed = noticedBy.filter((name) => {
        try {
          uses[name]?.(folder);
          return false;
        } catch {
          return true;
        }
      });
      expect(noticed).toEqual(noticedBy);
    } finally {
      rmSync(premium, { recursive: true });
      renameSync(whole, premium);
    }
  });
});
