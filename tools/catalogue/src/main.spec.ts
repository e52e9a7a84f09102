import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoCatalogueFolder, editorSchemas } from '@affinity-engine/adapter-catalogue';
import { afterAll, describe, expect, it } from '@jest/globals';

const main = join(import.meta.dirname, '../dist/main.js');
const folder = mkdtempSync(join(tmpdir(), 'catalogue-tool-'));
afterAll(() => rmSync(folder, { recursive: true }));

const said = (...args: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], { encoding: 'utf8' });
  return { status, lines: `${stdout}${stderr}`.trimEnd().split('\n') };
};

describe('npm run catalogue', () => {
  it('explains itself', () => {
    expect(said('--help')).toMatchObject({
      status: 0,
      lines: expect.arrayContaining([expect.stringContaining('--day')]),
    });
    expect([said().status, said('check').status, said('check', folder, '--today').status]).toEqual([2, 2, 2]);
  });

  it('says in one line what it found in a catalogue without problems', () => {
    const found = '3 insurers, 3 products, 1 quotation product, 5 tax rates';
    expect(said('check', demoCatalogueFolder)).toEqual({
      status: 0,
      lines: [`${demoCatalogueFolder} has no problem: ${found}`],
    });
  });

  it('lists every problem with its file and field, those across files and those of documents too', () => {
    const broken = join(folder, 'broken');
    cpSync(demoCatalogueFolder, broken, { recursive: true });
    const change = (file: string, from: RegExp, to: string): void => {
      const text = readFileSync(join(broken, file), 'utf8');
      writeFileSync(join(broken, file), text.replace(from, to));
    };
    change('products/auto.json', /"name": "Auto"/, '"name": "Auto שלום"');
    change('products/bike.json', /"net": \d+/, '"net": -1');
    change('products/personal-life.json', /"insurerId": "[^"]+"/, '"insurerId": "ins-0"');
    const { status, lines } = said('check', broken);
    expect([status, lines]).toEqual([
      1,
      [
        `The catalogue in ${broken} is invalid:`,
        expect.stringMatching(/^ {2}products\/bike\.json \$\.plans\[0\]\.price\.net: expected a whole number/),
        expect.stringMatching(/^ {2}products\/auto\.json \$\.name: expected /),
        '  products/personal-life.json $.insurerId: expected an insurer of this catalogue, not ins-0',
      ],
    ]);
  });

  it('asks for tax rates of the day it is given', () => {
    expect(said('check', demoCatalogueFolder, '--day', '2007-12-31').lines).toEqual(
      expect.arrayContaining([expect.stringMatching(/products\/auto\.json \$\.line: expected /)]),
    );
    expect(said('check', demoCatalogueFolder, '--day', '31.12.2026')).toMatchObject({ status: 1 });
  });

  it('writes the JSON Schemas for editors', () => {
    const schemas = join(folder, 'schemas');
    expect(said('schemas', schemas).status).toBe(0);
    expect(readdirSync(schemas).sort()).toEqual(Object.keys(editorSchemas()).sort());
  });
});
